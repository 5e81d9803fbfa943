"""The platform's rewriting is no difference; a person's is."""

import re

import pytest

from publisher_wechat.normalise import normalise
from publisher_wechat.simulator.editor import reopened
from publisher_wechat.simulator.sanitise import sanitise

ADDRESS = "https://mmbiz.qpic.cn/sz_mmbiz_png/x-yz_1/0?wx_fmt=png"
ARTICLE = (
    '<section style="color:#333333"><h2 style="color:#0f766e">标题 &amp; 副题</h2>'
    '<p id="x">第一行<br>第二行 <strong>粗</strong>：'
    '<code style="color:red"><span>a&nbsp; b</span></code></p>'
    f'<section><img src="{ADDRESS}" alt="图"><p>说明</p></section>'
    '<p>式 <span><svg viewBox="0 0 1 1"><path d="M0 0"/><text>当</text></svg></span></p>'
    '<p>见<a href="https://mp.weixin.qq.com/s/1" style="">上一篇</a></p>'
    "<pre>a<br>&nbsp;&nbsp;b</pre>"
    "<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table></section>"
)
TEXT = (
    "## 标题 &amp; 副题\n第一行\n第二行 <b>粗</b>：a b\n<图 x-yz_1>\n说明\n式 <式>\n"
    "见上一篇<https://mp.weixin.qq.com/s/1>\na\n  b\n| 1 | 2"
)


def bare(html: str) -> str:
    """Without which drawing a formula is."""
    return re.sub(r"<式 \w+>", "<式>", normalise(html))


def test_what_is_compared_is_words_headings_pictures_and_formulas() -> None:
    assert bare(ARTICLE) == TEXT


def test_the_platform_s_own_rewriting_changes_nothing() -> None:
    stored = sanitise(ARTICLE, {ADDRESS}, refuses_links=True)
    assert stored != ARTICLE
    assert "data-src" in stored
    assert "rgb(51, 51, 51)" in stored
    assert normalise(stored) == normalise(ARTICLE)


def test_opening_the_editor_changes_nothing() -> None:
    stored = sanitise(ARTICLE, {ADDRESS}, refuses_links=True)
    assert 'leaf=""' in reopened(stored)
    assert normalise(reopened(stored)) == normalise(ARTICLE)
    assert normalise(reopened(reopened(stored))) == normalise(ARTICLE)


def test_a_link_the_platform_unwraps_leaves_its_words_and_one_it_keeps_its_target() -> None:
    linked = '<p>见<a href="https://example.com/">文档</a>。</p>'
    assert normalise(sanitise(linked, set(), refuses_links=False)) == "见文档。"
    assert normalise(linked) == "见文档<https://example.com/>。"


@pytest.mark.parametrize(
    "spelling",
    [
        "http://mmbiz.qpic.cn/mmbiz_png/x-yz_1/640?wx_fmt=jpeg&amp;from=appmsg",
        "https://mmecoa.qpic.cn/sz_mmbiz_png/x-yz_1/0",
    ],
)
def test_a_picture_is_the_same_at_any_of_its_addresses(spelling: str) -> None:
    assert normalise(ARTICLE.replace(ADDRESS, spelling)) == normalise(ARTICLE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("s?__biz=b&amp;mid=1&amp;idx=1&amp;sn=a&amp;chksm=c#rd", "s?__biz=b&amp;mid=1&amp;idx=1&amp;sn=a"),
        ("s/abc", "s/abc?scene=1"),
    ],
)
def test_an_article_is_the_same_however_somebody_came_by_its_address(one: str, other: str) -> None:
    link = '<p><a href="https://mp.weixin.qq.com/{}">x</a></p>'
    assert normalise(link.format(one)) == normalise(link.format(other))
    assert normalise(link.format(one)) != normalise(link.format("s/other"))


@pytest.mark.parametrize(
    "edited",
    [
        ARTICLE.replace("第一行", "第1行"),
        ARTICLE.replace(f'<img src="{ADDRESS}" alt="图">', ""),
        ARTICLE.replace("h2", "h3"),
        ARTICLE.replace("<p>说明</p>", ""),
        ARTICLE.replace("<svg", "<b").replace("</svg>", "</b>"),
        ARTICLE.replace("M0 0", "M1 0"),
        ARTICLE.replace("x-yz_1", "z"),
        ARTICLE.replace("/s/1", "/s/2"),
        ARTICLE.replace("第一行", "<strong>第一行</strong>"),
        ARTICLE.replace("第一行", '<span style="font-weight:700">第一行</span>'),
        ARTICLE.replace("<strong>粗</strong>", "粗"),
        ARTICLE.replace("&nbsp;&nbsp;b", "b"),
        ARTICLE.replace("<td>1</td><td>2</td>", "<td>12</td><td></td>"),
    ],
)
def test_what_a_person_changes_is_seen(edited: str) -> None:
    assert normalise(edited) != normalise(ARTICLE)


def test_empty_paragraphs_and_invisible_characters_are_nothing() -> None:
    assert normalise("<p>a\u200b</p><p><br></p><p>&nbsp;</p><p>b</p>") == "a\nb"
