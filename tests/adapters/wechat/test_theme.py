"""Themes: CSS read once, written inline, the user's laid over ours."""

import pytest

from publisher.errors import ConfigError
from publisher_wechat import ADAPTER
from publisher_wechat.theme import DEFAULT, RESOURCES, load


def themed(css: str) -> dict[str, str]:
    return {**RESOURCES, "theme/mine.css": css}


def test_the_default_theme_is_complete_and_every_value_is_concrete() -> None:
    theme, name = load("default", RESOURCES)
    assert name == "default"
    assert theme.style(["p"]).startswith("margin:")
    values = [value for style in theme.styles.values() for value in style.values()]
    assert values
    assert not [value for value in values if "var(" in value or '"' in value]


def test_the_default_theme_uses_nothing_the_platform_strips() -> None:
    css = RESOURCES[DEFAULT]
    assert not [word for word in ("position:", "filter:", "url(", "rem", "vw", "calc(", "@") if word in css]


def test_a_theme_of_the_user_is_laid_over_the_default() -> None:
    theme, text = load("mine", themed(":root { --accent: #b45309 } p, .item { color: #111111 }"))
    assert "color:#111111" in theme.style(["p"])
    assert "font-size:16px" in theme.style(["p"])
    assert "#b45309" in theme.style(["h1"])
    assert text == themed(":root { --accent: #b45309 } p, .item { color: #111111 }")["theme/mine.css"]


def test_a_theme_is_named_with_or_without_its_ending() -> None:
    assert load("mine.css", themed("p { color: red }")) == load("mine", themed("p { color: red }"))


def test_a_later_selector_wins_and_is_written_once() -> None:
    theme, _ = load("mine", themed("p { color: red; margin: 0 } .quote { color: blue; margin: 0 0 8px }"))
    style = theme.style(["p", ".quote"], {"margin": "1px"})
    assert style.count("color:") == 1
    assert "color:blue" in style
    assert "margin:1px" in style


def test_quotes_in_a_value_cannot_end_the_attribute() -> None:
    theme, _ = load("mine", themed('p { font-family: "PingFang SC", <b> }'))
    assert "font-family:'PingFang SC', &lt;b&gt;" in theme.style(["p"])


def test_code_colours_fall_back_from_the_exact_kind_to_the_general() -> None:
    theme, _ = load("default", RESOURCES)
    assert theme.code("s2") == theme.code("s") != ""
    assert theme.code("") == theme.code("p") == ""


def test_an_unknown_theme_is_told_with_those_there_are() -> None:
    with pytest.raises(ConfigError) as caught:
        load("nope", RESOURCES)
    assert "default" in caught.value.hint


@pytest.mark.parametrize(
    "css",
    [
        "p > a { color: red }",
        "@media print { p { color: red } }",
        "p { color }",
        "p:hover { color: red }",
        "p { color: red",
    ],
)
def test_what_cannot_be_written_inline_is_refused_not_dropped(css: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load("mine", themed(css))
    assert caught.value.path == "theme/mine.css"


def test_a_misspelt_selector_is_told_with_a_suggestion() -> None:
    with pytest.raises(ConfigError) as caught:
        load("mine", themed("blockqoute { color: red }"))
    assert "'blockquote'" in caught.value.hint


def test_variables_that_name_each_other_in_a_circle_end() -> None:
    with pytest.raises(ConfigError):
        load("mine", themed(":root { --a: var(--b); --b: var(--a) } p { color: var(--a) }"))


def test_the_adapter_carries_its_theme_and_templates() -> None:
    assert {DEFAULT, "templates/related.md.j2", "templates/footer.md.j2", "templates/notice.md.j2"} <= set(
        ADAPTER.resources
    )
