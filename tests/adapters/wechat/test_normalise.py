"""The platform's rewriting is no difference; a person's is."""

import pytest

from publisher_wechat.normalise import normalise
from publisher_wechat.simulator.editor import reopened
from publisher_wechat.simulator.sanitise import sanitise

ADDRESS = "https://mmbiz.qpic.cn/sz_mmbiz_png/x/0?wx_fmt=png"
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
TEXT = "## 标题 & 副题\n第一行\n第二行 粗：a b\n▣\n说明\n式 ∫当\n见上一篇\na\nb\n1\n2"


def test_what_is_compared_is_words_headings_pictures_and_formulas() -> None:
    assert normalise(ARTICLE) == TEXT


def test_the_platform_s_own_rewriting_changes_nothing() -> None:
    stored = sanitise(ARTICLE, {ADDRESS}, refuses_links=True)
    assert stored != ARTICLE
    assert "data-src" in stored
    assert "rgb(51, 51, 51)" in stored
    assert normalise(stored) == TEXT


def test_opening_the_editor_changes_nothing() -> None:
    stored = sanitise(ARTICLE, {ADDRESS}, refuses_links=True)
    assert 'leaf=""' in reopened(stored)
    assert normalise(reopened(stored)) == TEXT
    assert normalise(reopened(reopened(stored))) == TEXT


def test_links_the_platform_unwraps_leave_the_same_words() -> None:
    linked = '<p>见<a href="https://example.com/">文档</a>。</p>'
    assert normalise(sanitise(linked, set(), refuses_links=False)) == normalise(linked) == "见文档。"


@pytest.mark.parametrize(
    "edited",
    [
        ARTICLE.replace("第一行", "第1行"),
        ARTICLE.replace(f'<img src="{ADDRESS}" alt="图">', ""),
        ARTICLE.replace("h2", "h3"),
        ARTICLE.replace("<p>说明</p>", ""),
        ARTICLE.replace("<svg", "<b").replace("</svg>", "</b>"),
    ],
)
def test_what_a_person_changes_is_seen(edited: str) -> None:
    assert normalise(edited) != TEXT


def test_empty_paragraphs_and_invisible_characters_are_nothing() -> None:
    assert normalise("<p>a\u200b</p><p><br></p><p>&nbsp;</p><p>b</p>") == "a\nb"
