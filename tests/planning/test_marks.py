"""What a fingerprint tells apart, and what a write of several calls may leave."""

from dataclasses import replace

import pytest

from publisher.model.record import Draft, Receipt, Remote, State
from publisher.planning.left import as_remote, as_text, edit, left
from publisher.planning.marks import is_between, mark, matches, text_mark

OLD = Remote(State.DRAFT, "题", "第一行\n  缩进", about={"cover": "a", "digest": "一句"})
NEW = Remote(State.DRAFT, "新题", "改了", about={"cover": "b", "digest": "一句"})


@pytest.mark.parametrize(
    "same",
    [
        replace(OLD, title=" 题 "),
        replace(OLD, text="第一行  \n  缩进\n"),
        replace(OLD, about={"digest": " 一句", "cover": "a", "author": ""}),
        replace(OLD, source="<p>…</p>"),
    ],
)
def test_spelling_is_no_difference(same: Remote) -> None:
    assert mark(same) == mark(OLD)


@pytest.mark.parametrize(
    "other",
    [
        replace(OLD, title="题目"),
        replace(OLD, text="第一行\n缩进"),
        replace(OLD, about={"cover": "b", "digest": "一句"}),
        replace(OLD, about={"cover": "a"}),
        replace(OLD, about={"cover": "一句", "digest": "a"}),
    ],
)
def test_what_a_reader_sees_is(other: Remote) -> None:
    assert not matches(mark(OLD), other)


def test_a_mark_of_the_text_alone_says_nothing_of_the_cover() -> None:
    assert matches(text_mark(OLD.title, OLD.text), replace(OLD, about={"cover": "another"}))
    assert not matches(mark(OLD), replace(OLD, about={}))


def test_a_write_of_several_calls_may_end_between_them() -> None:
    before, wanted = mark(OLD), mark(NEW)
    cover_first = replace(OLD, about=NEW.about)
    text_first = replace(NEW, about=OLD.about)
    assert all(is_between(before, wanted, there) for there in (OLD, NEW, cover_first, text_first))
    somebodys = (replace(OLD, about={"cover": "c"}), replace(NEW, text="改了又改"), replace(NEW, title="题"))
    assert not any(is_between(before, wanted, there) for there in somebodys)
    assert is_between("", wanted, Remote(State.DRAFT, "新题", "", about=NEW.about)), "an empty draft's cover"


def test_what_is_kept_of_a_draft_reads_back_as_it_was() -> None:
    for remote in (OLD, NEW, Remote(State.DRAFT, "", "字"), replace(OLD, title="题: 目", text="一\n\n二")):
        assert as_remote(as_text(remote)) == replace(remote, about=dict(remote.about or {}))


def test_what_was_kept_counts_only_where_it_is_what_the_receipt_says() -> None:
    receipt = Receipt(
        closes="", draft=Draft("1"), digest="d", authored="a", remote=mark(OLD), target="t", account="me"
    )
    assert left(receipt, as_text(OLD)) == OLD
    assert left(receipt, as_text(NEW)) is None
    assert left(receipt, None) is None
    assert left(replace(receipt, remote=""), as_text(OLD)) is None


def test_an_edit_is_told_in_words_where_the_platform_keeps_html() -> None:
    lined = Remote(State.DRAFT, "题", "一<b>二</b> &lt;三&gt;", source="<p>")
    assert edit(replace(lined, text="一"), lined).splitlines()[-2:] == ["-一", "+一**二** <三>"]
    file = replace(lined, source="")
    assert edit(replace(file, text="一"), file).splitlines()[-1] == "+一<b>二</b> &lt;三&gt;"
