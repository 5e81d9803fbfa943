"""Widths in percent: carried from the author to where a target can show them."""

from __future__ import annotations

import pytest

from publisher.markdown.html_rules import HTML
from publisher.markdown.parse import parse
from publisher.markdown.plain import fingerprint
from publisher.markdown.render import render
from publisher.markdown.walk import walk
from publisher.model.tree import Image


def image(text: str) -> Image:
    (found,) = (node for node in walk(parse(text).document) if isinstance(node, Image))
    return found


@pytest.mark.parametrize(
    "text",
    [
        '<img src="a.png" width="50%">',
        '<img src="a.png" style="width: 50%; border: 0">',
        "![](a.png){width=50%}",
    ],
)
def test_half_the_column_is_kept(text: str) -> None:
    found = image(text)
    assert (found.share, found.width) == (50, 0)


def test_pixels_stay_pixels_and_more_than_all_is_all() -> None:
    assert (image('<img src="a.png" width="300">').width, image('<img src="a.png" width="300">').share) == (
        300,
        0,
    )
    assert image('<img src="a.png" style="width:120px">').width == 120
    assert image('<img src="a.png" width="250%">').share == 100


def test_html_says_it() -> None:
    assert 'width="50%"' in render(image('<img src="https://a.example/a.png" width="50%">'), HTML)


def test_what_says_no_share_is_written_as_before_there_were_any() -> None:
    assert "share" not in fingerprint(parse("![](a.png)").document)
    assert "share" in fingerprint(parse('<img src="a.png" width="50%">').document)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("![](a.png =400x)", (400, 0, 0)),
        ("![](a.png =400x300)", (400, 300, 0)),
        ('![](<a.png> "a title" =x200 )', (0, 200, 0)),
        ("![](a.png =50%x)", (0, 0, 50)),
        ("![](a.png =400x){width=50%}", (0, 0, 50)),
    ],
)
def test_a_size_after_the_address_is_the_pictures(text: str, asked: tuple[int, int, int]) -> None:
    found = image(text)
    assert (found.src, found.width, found.height, found.share) == ("a.png", *asked)
    assert found.span == (0, len(text.partition("{")[0]))


def test_the_next_picture_does_not_lend_its_size() -> None:
    shown = [n for n in walk(parse("![](a.png) ![](b.png =30x) =9x)").document) if isinstance(n, Image)]
    assert [(each.src, each.width) for each in shown] == [("a.png", 0), ("b.png", 30)]


@pytest.mark.parametrize("text", ["![](a.png =400)", "![](a.png =x)", '![](a.png "b =3x4)" c =5x)'])
def test_what_is_no_size_makes_no_picture(text: str) -> None:
    assert not [n for n in walk(parse(text).document) if isinstance(n, Image)]
