"""Zhihu's dialect rule by rule, R1 to R9: paragraphs, headings, what stands within a line, code."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from publisher.model.rendition import Rendition

Html = Callable[..., str]
Make = Callable[..., Rendition]
Noted = Callable[..., list[tuple[str, int]]]


def test_r1_nothing_stands_between_two_blocks(html: Html) -> None:
    body = html("一\n\n***\n\n二\n\n- 项\n- 项\n\n> 引\n\n|a|\n|-|\n|b|\n\n```\nc\n\nd\n```\n\n# 题\n")
    assert "\n" not in body.replace("c\n\nd", "")
    assert "> <" not in body


def test_r2_an_empty_paragraph_is_not_written(html: Html) -> None:
    assert html("一\n\n&#32;\n\n<b></b>\n\n<br>\n\n二") == "<p>一</p><p>二</p>"


def test_r3_a_soft_break_in_chinese_disappears_and_a_hard_one_is_br(html: Html) -> None:
    assert html("前半\n后半") == "<p>前半后半</p>"
    assert html("one\ntwo") == "<p>one two</p>"
    assert html("上  \n下\\\n末") == "<p>上<br>下<br>末</p>"


def test_r4_an_empty_line_is_written_only_where_code_blocks_would_merge(html: Html) -> None:
    assert "<p><br></p>" not in html("一\n\n\n\n\n二\n\n&nbsp;\n\n三\n\n- a\n\n- b")
    assert html("```\na\n```\n```\nb\n```") == '<pre lang="text">a</pre><p><br></p><pre lang="text">b</pre>'


def test_r5_the_two_highest_levels_used_become_h2_and_h3(html: Html, noted: Noted) -> None:
    assert html("# 一\n\n### 三\n\n#### 四") == "<h2>一</h2><h3>三</h3><p><b>四</b></p>"
    assert html("### 三\n\n#### 四") == "<h2>三</h2><h3>四</h3>"
    assert noted("# 一\n\n### 三\n\n#### 四") == [("heading-bold", 5)]


def test_r5_a_first_heading_that_repeats_the_title_is_not_printed_twice(html: Html, noted: Noted) -> None:
    markdown = "# **标题**\n\n## 二\n\n### 三\n\n# 标题\n"
    assert html(markdown) == "<h3>二</h3><p><b>三</b></p><h2>标题</h2>"
    assert ("title-heading", 1) in noted(markdown)
    assert html("文\n\n# 标题\n") == "<p>文</p><h2>标题</h2>"


def test_r5_headings_in_quotes_and_lists_are_bold_lines(html: Html, noted: Noted) -> None:
    markdown = "> # 引\n\n- # 项\n"
    assert html(markdown) == "<blockquote><b>引</b></blockquote><ul><li><b>项</b></li></ul>"
    assert noted(markdown) == [("heading-bold", 1), ("heading-bold", 3)]


def test_r5_a_heading_is_one_line_and_not_bold_twice(html: Html) -> None:
    assert html("## **粗**<br>行") == "<h2>粗 行</h2>"
    assert html("# 一\n\n## 二\n\n### **三**") == "<h2>一</h2><h3>二</h3><p><b>三</b></p>"


def test_r6_emphasis_has_the_editors_tags_and_underline_stays(html: Html) -> None:
    body = html("**粗*斜***和<u>线</u>和<ins>插</ins>")
    assert body == "<p><b>粗<i>斜</i></b>和<u>线</u>和<u>插</u></p>"
    assert html("**粗<b>又粗</b>**") == "<p><b>粗又粗</b></p>"


@pytest.mark.parametrize(
    ("markdown", "body", "kind"),
    [
        ("~~删~~", "删", "strikethrough"),
        ("<mark>亮</mark>", "<b>亮</b>", "highlight"),
        ("<kbd>Ctrl</kbd>", "<code>Ctrl</code>", "keyboard"),
        ("<small>小</small>", "小", "style"),
        ('<abbr title="全称">缩</abbr>', "缩（全称）", "style"),
        ("<ruby>汉字<rt>hànzì</rt></ruby>", "汉字（hànzì）", "ruby"),
        ("<ruby>base<rt>reading</rt></ruby>", "base(reading)", "ruby"),
    ],
)
def test_r6_what_the_editor_drops_becomes_the_closest_it_has_with_a_note(
    html: Html, noted: Noted, markdown: str, body: str, kind: str
) -> None:
    assert html(f"一\n\n前{markdown}后") == f"<p>一</p><p>前{body}后</p>"
    assert noted(f"一\n\n前{markdown}后") == [(kind, 3)]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("2<sup>10</sup>", "2¹⁰"),
        ("H<sub>2</sub>O", "H₂O"),
        ("1<sup>st</sup>", "1ˢᵗ"),
        ("y<sub>i,j</sub>", "yᵢ,ⱼ"),
        ("x<sup>f(θ)</sup>", "x^(f(θ))"),
        ("W<sub>输入</sub>", "W_(输入)"),
        ("据说<sup>注一</sup>", "据说（注一）"),
        ("据说<sup>[1]</sup>", "据说[1]"),
    ],
)
def test_r6_raised_and_lowered_text_stays_told_apart(
    html: Html, noted: Noted, markdown: str, text: str
) -> None:
    assert html(markdown) == f"<p>{text}</p>"
    assert noted(markdown) == [("script", 1)]


def test_r7_inline_code_is_escaped_and_nothing_else(html: Html) -> None:
    assert html("`a<b && **c** $d$`") == "<p><code>a&lt;b &amp;&amp; **c** $d$</code></p>"
    assert html("`a\nb`") == "<p><code>a b</code></p>"


def test_r8_code_has_a_language_and_no_inner_tag(html: Html) -> None:
    assert html("```py\na < b\n  c\n```") == '<pre lang="python">a &lt; b\n  c</pre>'
    assert html("~~~\n\nx\n\n~~~") == '<pre lang="text">x</pre>'


def test_r8_two_code_blocks_do_not_merge(html: Html) -> None:
    gap, pre = "<p><br></p>", '<pre lang="text">{}</pre>'
    lifted = html("- a\n\n  ```\n  x\n  ```\n\n```\ny\n```\n\nz")
    assert lifted == f"<ul><li>a</li></ul>{pre.format('x')}{gap}{pre.format('y')}<p>z</p>"


def test_r9_text_and_attributes_are_escaped(html: Html) -> None:
    assert html('[\\<b>&amp;"](https://a.example/?q=%22x%22&y=1 "t")') == (
        '<p><a href="https://a.example/?q=%22x%22&amp;y=1">&lt;b&gt;&amp;"</a></p>'
    )
