"""The markup of single nodes, shown without a theme: what is left is structure."""

from collections.abc import Iterator
from typing import Any

import pytest

from publisher.model.tree import (
    Alert,
    Code,
    CodeBlock,
    Definition,
    DefinitionList,
    Details,
    Division,
    Emphasis,
    Figure,
    HardBreak,
    Heading,
    Image,
    Link,
    More,
    Node,
    Quote,
    Region,
    Ruby,
    Strike,
    Strong,
    Styled,
    Text,
    ThematicBreak,
)
from publisher_wechat.forms import Choice
from publisher_wechat.rules import RULES
from publisher_wechat.rules.ink import Manner

ASSET = "asset:" + "a" * 64


def text(words: str) -> Text:
    return Text(text=words)


# ── words ───────────────────────────────────────────────────────────────────────────────────────


def test_text_is_escaped_and_cannot_become_markup(bench: Any) -> None:
    assert bench.html(bench.p('<script>"&')) == "<p>&lt;script&gt;&quot;&amp;</p>"


def test_zero_width_characters_go_but_joined_emoji_stay(bench: Any) -> None:
    assert bench.html(bench.p("a\u200bb\u2060c\ufeffd\u00ade \U0001f468\u200d\U0001f4bb")) == (
        "<p>abcde \U0001f468\u200d\U0001f4bb</p>"
    )


def test_what_the_author_wrote_is_never_taken_for_a_picture(bench: Any) -> None:
    assert ASSET not in bench.html(bench.p(ASSET))
    assert ASSET not in bench.html(CodeBlock(code=ASSET))


def test_no_text_can_stand_for_a_formula_or_a_listing(bench: Any) -> None:
    assert bench.html(bench.p("\x020\x1f1\x1f\x1f\x03")) == "<p>01</p>"


def test_marks_within_a_line(bench: Any) -> None:
    line = bench.p(
        Strong(inlines=(text("粗"),)),
        Emphasis(inlines=(text("斜"),)),
        Strike(inlines=(text("删"),)),
        Styled(tag="u", inlines=(text("线"),)),
        Styled(tag="sub", inlines=(text("下"),)),
        Styled(tag="mark", inlines=(text("亮"),)),
        Styled(tag="kbd", inlines=(text("键"),)),
        HardBreak(),
        Ruby(base=(text("汉"),), reading="hàn"),
        Styled(tag="abbr", inlines=(text("HTML"),), title="超文本"),
        Styled(tag="q", inlines=(text("话"),)),
    )
    styles = {"mark": {"color": "red"}, "kbd": {"color": "blue"}}
    assert bench.html(line, styles) == (
        "<p><strong>粗</strong><em>斜</em><s>删</s><u>线</u><sub>下</sub>"
        '<span style="color:red">亮</span><span style="color:blue">键</span>'
        "<br>汉（hàn）HTML（超文本）“话”</p>"
    )


def test_an_element_is_not_told_what_it_is_anyway(bench: Any) -> None:
    styles = {"strong": {"font-weight": "700"}, "em": {"font-style": "italic"}}
    both = bench.p(Strong(inlines=(text("粗"),)), Emphasis(inlines=(text("斜"),)))
    assert bench.html(both, styles) == "<p><strong>粗</strong><em>斜</em></p>"
    assert 'style="font-weight:400"' in bench.html(both, {"strong": {"font-weight": "400"}})


def test_inline_code_is_styled_by_a_span_inside_and_keeps_its_spaces(bench: Any) -> None:
    line = bench.p(Code(text="a  <b>"))
    styles = {"code": {"color": "red"}}
    assert bench.html(line, styles) == (
        '<p><code><span style="color:red">a&nbsp; &lt;b&gt;</span></code></p>'
    )
    plain = Choice(manner=Manner(words=False))
    assert bench.html(line, styles, choice=plain) == "<p><code>a&nbsp; &lt;b&gt;</code></p>"


def test_only_links_to_articles_on_the_platform_stay_links(bench: Any) -> None:
    own = Link(url="https://mp.weixin.qq.com/s/abc", inlines=(text("上一篇"),))
    other = Link(url="https://example.com/", inlines=(text("文档"),), number=2)
    anchor = Link(url="#top", inlines=(text("回顶"),))
    assert bench.html(bench.p(own, other, anchor)) == (
        '<p><a href="https://mp.weixin.qq.com/s/abc">上一篇</a>文档\u2060<sup>[2]</sup>回顶</p>'
    )


def test_marks_can_do_without_their_colours(bench: Any) -> None:
    styles = {".link": {"color": "red"}, ".cite": {"color": "red"}}
    line = bench.p(Link(url="https://e.example", inlines=(text("文档"),), number=2))
    assert bench.html(line, styles).count("red") == 2
    bare = bench.html(line, styles, choice=Choice(manner=Manner(marks=False)))
    assert bare == "<p>文档\u2060<sup>[2]</sup></p>"


# ── blocks ──────────────────────────────────────────────────────────────────────────────────────


def test_a_box_shows_what_its_text_looks_like_and_the_text_repeats_what_the_editor_would_lose(
    bench: Any,
) -> None:
    styles = {
        "p": {"color": "black", "letter-spacing": "1px", "margin": "1em"},
        ".quote": {"color": "grey"},
    }
    quote = Quote(blocks=(bench.p("引"),))
    assert bench.html(quote, styles) == (
        '<blockquote style="letter-spacing:1px;color:grey">'
        '<p style="color:grey;margin:1em">引</p></blockquote>'
    )
    once = Choice(manner=Manner(repeat=False))
    assert bench.html(quote, styles, choice=once) == (
        '<blockquote style="letter-spacing:1px;color:grey"><p style="margin:1em">引</p></blockquote>'
    )


def test_quotes_stand_within_quotes(bench: Any) -> None:
    inner = Quote(blocks=(bench.p("内"),))
    assert bench.html(Quote(blocks=(inner,))) == "<blockquote><blockquote><p>内</p></blockquote></blockquote>"


def test_headings_keep_their_level(bench: Any) -> None:
    assert bench.html(Heading(level=3, inlines=(text("节"),))) == "<h3>节</h3>"


def test_blocks_that_only_structure_leave_no_trace(bench: Any) -> None:
    assert bench.html(Region(name="footer", blocks=(bench.p("尾"), More(), ThematicBreak()))) == (
        "<p>尾</p><hr>"
    )
    assert bench.html(Division(blocks=(bench.p("一"),))) == "<p>一</p>"
    assert bench.html(Quote(blocks=(More(),))) == ""


def test_a_centred_division_centres_what_stands_in_it(bench: Any) -> None:
    centred = Division(align="center", blocks=(bench.p("中"), Heading(level=2, inlines=(text("题"),))))
    assert bench.html(centred) == '<section style="text-align:center"><p>中</p><h2>题</h2></section>'


def test_alerts_are_titled_in_chinese_unless_the_author_named_them(bench: Any) -> None:
    assert bench.html(Alert(kind="warning", blocks=(bench.p("小心"),))) == (
        "<section><p>警告</p><p>小心</p></section>"
    )
    assert "<p>留神</p>" in bench.html(Alert(kind="warning", title=(text("留神"),)))


def test_folded_text_is_shown_unfolded(bench: Any) -> None:
    assert bench.html(Details(summary=(text("答案"),), blocks=(bench.p("42"),))) == (
        "<section><p>答案</p><p>42</p></section>"
    )


def test_definitions_stand_below_their_term(bench: Any) -> None:
    terms = Definition(term=(text("词"),), descriptions=((bench.p("义"),), (bench.p("又"),)))
    assert bench.html(DefinitionList(items=(terms,))) == (
        '<p>词</p><section style="padding-left:2em"><p>义</p><p>又</p></section>'
    )


# ── pictures ────────────────────────────────────────────────────────────────────────────────────


def test_a_figure_has_its_caption_beneath(bench: Any) -> None:
    figure = Figure(image=Image(src="a.png", alt='图"一', asset=ASSET, width=300), caption=(text("说明"),))
    assert bench.html(figure) == (
        f'<section><img src="{ASSET}" alt="图&quot;一" '
        'style="max-width:100%;display:block;margin:0 auto;width:300px"><p>说明</p></section>'
    )


def test_a_picture_that_is_missing_is_shown_as_its_description(bench: Any) -> None:
    assert bench.html(bench.p(Image(src="a.png", alt="曲线"))) == "<p>[图：曲线]</p>"


def test_pictures_side_by_side_share_the_line(bench: Any) -> None:
    one, two = Image(src="a.png", asset=ASSET), Image(src="b.png", asset=ASSET)
    written = bench.html(bench.p(one, " ", two))
    assert written.count("width:49%") == 2
    assert written.count("margin-right:2%") == 1
    assert "> <" not in written
    assert "width:49%" not in bench.html(bench.p(one, " 和 ", two))


# ── all kinds ───────────────────────────────────────────────────────────────────────────────────


def test_there_is_a_rule_for_every_kind_of_node_that_can_stand_in_a_document() -> None:
    parts_of_others = {"Node", "Block", "Inline", "Item", "Row", "Cell", "Definition", "Footnote"}
    kinds = {kind.__name__ for kind in _all_kinds(Node) if kind.__module__ == Node.__module__}
    assert kinds - parts_of_others == {kind.__name__ for kind in RULES}


def test_a_kind_no_rule_is_for_is_an_error(bench: Any) -> None:
    with pytest.raises(TypeError, match="Item"):
        bench.html(bench.item("x"))


def _all_kinds(kind: type[Node]) -> Iterator[type[Node]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _all_kinds(below)
