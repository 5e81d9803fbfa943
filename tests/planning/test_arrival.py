"""What was sent against what stands there."""

from __future__ import annotations

import pytest

from publisher.model.record import Remote, State
from publisher.planning.arrival import is_cut, lacks, line_of
from publisher.planning.marks import words

TEXT = """\
## 一、开头
第一段有一些话。
<图 one 说明>
第二段：<b>重点</b>在这里<https://a.example/>。
<$x^2$>
<图 two >
## 二、结尾
最后一段。"""


def remote(text: str = TEXT, title: str = "题", **about: str) -> Remote:
    return Remote(State.DRAFT, title, text, about=about or None)


def told(there: Remote, wanted: Remote | None = None) -> list[str]:
    return [lack.what for lack in lacks(wanted or remote(), there)]


@pytest.mark.parametrize(
    "there",
    [
        TEXT,
        TEXT.replace("<b>", "").replace("</b>", ""),  # emphasis is no word
        TEXT.replace("有一些话。\n", "有一些话。\n\n").replace(
            "：<b>", "：\n<b>"
        ),  # lines are split otherwise
        TEXT.replace("<图 one", "<图 other").replace("<图 two", "<图 another"),  # under names of its own
        TEXT.replace("## ", "# "),
    ],
)
def test_what_a_platform_rewrites_is_nothing_missing(there: str) -> None:
    assert told(remote(there)) == []
    assert not is_cut(remote(), remote(there))


@pytest.mark.parametrize(
    ("there", "missing"),
    [
        (TEXT.replace("第一段有一些话。\n", ""), ["the text «第一段有一些话。»"]),
        (TEXT.replace("## 一、开头\n", ""), ["the heading «一、开头»"]),
        (TEXT.replace("<图 two >\n", ""), ["picture 2"]),
        (TEXT.replace("<$x^2$>\n", ""), ["1 of 1 formulas"]),
        (TEXT.replace("<https://a.example/>", ""), ["the link to https://a.example/"]),
        (TEXT.replace("第一段", r"\u7b2c一段"), ["characters, which stand there as \\u escapes"]),
        (TEXT + "\n别人加的话。", ["the text, which has more or other words there"]),
    ],
)
def test_what_is_missing_is_named(there: str, missing: list[str]) -> None:
    found = told(remote(there))
    assert len(found) >= len(missing)
    assert all(one in found[number] for number, one in enumerate(missing))


def test_a_picture_that_vanished_among_others_renamed_is_counted() -> None:
    assert told(remote(TEXT.replace("<图 one 说明>\n", "").replace("<图 two", "<图 new"))) == [
        "1 of 2 pictures"
    ]


def test_the_title_and_what_stands_around_the_text_count() -> None:
    wanted = remote(digest="摘要", cover="m1")
    assert told(remote(title="別", digest="摘要", cover="m1"), wanted) == ["the title (there: «別»)"]
    assert told(remote(digest="摘要"), wanted) == ["the cover"]
    assert told(remote(digest="另一个", cover="m1"), wanted) == ["the digest (another one is there)"]
    assert told(remote(digest=" 摘要 ", cover="m1", author="平台加的"), wanted) == []
    assert told(Remote(State.DRAFT, "题", TEXT, about=None), wanted) == []  # the platform does not tell


def test_much_that_is_missing_is_summed_up() -> None:
    many = remote("\n".join(f"第{number}段的话" for number in range(20)) + "\n结尾")
    assert told(remote("结尾"), many)[-1] == "15 more lines"


@pytest.mark.parametrize(
    ("there", "cut"),
    [
        ("", True),
        ("<图 one >", True),  # not a word of it
        (TEXT[: TEXT.index("## 二")], True),
        (TEXT.replace("第一段有一些话。", ""), False),  # told, but the text has its end
        (TEXT + "\n更多", False),
    ],
)
def test_a_text_that_is_gone_or_ends_early_did_not_arrive(there: str, cut: bool) -> None:
    assert is_cut(remote(), remote(there)) is cut


def test_a_draft_without_text_cannot_be_cut() -> None:
    assert not is_cut(remote(""), remote(""))


SOURCE = """\
---
title: 题
---

## 一、开头

第一段有一些话。
它还有第二行，[链接](https://a.example/x)。

- 项目 `x=1`
"""


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("一、开头", 5),
        ("第一段有一些话。它还有第二行，链接。", 8),
        ("项目 x=1", 10),
        ("别处的话完全没有", 0),
        ("", 0),
    ],
)
def test_words_are_found_in_the_source(line: str, number: int) -> None:
    assert line_of(words(line), SOURCE) == number
