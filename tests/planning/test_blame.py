"""Which element of a refused text is the one refused."""

from __future__ import annotations

from math import ceil, log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.planning.blame import blame, expected_calls
from publisher.planning.spans import read


class Platform:
    """Refuses what holds one of these words; counts."""

    def __init__(self, *words: str) -> None:
        self.words = words
        self.asked = 0

    def __call__(self, html: str) -> bool:
        self.asked += 1
        return not any(word in html for word in self.words)


def found(html: str, *words: str) -> list[str]:
    return [html[each.start : each.end] for each in blame(html, Platform(*words))]


@pytest.mark.parametrize(
    ("html", "guilty"),
    [
        ("<section><p>a</p><p>bad</p><p>c</p></section>", "<p>bad</p>"),
        ("<p>a</p><p>b</p><img src=bad><p>c</p>", "<img src=bad>"),
        ('<section><p>a<a href="#bad">1</a></p></section>', '<a href="#bad">1</a>'),
        (
            '<section style="bad"><p>a</p><p>b</p></section>',
            '<section style="bad"><p>a</p><p>b</p></section>',
        ),
        ("<section><p>a</p> bad</section>", " bad"),
        ("<p>one<br>bad words<br>two</p>", "bad words"),
        ("bad", "bad"),
        ("<section><p>a<p>bad</section>", "<p>bad"),
        ("<section><ul><li>a</li><li><b>bad</b> c</li></ul></section>", "<b>bad</b>"),
    ],
)
def test_the_smallest_element_that_is_refused_is_found(html: str, guilty: str) -> None:
    assert found(html, "bad") == [guilty]


def test_several_are_found_in_reading_order() -> None:
    html = "".join(f"<p>{word}</p>" for word in ("a", "bad", "c", "worse", "e"))
    assert found(html, "worse", "bad") == ["<p>bad</p>", "<p>worse</p>"]


def test_what_is_taken_is_asked_about_once() -> None:
    platform = Platform("bad")
    assert blame("<p>good</p>", platform) == ()
    assert platform.asked == 1


def test_its_block_is_told_too() -> None:
    html = "<section><p>a</p><blockquote><p>b</p><p>bad</p></blockquote></section>"
    (only,) = blame(html, Platform("bad"))
    assert html[only.block :].startswith("<blockquote>")


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 300), st.data())
def test_it_takes_some_log2_questions(blocks: int, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, blocks - 1))
    html = "<section>" + "".join(f"<p>{'bad' if n == at else n}</p>" for n in range(blocks)) + "</section>"
    platform = Platform("bad")
    (only,) = blame(html, platform)
    assert html[only.start : only.end] == "<p>bad</p>"
    assert platform.asked <= 3 + ceil(log2(blocks)) + 1  # the whole, the shell, the rest
    assert platform.asked <= expected_calls(html) + 2


def test_a_platform_that_refuses_everything_ends_the_search() -> None:
    assert len(blame("<section>" + "<p>a</p>" * 40 + "</section>", lambda _html: False)) == 1


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="<>/ap b\n\"'=s!-", max_size=60))
def test_any_text_can_be_divided(html: str) -> None:
    def check(start: int, end: int, children: list) -> None:
        at = start
        for child in children:
            assert at <= child.start <= child.inner <= child.outer <= child.end <= end
            check(child.inner, child.outer, child.children)
            at = child.end

    whole = read(html)
    check(0, len(html), whole.children)
