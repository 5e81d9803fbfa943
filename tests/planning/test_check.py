"""Renditions against limits."""

import pytest

from publisher.errors import LimitError
from publisher.model.post import Post, PostKey
from publisher.model.rendition import Limits, Rendition
from publisher.model.tree import Document
from publisher.planning.check import check

POST = Post(
    PostKey("k"), "content/k.md", "---\ntags: [a]\ntitle: 题\n---\n正文\n", "题", Document(), body_line=5
)


def rendition(title: str = "题", body: str = "正文", **more: str) -> Rendition:
    return Rendition("x", PostKey("k"), title, body, "html", "", "", **more)  # type: ignore[arg-type]


def test_without_limits_everything_fits() -> None:
    assert check(rendition("题" * 500, "文" * 50_000), Limits(), POST) == ()


def test_every_limit_that_is_passed_is_told_at_once() -> None:
    limits = Limits(
        title_chars=3,
        title_bytes=8,
        author_chars=2,
        summary_chars=2,
        summary_bytes=5,
        body_bytes=10,
        needs_cover=True,
    )
    with pytest.raises(LimitError) as caught:
        check(rendition("一二三四", "长" * 4, author="张三丰", summary="摘要长"), limits, POST)
    assert len(caught.value.problems) == 7
    assert "the title has 4 characters; at most 3 are taken" in caught.value.problems
    assert "the body has 12 bytes; at most 10 are taken" in caught.value.problems


def test_a_title_too_long_names_its_line_and_what_to_do() -> None:
    with pytest.raises(LimitError) as caught:
        check(rendition("一二三四"), Limits(title_chars=3), POST)
    assert (caught.value.path, caught.value.line) == ("content/k.md", 3)
    assert "{x: {title: …}}" in caught.value.hint


def test_characters_are_counted_after_nfc() -> None:
    assert check(rendition("e\u0301e\u0301"), Limits(title_chars=2), POST) == ()


def test_exactly_the_limit_fits() -> None:
    assert check(rendition("一二三"), Limits(title_chars=3, title_bytes=9), POST) == ()


def test_an_empty_title_is_refused() -> None:
    with pytest.raises(LimitError, match="the title is empty"):
        check(rendition("  "), Limits(), POST)


def test_a_missing_cover_matters_only_where_one_is_needed() -> None:
    assert check(rendition(), Limits(), POST) == ()
    assert check(rendition(cover="asset:1"), Limits(needs_cover=True), POST) == ()
    with pytest.raises(LimitError, match="cover"):
        check(rendition(), Limits(needs_cover=True), POST)


def test_what_is_only_advised_is_a_note() -> None:
    (note,) = check(rendition(body="长" * 11), Limits(body_chars_advised=10), POST)
    assert (note.kind, "11 characters" in note.detail) == ("body-long", True)
