"""One test per rule of Zhihu's dialect, R1 to R9: text, headings, code (numbered as in the README)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from publisher.model.post import Note
from publisher.model.rendition import Rendition
from publisher.model.tree import (
    Code,
    CodeBlock,
    Emphasis,
    HardBreak,
    Heading,
    Image,
    Inline,
    Link,
    Paragraph,
    Ruby,
    SoftBreak,
    Strike,
    Strong,
    Styled,
    Text,
    ThematicBreak,
)

Html = Callable[..., str]
Make = Callable[..., Rendition]
COVER = "asset:" + "c" * 64


def p(*parts: Inline | str) -> Paragraph:
    return Paragraph(inlines=tuple(Text(text=x) if isinstance(x, str) else x for x in parts))


def words(*parts: str) -> tuple[Text, ...]:
    return tuple(Text(text=part) for part in parts)


def picture(**more: Any) -> Image:
    return Image(src="cover.png", asset=COVER, **more)


def kinds(notes: Iterable[Note]) -> set[str]:
    return {note.kind for note in notes}


def test_r1_nothing_stands_between_two_blocks(html: Html) -> None:
    assert html(p("一"), ThematicBreak(), p("二")) == "<p>一</p><hr><p>二</p>"


def test_r2_an_empty_paragraph_is_not_written(html: Html) -> None:
    assert html(p("一"), p("  "), p(), p(HardBreak()), p(Strong())) == "<p>一</p>"


def test_r3_a_soft_break_in_chinese_disappears_and_a_hard_one_is_br(html: Html) -> None:
    assert html(p("前半", SoftBreak(), "后半")) == "<p>前半后半</p>"
    assert html(p("one", SoftBreak(), "two")) == "<p>one two</p>"
    assert html(p("上", HardBreak(), "下")) == "<p>上<br>下</p>"


def test_r5_the_two_highest_levels_used_become_h2_and_h3(html: Html) -> None:
    body = html(
        Heading(level=3, inlines=words("三")),
        Heading(level=1, inlines=words("一")),
        Heading(level=4, inlines=words("四")),
    )
    assert body == "<h3>三</h3><h2>一</h2><p><b>四</b></p>"


def test_r5_a_heading_is_one_line_and_not_bold_twice(html: Html) -> None:
    heading = Heading(level=2, inlines=(Strong(inlines=words("粗")), HardBreak(), *words("行")))
    assert html(heading) == "<h2>粗 行</h2>"


def test_r6_emphasis_has_the_editors_tags_and_underline_stays(html: Html) -> None:
    inner = Emphasis(inlines=words("斜"))
    body = html(p(Strong(inlines=(*words("粗"), inner)), Styled(tag="u", inlines=words("线"))))
    assert body == "<p><b>粗<i>斜</i></b><u>线</u></p>"


def test_r6_styles_zhihu_drops_keep_their_words_and_leave_a_note(make: Make) -> None:
    styles = (Styled(tag="mark", inlines=words("亮")), Styled(tag="kbd", inlines=words("Ctrl")))
    rendition = make(p(Strike(inlines=words("删")), *styles))
    assert rendition.body == "<p>删亮Ctrl</p>"
    details = [note.detail for note in rendition.notes]
    assert len(details) == 3
    assert "strikethrough" in details[0]


def test_r6_raised_and_lowered_signs_stay_raised_and_lowered(html: Html) -> None:
    body = html(
        p(
            "2",
            Styled(tag="sup", inlines=words("10")),
            " H",
            Styled(tag="sub", inlines=words("2")),
            "O x",
            Styled(tag="sup", inlines=words("甲")),
            Styled(tag="sup", inlines=words("[1]")),
        )
    )
    assert body == "<p>2¹⁰ H₂O x^(甲)[1]</p>"


def test_r6_a_reading_follows_its_base(html: Html) -> None:
    assert html(p(Ruby(base=words("汉字"), reading="hànzì"))) == "<p>汉字(hànzì)</p>"


def test_r7_inline_code_is_escaped_and_nothing_else(html: Html) -> None:
    assert html(p(Code(text="a<b && **c**"))) == "<p><code>a&lt;b &amp;&amp; **c**</code></p>"


def test_r8_code_has_a_language_and_no_inner_tag(html: Html) -> None:
    assert html(CodeBlock(code="a < b\n  c\n", language="py")) == '<pre lang="python">a &lt; b\n  c</pre>'
    assert html(CodeBlock(code="x")) == '<pre lang="text">x</pre>'


def test_r8_two_code_blocks_do_not_merge(html: Html) -> None:
    body = html(CodeBlock(code="a"), CodeBlock(code="b"), p("c"), CodeBlock(code="d"))
    assert (
        body == '<pre lang="text">a</pre><p><br></p><pre lang="text">b</pre><p>c</p><pre lang="text">d</pre>'
    )


def test_r9_text_and_attributes_are_escaped(html: Html) -> None:
    link = Link(url='https://a.example/?q="x"&y=<z>', inlines=words("<b>&"))
    assert (
        html(p(link))
        == '<p><a href="https://a.example/?q=&quot;x&quot;&amp;y=&lt;z&gt;">&lt;b&gt;&amp;</a></p>'
    )
