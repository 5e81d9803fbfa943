"""Our own themes and palettes: what every one of them promises."""

import re
from pathlib import Path

import pytest

import publisher_wechat
from publisher_wechat.css import dark
from publisher_wechat.css.colours import Colour, contrast, parse
from publisher_wechat.css.readable import glaring, pairs
from publisher_wechat.theme import RESOURCES, Look, Theme, load, names

THEMES, PALETTES = names(), names(palettes=True)
BUDGET = {"p": 70, ".item": 20, ".quote": 40, "strong": 35, "em": 20, "code": 110, ".link": 30, ".cite": 45}
"""Characters of style an element may cost: an article has hundreds of these, and 20 000 characters in all."""


def theme(name: str, palette: str = "") -> Theme:
    return load(Look(theme=name, palette=palette), RESOURCES).theme


def colour(text: str) -> Colour:
    found = parse(text)
    assert found
    return found


def test_there_are_at_least_eight_themes_and_four_palettes() -> None:
    assert len(THEMES) >= 8
    assert len(PALETTES) >= 4


@pytest.mark.parametrize("path", [path for path in RESOURCES if path.startswith("theme/")])
def test_the_first_line_says_name_and_character_in_english_and_chinese(path: str) -> None:
    name = path.removeprefix("theme/").removeprefix("code-").removesuffix(".css")
    assert re.match(
        rf"/\* {name} [\u4e00-\u9fff]+: [ -~]+ · [^·]*[\u4e00-\u9fff][^·]* \*/$",
        RESOURCES[path].splitlines()[0],
    )


@pytest.mark.parametrize("palette", ["", *PALETTES])
@pytest.mark.parametrize("name", THEMES)
def test_every_text_can_be_read_on_its_background_by_day_and_in_dark_mode(name: str, palette: str) -> None:
    styles = theme(name, palette).styles
    found = [pair for pair in pairs(styles) if not pair.readable]
    assert not [
        f"{pair.where}: {pair.text} on {pair.behind} = {pair.ratio:.2f}, night: {pair.night}"
        for pair in found
    ]
    assert not list(glaring(styles))


@pytest.mark.parametrize("name", THEMES)
def test_what_stands_on_every_line_is_lean(name: str) -> None:
    made = theme(name)
    assert {one: len(made.style([one])) for one in BUDGET if len(made.style([one])) > BUDGET[one]} == {}
    box = [
        part
        for part in made.style(["td"]).split(";")
        if not part.startswith(("font-size", "color", "line-height"))
    ]
    assert len(";".join(box)) <= 68


@pytest.mark.parametrize("name", THEMES)
def test_running_text_says_itself_what_the_editor_would_lose(name: str) -> None:
    for selector in ("p", "h1", "h2", "h3", "h4"):
        assert {"font-size", "line-height", "color"} <= set(theme(name).styles[selector])


@pytest.mark.parametrize("path", [path for path in RESOURCES if path.startswith("theme/")])
def test_ours_use_nothing_the_platform_strips(path: str) -> None:
    words = (
        "position:",
        "filter:",
        "url(",
        "gradient",
        "flex",
        "grid",
        "::",
        "@media",
        "!important",
        "rem",
        "vw",
    )
    assert not [word for word in words if word in re.sub(r"/\*.*?\*/", "", RESOURCES[path], flags=re.S)]


@pytest.mark.parametrize("name", THEMES)
def test_no_value_is_left_unresolved(name: str) -> None:
    values = [value for style in theme(name).styles.values() for value in style.values()]
    assert not [value for value in values if re.search(r'var\(|calc\(|--|url|"|<', value)]


def test_every_theme_looks_different() -> None:
    looks = {(theme(name).style(["h1"]), theme(name).style(["blockquote"])) for name in THEMES}
    assert len(looks) == len(THEMES)


def test_palettes_have_few_colours_and_colour_the_same_things() -> None:
    kinds = set()
    for palette in PALETTES:
        styles = {k: v for k, v in theme("bare", palette).styles.items() if k.startswith(".code-")}
        coloured = {k: v["color"] for k, v in styles.items() if k != ".code-title"}
        assert len(set(coloured.values())) <= 7
        assert {".code-k", ".code-s", ".code-c", ".code-m", ".code-nf", ".code-gi", ".code-gd"} <= set(
            coloured
        )
        kinds.add(frozenset(coloured))
    assert len(kinds) <= 2


def test_every_selector_the_rules_use_is_in_the_ground_theme() -> None:
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in (Path(publisher_wechat.__file__).parent / "rules").glob("*.py")
    )
    used = set(re.findall(r'"(\.[a-z][a-z-]*)"', source))
    assert used
    assert used <= set(theme("bare").styles)


@pytest.mark.parametrize(
    ("day", "night"),
    [("#fff", 25), ("#fffdf8", 29), ("#f6f6f6", 34), ("#eaf4f2", 190), ("#0f0f0f", 56), ("#3366cc", None)],
)
def test_backgrounds_are_answered_as_the_platform_publishes(day: str, night: float | None) -> None:
    """Whites and greys are turned round, tints lowered to 190, the darkest raised, the rest is left."""
    answer = dark.background(colour(day), dark.PAGE)
    if night is None:
        assert str(answer) == "#36c"
    else:
        assert answer.brightness == pytest.approx(night, abs=3)


@pytest.mark.parametrize("text", ["#333", "#595959", "#155093", "#777", "#c2410c", "#fff", "#a3a3a3", "#ddd"])
def test_text_is_answered_so_that_it_stands_apart(text: str) -> None:
    answer = dark.text(colour(text), dark.PAGE)
    assert answer.brightness - dark.PAGE.brightness >= dark.APART - 1
    assert (
        answer.brightness >= dark.WHITE_LIKE or answer.brightness <= dark.PAGE.brightness + dark.FARTHEST + 1
    )


def test_deep_text_is_turned_round_and_mid_tones_are_left() -> None:
    assert str(dark.text(colour("#333"), dark.PAGE)) == "#a3a3a3"
    assert str(dark.text(colour("#777"), dark.PAGE)) == "#777"
    assert contrast(dark.text(colour("#595959"), dark.PAGE), dark.PAGE) > 4.5


def test_a_translucent_line_stays_thin_in_dark_mode() -> None:
    assert dark.text(colour("rgba(0,0,0,.13)"), dark.PAGE).brightness < 70
    assert dark.text(colour("#ddd"), dark.PAGE).brightness > 150
