"""Values: variables resolved, sums worked out, everything in its shortest form."""

import pytest

from publisher_wechat.css.read import read, tokens
from publisher_wechat.css.sums import Unresolved
from publisher_wechat.css.values import Useless, text
from publisher_wechat.css.variables import Variables


def short(name: str, value: str, **variables: str) -> str:
    return text(name, tokens(value), Variables({f"--{key}": tokens(said) for key, said in variables.items()}))


@pytest.mark.parametrize(
    ("name", "written", "shortest"),
    [
        ("color", "#AABBCC", "#abc"),
        ("color", "#aabbcd", "#aabbcd"),
        ("color", "rgb(51, 51, 51)", "#333"),
        ("color", "rgb(15 118 110 / 7%)", "rgba(15,118,110,.07)"),
        ("color", "#0000001f", "rgba(0,0,0,.122)"),
        ("color", "hsl(0, 0%, 20%)", "#333"),
        ("color", "white", "#fff"),
        ("color", "Red", "red"),
        ("color", "currentColor", "currentColor"),
        ("background", "transparent", "transparent"),
        ("margin", "0px 0px 18px 0px", "0 0 18px"),
        ("margin", "8px 0 8px 0", "8px 0"),
        ("margin", "0 auto 0 auto", "0 auto"),
        ("padding", "4px 4px", "4px"),
        ("padding", "  2px\n 4px ", "2px 4px"),
        ("letter-spacing", "0.50px", ".5px"),
        ("letter-spacing", "-0.5em", "-.5em"),
        ("line-height", "1.750", "1.75"),
        ("line-height", "2.0", "2"),
        ("width", "0%", "0%"),
        ("font-size", "1rem", "16px"),
        ("font-weight", "bold", "700"),
        ("border", "none", "0"),
        ("border", "1px solid rgb(0,0,0)", "1px solid #000"),
        ("font-family", '"PingFang SC" , Navy,serif', "'PingFang SC',Navy,serif"),
        ("transform", "translateX( 0.5em )", "translatex(.5em)"),
        ("font-size", "calc(var(--size) + 4px)", "20px"),
        ("margin", "calc(2 * (1px + 0.5px)) calc(10px / 4)", "3px 2.5px"),
        ("width", "calc(100% - 20%)", "80%"),
        ("color", "var(--none, var(--ink))", "#333"),
        ("background", "color-mix(in srgb, var(--ink) 10%, transparent)", "rgba(51,51,51,.1)"),
        ("background", "color-mix(in srgb, #000, #fff 75%)", "#bfbfbf"),
        ("border", "1px solid var(--line)", "1px solid #ddd"),
    ],
)
def test_a_value_is_written_in_its_shortest_form(name: str, written: str, shortest: str) -> None:
    assert short(name, written, size="16px", ink="#333", line=" #dddddd") == shortest


@pytest.mark.parametrize(
    "value",
    [
        "url(https://a.example/x.png)",
        'url("x")',
        "expression(alert(1))",
        "image-set('a' 1x)",
        "attr(title)",
        "oklch(60% .1 20)",
        "min(1px, 2px)",
        "#ggg",
        "rgb(1,2)",
        "'</style>'",
        "1px; color: red",
        "<b>",
        "{}",
        "",
    ],
)
def test_a_value_that_must_not_leave_or_means_nothing_is_useless(value: str) -> None:
    with pytest.raises(Useless):
        short("background", value)


@pytest.mark.parametrize(
    "value",
    [
        "var(--nope)",
        "var()",
        "calc()",
        "calc(1px +)",
        "calc(1px + 1em)",
        "calc(var)",
        "color-mix(in lab, red, blue)",
    ],
)
def test_a_value_that_leads_nowhere_is_unresolved(value: str) -> None:
    with pytest.raises(Unresolved):
        short("width", value)


def test_a_variable_is_looked_up_afresh_for_every_theme() -> None:
    value = tokens("calc(var(--size) * 2)")
    assert text("width", value, Variables({"--size": tokens("1px")})) == "2px"
    assert text("width", value, Variables({"--size": tokens("3px")})) == "6px"


def test_comments_strings_and_braces_are_read_as_css_not_as_patterns() -> None:
    sheet = read('/* } p { color: red */ p { font-family: "a;b}c"; color: /* x */ red }')
    assert not sheet.faults
    assert [one.name for one in sheet.rules[0].declarations] == ["font-family", "color"]


def test_a_list_of_selectors_gives_each_its_rule_with_its_line() -> None:
    sheet = read("\nH1,\n.quote { color: red }")
    assert [(rule.selector, rule.line) for rule in sheet.rules] == [("h1", 2), (".quote", 2)]
