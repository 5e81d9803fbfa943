"""Renditions against limits: what is refused, and what some accounts refuse."""

from dataclasses import replace
from typing import Any

import pytest

from publisher.errors import LimitError
from publisher.model.finding import Level
from publisher.model.post import Post, PostKey
from publisher.model.rendition import Limits, Part, Rendition
from publisher.model.tree import Document
from publisher.planning.check.limits import check, judge
from publisher_wechat import ADAPTER as WECHAT
from publisher_zhihu import ADAPTER as ZHIHU

TEXT = "---\ntags: [a]\ntitle: 题\nauthor: 作者\npublish:\n  x:\n    title: 短\n---\n正文\n"
POST = Post(PostKey("k"), "content/k.md", TEXT, "题", Document(), body_line=9)
COVER = "asset:" + "0" * 64


def rendition(title: str = "题", body: str = "正文", **more: Any) -> Rendition:
    return Rendition("x", PostKey("k"), title, body, "html", "", "", **more)


def found(limits: Limits, **fields: Any) -> list[tuple[str, str]]:
    """Codes and levels of a rendition that has a cover."""
    made = rendition(**{"cover": COVER, **fields})
    return [(each.code, str(each.level)) for each in judge(made, limits, POST)]


def test_without_limits_everything_fits() -> None:
    assert check(rendition("题" * 500, "文" * 50_000), Limits(), POST) == ()


def test_every_limit_that_is_passed_is_told_at_once() -> None:
    limits = Limits(
        title_chars=3,
        author_chars=2,
        summary_bytes=5,
        source_url_bytes=4,
        body_bytes=10,
        needs_cover=True,
    )
    made = rendition("一二三四", "长" * 4, author="张三丰", summary="摘要长", source_url="http://a")
    with pytest.raises(LimitError) as caught:
        check(made, limits, POST)
    assert len(caught.value.problems) == 6
    assert "the title has 4 characters (8 columns, 12 bytes); at most 3 characters are taken" in str(
        caught.value
    )
    assert "the body has 4 characters (12 bytes); at most 10 bytes are taken" in str(caught.value)


def test_a_title_too_long_names_its_line_and_what_to_do() -> None:
    with pytest.raises(LimitError) as caught:
        check(rendition("一二三四"), Limits(title_chars=3), replace(POST, publish={}))
    assert (caught.value.path, caught.value.line) == ("content/k.md", 3)
    assert "{x: {title: …}}" in caught.value.hint


def test_a_title_of_the_target_s_own_is_named_where_it_stands() -> None:
    post = replace(POST, publish={"x": {"title": "短"}})
    (finding,) = judge(rendition("一二三四"), Limits(title_chars=3), post)
    assert finding.line == 7


def test_characters_are_counted_after_nfc_and_astral_ones_once() -> None:
    assert check(rendition("e\u0301e\u0301"), Limits(title_chars=2), POST) == ()
    assert check(rendition("🧪🧪"), Limits(title_chars=2), POST) == ()


def test_exactly_the_limit_fits() -> None:
    assert check(rendition("一二三"), Limits(title_chars=3, title_bytes=9), POST) == ()


def test_an_empty_title_is_refused() -> None:
    with pytest.raises(LimitError, match="the title is empty"):
        check(rendition("  "), Limits(), POST)


def test_a_missing_cover_matters_only_where_one_is_needed() -> None:
    assert check(rendition(), Limits(), POST) == ()
    assert check(rendition(cover=COVER), Limits(needs_cover=True), POST) == ()
    with pytest.raises(LimitError, match="cover"):
        check(rendition(), Limits(needs_cover=True), POST)


def test_what_is_only_advised_is_a_note() -> None:
    (note,) = check(rendition(body="长" * 11), Limits(body_chars_advised=10), POST)
    assert (note.kind, "11 characters" in note.detail) == ("body-long", True)


def test_a_body_is_counted_with_the_addresses_its_pictures_will_have() -> None:
    body = f'<img src="{COVER}">'
    (finding,) = judge(rendition(body=body), Limits(body_chars_advised=100, address_chars=120), POST)
    assert f"the body has {len(body) - len(COVER) + 120} characters" in finding.message


def test_a_long_body_says_what_costs_most() -> None:
    parts = (Part("text", 300, 900, 10), Part("formula", 600, 600, 12), Part("code", 100, 100, 20))
    (finding,) = judge(rendition(body="x" * 1000, parts=parts), Limits(body_chars_advised=500), POST)
    assert "formula 600 (60%), text 300 (30%), code 100 (10%)" in finding.message
    assert "formula of line 12 (600)" in finding.message


@pytest.mark.parametrize(
    ("fields", "level"),
    [
        ({"title": "字" * 21}, ""),
        ({"title": "a" * 32}, ""),
        ({"title": "字" * 22}, "warning"),
        ({"title": "a" * 33}, "warning"),
        ({"title": "a" * 64}, "warning"),
        ({"title": "a" * 65}, "error"),
        ({"author": "字" * 8}, ""),
        ({"author": "a" * 16}, ""),
        ({"author": "字" * 9}, "warning"),
        ({"author": "字" * 17}, "error"),
        ({"summary": "字" * 40}, ""),
        ({"summary": "字" * 41}, "warning"),
        ({"summary": "字" * 128}, "warning"),
        ({"summary": "字" * 129}, "error"),
        ({"body": "字" * 20_000}, ""),
        ({"body": "字" * 20_001}, "warning"),
        ({"body": "字" * 300_000}, "error"),
        ({"source_url": "http://a.com/" + "a" * 1011}, ""),
        ({"source_url": "http://a.com/" + "a" * 1012}, "error"),
    ],
)
def test_wechat_s_limits_are_those_of_its_policy(fields: dict[str, str], level: str) -> None:
    assert [each for _, each in found(WECHAT.limits, **fields)] == [level] * bool(level)


def test_zhihu_takes_a_hundred_characters_of_title() -> None:
    assert found(ZHIHU.limits, title="字" * 100) == []
    assert found(ZHIHU.limits, title="字" * 101) == [("title-too-long", "error")]


def test_errors_come_first_and_say_so() -> None:
    limits = Limits(title_chars_advised=1, body_bytes=1)
    assert [each.level for each in judge(rendition("一二"), limits, POST)] == [Level.ERROR, Level.WARNING]
