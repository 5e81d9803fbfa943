"""The article as a phone shows it in dark mode."""

import pytest

from publisher_wechat.night import night


@pytest.mark.parametrize(
    ("day", "dark"),
    [
        ('<p style="color:#333">字</p>', '<p style="color:#a3a3a3">字</p>'),
        ("<p>字</p>", "<p>字</p>"),
        ('<td style="border:1px solid #222">1</td>', '<td style="border:1px solid #a3a3a3">1</td>'),
        ('<img style="width:3px" src="asset:1"><b>x</b>', '<img style="width:3px" src="asset:1"><b>x</b>'),
    ],
)
def test_colours_are_answered_and_nothing_else_is_touched(day: str, dark: str) -> None:
    assert night(day) == dark


def test_text_in_a_box_is_answered_against_what_the_box_became() -> None:
    ink = 'style="color:#333"'
    html = f'<section style="background:#f6f6f6"><p {ink}>一</p></section><p {ink}>二</p>'
    box, _, after = night(html).partition("</section>")
    assert "background:#222" in box
    assert 'color:#a3a3a3">二' in after


def test_a_box_that_says_no_colour_gets_one_for_its_text() -> None:
    assert "color:#" in night('<span style="background:#fdeeb5">字</span>').replace("background:#", "")


def test_drawings_stay_as_they_are() -> None:
    svg = '<svg style="color:#333"><g><path style="fill:#000"/></g></svg>'
    assert night(f'<p style="color:#333">{svg}字</p>') == f'<p style="color:#a3a3a3">{svg}字</p>'


def test_fonts_in_quotes_and_escaped_text_come_through() -> None:
    html = "<p style=\"font-family:'a;b','PingFang SC';color:#333\">1 &lt; 2</p>"
    assert night(html) == "<p style=\"font-family:'a;b','PingFang SC';color:#a3a3a3\">1 &lt; 2</p>"
