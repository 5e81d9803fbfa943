"""What a person may do to a draft on a platform: all of it is seen. What a platform does itself is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from publisher.planning.drift import Standing

Edit = Callable[[dict[str, Any], str], None]
"""Changes the platform's record of a draft; told which platform it is."""


def html(old: str, new: str, count: int = 1) -> Edit:
    """A pattern found in what the platform keeps, replaced."""

    def edit(draft: dict[str, Any], _target: str) -> None:
        changed = re.sub(old, new, draft["content"], count=count, flags=re.DOTALL)
        assert changed != draft["content"], old
        draft["content"] = changed

    return edit


def each(zhihu: Edit, wechat: Edit) -> Edit:
    return lambda draft, target: (zhihu if target == "zhihu" else wechat)(draft, target)


def fields(zhihu: str, wechat: str, value: object) -> Edit:
    def edit(draft: dict[str, Any], target: str) -> None:
        draft[zhihu if target == "zhihu" else wechat] = value

    return edit


def paragraph(words: str) -> Edit:
    """The whole paragraph around these words, gone."""
    return html(rf"<p(?: [^>]*)?>(?:(?!</p>).)*{words}(?:(?!</p>).)*</p>", "")


def moved(draft: dict[str, Any], _target: str) -> None:
    found = re.search(r"<p(?: [^>]*)?>(?:(?!</p>).)*最后一段(?:(?!</p>).)*</p>", draft["content"], re.DOTALL)
    assert found is not None
    draft["content"] = found.group() + draft["content"].replace(found.group(), "", 1)


def swapped(draft: dict[str, Any], target: str) -> None:
    """The two pictures change places."""
    attribute = "src" if target == "zhihu" else "data-src"
    one, two, *_ = list(dict.fromkeys(re.findall(rf'<img {attribute}="([^"]+)"', draft["content"])))
    draft["content"] = draft["content"].replace(one, "\0").replace(two, one).replace("\0", two)


def emptied(draft: dict[str, Any], _target: str) -> None:
    draft["content"] = "<p></p>"


WORDS: dict[str, Edit] = {
    "a typo mended": html("平常的话", "平长的话"),
    "a word added": html("平常的话", "很平常的话"),
    "a word taken out": html("平常的话", "的话"),
    "a number changed": html("100 元", "200 元"),
    "a unit changed": html(" 元", " 美元"),
    "a sentence added to a paragraph": html("以句号结束。", "以句号结束。再加一句。"),
    "a full stop taken out": html("以句号结束。", "以句号结束"),
    "a comma made a full stop": html("平常的话，", "平常的话。"),
    "letters in another case": html("return( ?)((?:<[^>]*>)*)x", r"return\1\2X"),
    "a heading changed": html("第一节标题", "第一节的标题"),
    "a deeper heading changed": html("第二节标题", "第三节标题"),
    "bold words changed": html("加粗的词", "加粗的字"),
    "italic words changed": html("斜体的词", "斜体的字"),
    "words of a code span changed": html("行内代码", "行内命令"),
    "words of a link changed": html("一篇文章", "两篇文章"),
    "a list item changed": html("头一项", "第一项"),
    "another list item changed": html("第三项", "末一项"),
    "an ordered item changed": html("再做那个", "再做这个"),
    "a quote changed": html("别人的一句话", "别人的两句话"),
    "a column's name changed": html("列甲", "列丙"),
    "a table cell changed": html("单元一", "单元五"),
    "another table cell changed": html("单元四", "单元六"),
    "a table cell emptied": html("单元三", ""),
    "code changed": html(r"x \+ ((?:<[^>]*>)*)1", r"x + \g<1>2"),
    "a function renamed": html(r"(def.{0,90}?)f((?:<[^>]*>)*)\(x\)", r"\1g\2(x)"),
    "a caption changed": html("第二张图的说明", "第二张图说明"),
    "a traditional character": html("说到公式", "說到公式"),
    "an English word put between": html("的意思", "的 meaning"),
}
SHAPES: dict[str, Edit] = {
    "the title changed": fields("title", "title", "温度不是什么"),
    "one letter of the title": fields("title", "title", "温度是什麼"),
    "a paragraph taken out": paragraph("倒数第二段"),
    "the last paragraph taken out": paragraph("最后一段"),
    "a paragraph added at the end": html(r"(.*)(</p>|</pre>)", r"\1\2<p>后加的一段</p>"),
    "a paragraph added at the beginning": lambda draft, _target: draft.update(
        content="<p>先说一句</p>" + draft["content"]
    ),
    "a paragraph moved": moved,
    "a paragraph torn in two": html("平常的话，", "平常的话，</p><p>"),
    "a line broken": html("平常的话，", "平常的话，<br>"),
    "words made bold": html("(倒数第二段)", r"<b>\1</b>"),
    "words made italic": html("(倒数第二段)", r"<em>\1</em>"),
    "words made bold in a quote": html("(一句话)", r"<strong>\1</strong>"),
    "words made bold in a cell": html("(单元二)", r"<strong>\1</strong>"),
    "bold taken off": html(
        "<(b|strong)(?: [^>]*)?>((?:(?!</b>|</strong>).)*加粗的词.*?)</(b|strong)>", r"\2"
    ),
    "italic taken off": html("<(i|em)(?: [^>]*)?>((?:(?!</i>|</em>).)*斜体的词.*?)</(i|em)>", r"\2"),
    "a word made a link": html("(倒数第二段)", r'<a href="https://mp.weixin.qq.com/s/zzzz">\1</a>'),
    "a link's target changed": html("AbCdEfGhIjKlMnOpQrStUv", "Z" * 22),
    "a link taken off": html("<a [^>]*>(.*?一篇文章.*?)</a>", r"\1"),
    "a picture taken out": html('<img [^>]*(?:data-size|alt="第一)[^>]*>', ""),
    "the pictures swapped": swapped,
    "a picture put in twice": html(r"(<img [^>]*(?:data-size|alt=\"第一)[^>]*>)", r"\1<p>间</p>\1"),
    "a heading made a paragraph": html(
        "<h[1-6](?: [^>]*)?>((?:(?!</h).)*第一节标题.*?)</h[1-6]>", r"<p>\1</p>"
    ),
    "a heading's level changed": html(
        "<h[1-6](?: [^>]*)?>((?:(?!</h).)*第二节标题.*?)</h[1-6]>", r"<h5>\1</h5>"
    ),
    "a paragraph made a heading": html("<p(?: [^>]*)?>((?:(?!</p>).)*最后一段.*?)</p>", r"<h2>\1</h2>"),
    "a paragraph made a quote": html(
        "<p(?: [^>]*)?>((?:(?!</p>).)*最后一段.*?)</p>", r"<blockquote>\1</blockquote>"
    ),
    "a paragraph made a list item": html(
        "<p(?: [^>]*)?>((?:(?!</p>).)*最后一段.*?)</p>", r"<ul><li>\1</li></ul>"
    ),
    "the rule taken out": html("<hr[^>]*>", ""),
    "a rule put in": html("(<p(?: [^>]*)?>(?:(?!</p>).)*最后一段)", r"<hr>\1"),
    "a list item added": each(
        html("(<li>列表的第二项</li>)", r"\1<li>列表的新项</li>"),
        html("(<p(?: [^>]*)?>(?:(?!</p>).)*列表的第二项.*?</p>)", r"\1<p>• 列表的新项</p>"),
    ),
    "a list item taken out": each(html("<li>列表的第二项</li>", ""), paragraph("列表的第二项")),
    "a bullet list made a numbered one": each(
        html("<ul>(.*?第三项.*?)</ul>", r"<ol>\1</ol>"), html("•(.{0,40}头一项)", r"1.\1")
    ),
    "a table row added": html("(.*)</tr>", r"\1</tr><tr><td>五</td><td>六</td></tr>"),
    "a table row taken out": html("<tr>(?:(?!</tr>).)*单元三.*?</tr>", ""),
    "a table taken out": html("<table.*?</table>", ""),
    "cells swapped": html("单元一(.*?)单元二", r"单元二\1单元一"),
    "a code block taken out": html("<pre.*?</pre>", ""),
    "code indented otherwise": each(
        html("\n    return", "\n  return"), html("(?:&nbsp;){4}", "&nbsp;&nbsp;")
    ),
    "an inline formula changed": each(
        html(r"\\frac\{a\}\{b\}\+c", r"\\frac{a}{b}-c"), html("(<svg.*?)<path[^>]*>(?:</path>)?", r"\1")
    ),
    "a formula on its own changed": each(html("i=1", "i=0"), html('(.*)(<svg.*?) d="M', r'\1\2 d="M9 9M')),
    "a formula taken out": each(html("<img [^>]*eeimg[^>]*>", ""), html("<svg.*?</svg>", "")),
    "the cover changed": fields("title_image", "thumb_media_id", "https://picx.zhimg.com/v2-" + "9" * 32),
    "the cover taken off": fields("title_image", "thumb_media_id", ""),
    "everything taken out": emptied,
}
WECHAT: dict[str, Edit] = {
    "the digest changed": fields("", "digest", "另一句摘要"),
    "the author changed": fields("", "author", "别人"),
    "the original's address changed": fields("", "content_source_url", "https://elsewhere.example/"),
    "comments opened": fields("", "need_open_comment", 1),
    "words made bold by a style": html("(倒数第二段)", r'<span style="font-weight: bold;">\1</span>'),
    "words underlined": html("(倒数第二段)", r'<span style="text-decoration: underline;">\1</span>'),
    "words struck out": html("(倒数第二段)", r"<del>\1</del>"),
}
TABLE = [
    (target, name, edit)
    for target, edits in (("zhihu", WORDS | SHAPES), ("wechat", WORDS | SHAPES | WECHAT))
    for name, edit in edits.items()
]


def test_there_are_a_hundred_edits_at_least() -> None:
    assert len(TABLE) >= 100


@pytest.mark.parametrize(("target", "name", "edit"), TABLE, ids=[f"{row[0]}: {row[1]}" for row in TABLE])
def test_what_a_person_does_is_seen(desk_of: Any, target: str, name: str, edit: Edit) -> None:
    desk = desk_of(target)
    desk.simulator.reopen(desk.id)
    edit(desk.draft, target)
    found = desk.ask()
    assert (found.standing, found.edited) == (Standing.EDITED, True), name
    assert found.diff, "the edit is shown"


@pytest.mark.parametrize("target", ["zhihu", "wechat"])
def test_the_platforms_own_rewriting_and_an_editors_save_are_no_edit(desk_of: Any, target: str) -> None:
    desk = desk_of(target)
    assert desk.ask().standing is Standing.SAME
    for _ in range(3):
        before = desk.draft["content"]
        desk.simulator.reopen(desk.id)
        assert desk.ask().standing is Standing.SAME
    assert before == desk.draft["content"], "what is saved a third time is what was saved"


def test_wechats_pictures_are_the_same_under_any_spelling_of_their_address(desk_of: Any) -> None:
    desk = desk_of("wechat")
    other = r"http://mmbiz\1/640?wx_fmt=png&amp;from=appmsg"
    content = re.sub(r"https?://mmbiz([^\"]*?)/0\?wx_fmt=png", other, desk.draft["content"])
    assert content != desk.draft["content"]
    desk.draft["content"] = content
    assert desk.ask().standing is Standing.SAME
