"""Themes: CSS read once, laid over one another, written inline in the shortest form."""

import json

import pytest

from publisher.errors import ConfigError
from publisher_wechat import ADAPTER
from publisher_wechat.theme import RESOURCES, Chosen, Look, load, names


def themed(css: str) -> dict[str, str]:
    return {**RESOURCES, "theme/mine.css": css}


def mine(css: str, **look: object) -> Chosen:
    return load(Look(theme="mine", **look), themed(css))  # type: ignore[arg-type]


def style(css: str, *names: str) -> str:
    return mine(css).theme.style(names)


def test_a_theme_of_the_user_is_laid_over_the_default_unless_it_says_otherwise() -> None:
    css = ":root { --accent: #155093 } p, .item { color: #111111 }"
    theme = mine(css).theme
    assert "color:#111" in theme.style(["p"])
    assert "font-size:16px" in theme.style(["p"])
    assert "#155093" in theme.style(["h1"])
    assert mine(css).canonical == css


def test_a_theme_may_name_the_one_it_is_laid_over() -> None:
    literary = load(Look(theme="literary"), RESOURCES).theme
    theme = mine('@import "literary"; p { color: #111 }').theme
    assert theme.style(["h1"]) == literary.style(["h1"])
    assert "color:#111" in theme.style(["p"])


def test_a_copy_of_a_theme_looks_as_the_theme_does() -> None:
    for name in names():
        original = load(Look(theme=name), RESOURCES)
        copy = mine(RESOURCES[f"theme/{name}.css"] + "\n/* mine */")
        assert copy.theme.styles == original.theme.styles, name
        assert not copy.notes


def test_laid_over_bare_a_theme_is_alone() -> None:
    assert style('@import "bare"; h1 { color: #123 }', "h1").count("border") == 0


def test_a_theme_is_named_with_or_without_its_ending_and_folder() -> None:
    css = themed("p { color: #111 }")
    found = {
        load(Look(theme=name), css).theme.style(["p"]) for name in ("mine", "mine.css", "styles/mine.css")
    }
    assert len(found) == 1


def test_a_file_named_as_one_of_ours_is_laid_over_ours() -> None:
    theme = load(Look(), {**RESOURCES, "theme/default.css": "p { color: #111 }"}).theme
    assert theme.style(["p"]) == "margin:0 0 18px;font-size:16px;line-height:1.75;color:#111"


def test_later_selectors_win_and_a_shorthand_sets_aside_what_it_covers() -> None:
    theme = mine("p { color: red; margin-top: 3px; margin: 0 } .quote { color: blue; margin: 0 0 8px }").theme
    assert (
        theme.style(["p", ".quote"], {"margin": "1px"})
        == "font-size:16px;line-height:1.75;color:blue;margin:1px"
    )


def test_what_an_element_is_anyway_is_not_written() -> None:
    plain = load(Look(theme="bare"), RESOURCES).theme.style(["h2"])
    assert (
        style(
            '@import "bare"; h2 { padding: 0; border: none; border-radius: 0; background: transparent }', "h2"
        )
        == plain
    )
    assert "padding:0" in style("td { padding: 0 }", "td")


def test_a_theme_can_do_without_the_bar_the_readers_page_draws_beside_quotes() -> None:
    bare = style('@import "bare"; blockquote { border: 0; padding: 0 }', "blockquote")
    assert "border:0" in bare
    assert "padding:0" in bare


def test_a_text_colour_that_is_inherited_is_not_written() -> None:
    assert style("code { color: inherit }", "code").count("color:") == 0


def test_quotes_and_markup_in_a_value_cannot_end_the_attribute() -> None:
    theme = mine("""p { font-family: "PingFang SC", 'a"b' } h1 { font-family: "</style><b>" }""").theme
    assert "font-family:'PingFang SC','a&quot;b'" in theme.style(["p"])
    assert "<" not in "".join(value for each in theme.styles.values() for value in each.values())


def test_accent_font_size_and_palette_are_laid_into_any_theme() -> None:
    look = Look(theme="pastel", palette="night", accent="hsl(210 80% 30%)", font="serif", font_size=17.5)
    theme = load(look, RESOURCES).theme
    assert "color:#0f4c8a" in theme.style(["strong"])
    assert "rgba(15,76,138,.06)" in theme.style(["blockquote"])
    assert "font-size:17.5px" in theme.style(["p"])
    assert "Songti" in theme.style([".article"])
    assert "#2b2f37" in theme.style(["pre"])


def test_a_palette_leaves_no_colour_of_the_one_it_replaces() -> None:
    def colours(css: str) -> set[str]:
        return {each["color"] for name, each in mine(css).theme.styles.items() if name.startswith(".code-k")}

    assert colours('@import "literary"; @import "code-dusk";') == {"#f0c98a", "#f3b4a0"}


def test_colours_of_code_in_a_theme_of_the_user_win_over_any_palette() -> None:
    theme = mine(".code-k { color: #123456 }", palette="night").theme
    assert theme.code("kd") == "color:#123456"


def test_code_colours_fall_back_from_the_exact_kind_to_the_general() -> None:
    theme = load(Look(), RESOURCES).theme
    assert theme.code("s2") == theme.code("s") != ""
    assert theme.code("") == theme.code("p") == ""


def test_what_was_chosen_is_told_by_name_and_only_where_it_was() -> None:
    assert load(Look(), RESOURCES).canonical == "default"
    assert json.loads(load(Look(accent="#155093"), RESOURCES).canonical) == {
        "theme": "default",
        "accent": "#155093",
    }


@pytest.mark.parametrize(
    ("look", "hint"),
    [
        (Look(theme="nope"), "default"),
        (Look(theme="litrary"), "'literary'"),
        (Look(theme="code-day"), "default"),
        (Look(palette="nigt"), "'night'"),
        (Look(accent="fuchsiaish"), "#rrggbb"),
        (Look(accent="url(https://a.example/x)"), "#rrggbb"),
        (Look(font="url(x)"), "sans, serif"),
        (Look(font="a; position: fixed"), "sans, serif"),
        (Look(font="a" + "(" * 3000), "sans, serif"),
    ],
)
def test_a_setting_there_is_nothing_for_is_told_with_what_there_is(look: Look, hint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(look, RESOURCES)
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("css", "line"),
    [
        ("p { color }", 1),
        ("p {\n  color: red\n  margin: 0 }", 2),
        ("p { color: red", 1),
        ("h1 { margin: 0 }\n\np { color: red } }", 3),
        ("p { color: var(--nope) }", 1),
        (":root { --a: var(--b); --b: var(--a) }\np { color: var(--a) }", 2),
        ("p { margin: calc(100% - 10px) }", 1),
        ("p { margin: calc(1px * 2px) }", 1),
        ("p { margin: calc(1px / 0) }", 1),
        ('@import "litrary";', 1),
    ],
)
def test_css_whose_meaning_is_unclear_is_refused_at_its_line(css: str, line: int) -> None:
    with pytest.raises(ConfigError) as caught:
        mine(css)
    assert (caught.value.path, caught.value.line) == ("mine", line)
    assert caught.value.hint


def test_every_unclear_line_is_told_at_once() -> None:
    with pytest.raises(ConfigError) as caught:
        mine("p { color: var(--a) }\nh1 { color: var(--b) }")
    assert len(caught.value.problems) == 2


def test_variables_that_double_one_another_end_at_once() -> None:
    doubling = "".join(f"--v{n}: var(--v{n + 1}) var(--v{n + 1});" for n in range(40)) + "--v40: 1px"
    for seed in ("1px", " "):
        with pytest.raises(ConfigError):
            mine(f":root {{ {doubling.replace('1px', seed)} }} p {{ margin: var(--v0) }}")


def test_what_wechat_would_drop_is_left_out_and_noted_once() -> None:
    chosen = mine(
        "p { position: fixed; color: #111 }\np > a { color: red }\n@media print { p { color: red } }"
    )
    assert chosen.theme.style(["p"]).endswith("color:#111")
    assert [note.kind for note in chosen.notes] == ["theme-lost"]
    assert "mine:1: position" in chosen.notes[0].detail
    assert "2 more" in chosen.notes[0].detail


def test_an_accent_nobody_could_read_is_noted_with_its_contrast() -> None:
    pale = load(Look(accent="#7dd3c8"), RESOURCES).notes
    assert [note.kind for note in pale] == ["theme-contrast"]
    assert "#7dd3c8" in pale[0].detail
    assert "by day" in pale[0].detail
    assert "dark mode" in load(Look(accent="#c2410c"), RESOURCES).notes[0].detail
    assert not load(Look(accent="#155093"), RESOURCES).notes


def test_the_adapter_carries_its_themes_and_templates() -> None:
    wanted = {
        "theme/default.css",
        "templates/related.md.j2",
        "templates/footer.md.j2",
        "templates/notice.md.j2",
    }
    assert wanted <= set(ADAPTER.resources)
