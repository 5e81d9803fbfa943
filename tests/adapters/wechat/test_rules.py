"""The markup of single nodes, shown without a theme: what is left is structure."""

from collections.abc import Iterator

import pytest

from publisher.contract import Colour, Typeset
from publisher.model.tree import (
    Alert,
    Block,
    Cell,
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
    Inline,
    Item,
    Link,
    More,
    Node,
    Paragraph,
    Quote,
    Region,
    Row,
    Ruby,
    Strike,
    Strong,
    Styled,
    Table,
    Text,
    ThematicBreak,
)
from publisher_wechat.rules import RULES, Ink
from publisher_wechat.theme import Theme

ASSET = "asset:" + "a" * 64
DRAWN = Typeset(
    '<svg xmlns="http://www.w3.org/2000/svg" width="4ex" height="2ex" viewBox="0 0 1 1"/>', 4, 2, 0.5
)


def colour(code: str, language: str) -> tuple[Colour, ...]:
    """A tiny colouring: words in capitals are keywords."""
    runs: list[Colour] = []
    for piece in code.replace(" ", "\0 \0").replace("\n", "\0\n\0").split("\0"):
        runs.append(Colour("k" if language and piece.isupper() else "", piece))
    return tuple(runs)


def html(node: Node, styles: dict[str, dict[str, str]] | None = None, **ink: object) -> str:
    drawn = {("x", False): DRAWN, ("x", True): DRAWN}
    plain = Ink(RULES, Theme(styles or {}), drawn, colour, lambda link: "mp.weixin" in link.url, **ink)  # type: ignore[arg-type]
    return plain.write(node)


def text(words: str) -> Text:
    return Text(text=words)


def paragraph(*inlines: Inline | str) -> Paragraph:
    return Paragraph(inlines=tuple(text(one) if isinstance(one, str) else one for one in inlines))


def item(*blocks: Block | str, checked: bool | None = None) -> Item:
    return Item(
        blocks=tuple(paragraph(one) if isinstance(one, str) else one for one in blocks), checked=checked
    )


def marker(mark: str, width: str) -> str:
    return f'<span style="display:inline-block;min-width:{width};text-indent:0">{mark}&nbsp;</span>'


# ── words ───────────────────────────────────────────────────────────────────────────────────────


def test_text_is_escaped_and_cannot_become_markup() -> None:
    assert html(paragraph('<script>"&')) == "<p>&lt;script&gt;&quot;&amp;</p>"


def test_zero_width_characters_go_but_joined_emoji_stay() -> None:
    assert html(paragraph("a\u200bb\u2060c\ufeffd\u00ade \U0001f468\u200d\U0001f4bb")) == (
        "<p>abcde \U0001f468\u200d\U0001f4bb</p>"
    )


def test_what_the_author_wrote_is_never_taken_for_a_picture() -> None:
    assert ASSET not in html(paragraph(ASSET))
    assert ASSET not in html(CodeBlock(code=ASSET))


def test_marks_within_a_line() -> None:
    line = paragraph(
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
    assert html(line, styles) == (
        "<p><strong>粗</strong><em>斜</em><s>删</s><u>线</u><sub>下</sub>"
        '<span style="color:red">亮</span><span style="color:blue">键</span>'
        "<br>汉（hàn）HTML（超文本）“话”</p>"
    )


def test_inline_code_is_styled_by_a_span_inside_and_keeps_its_spaces() -> None:
    assert html(paragraph(Code(text="a  <b>")), {"code": {"color": "red"}}) == (
        '<p><code><span style="color:red">a&nbsp; &lt;b&gt;</span></code></p>'
    )


def test_only_links_to_articles_on_the_platform_stay_links() -> None:
    own = Link(url="https://mp.weixin.qq.com/s/abc", inlines=(text("上一篇"),))
    other = Link(url="https://example.com/", inlines=(text("文档"),), number=2)
    anchor = Link(url="#top", inlines=(text("回顶"),))
    assert html(paragraph(own, other, anchor)) == (
        '<p><a href="https://mp.weixin.qq.com/s/abc" style="">上一篇</a>'
        "<span>文档</span><sup>[2]</sup>回顶</p>"
    )


# ── blocks ──────────────────────────────────────────────────────────────────────────────────────


def test_every_block_of_running_text_repeats_its_own_style() -> None:
    styles = {"p": {"color": "black", "margin": "1em"}, ".quote": {"color": "grey"}}
    assert html(Quote(blocks=(paragraph("引"),)), styles) == (
        '<blockquote><p style="color:grey;margin:1em">引</p></blockquote>'
    )


def test_headings_keep_their_level() -> None:
    assert html(Heading(level=3, inlines=(text("节"),))) == "<h3>节</h3>"


def test_blocks_that_only_structure_leave_no_trace() -> None:
    assert html(Region(name="footer", blocks=(paragraph("尾"), More(), ThematicBreak()))) == (
        '<p>尾</p><hr style="">'
    )


def test_a_centred_division_centres_every_paragraph_itself() -> None:
    styles = {"p": {"text-align": "left"}}
    assert html(Division(align="center", blocks=(paragraph("中"),)), styles) == (
        '<section style="text-align:center"><p style="text-align:center">中</p></section>'
    )


def test_alerts_are_titled_in_chinese_unless_the_author_named_them() -> None:
    assert html(Alert(kind="warning", blocks=(paragraph("小心"),))) == (
        "<section><p>警告</p><p>小心</p></section>"
    )
    assert "<p>留神</p>" in html(Alert(kind="warning", title=(text("留神"),)))


def test_folded_text_is_shown_unfolded() -> None:
    assert html(Details(summary=(text("答案"),), blocks=(paragraph("42"),))) == (
        "<section><p>答案</p><p>42</p></section>"
    )


def test_a_table_scrolls_and_keeps_its_alignment() -> None:
    table = Table(
        head=Row(cells=(Cell(inlines=(text("名"),)), Cell(inlines=(text("值"),), align="right"))),
        rows=(Row(cells=(Cell(inlines=(text("a"),)), Cell(inlines=(text("1"),), align="right"))),),
    )
    assert html(table) == (
        '<section><table><thead><tr><th>名</th><th style="text-align:right">值</th></tr></thead>'
        '<tbody><tr><td>a</td><td style="text-align:right">1</td></tr></tbody></table></section>'
    )


def test_a_wide_table_is_not_squeezed() -> None:
    row = Row(cells=tuple(Cell(inlines=(text(str(n)),)) for n in range(6)))
    assert '<table style="min-width:540px">' in html(Table(rows=(row,)))


def test_a_figure_has_its_caption_beneath() -> None:
    figure = Figure(image=Image(src="a.png", alt='图"一', asset=ASSET, width=300), caption=(text("说明"),))
    assert html(figure) == (
        f'<section><img src="{ASSET}" alt="图&quot;一" '
        'style="width:300px;height:auto;display:block;margin:0 auto"><p>说明</p></section>'
    )


def test_a_picture_that_is_missing_is_shown_as_its_description() -> None:
    assert html(paragraph(Image(src="a.png", alt="曲线"))) == "<p>[图：曲线]</p>"


def test_definitions_hang_below_their_term() -> None:
    terms = Definition(term=(text("词"),), descriptions=((paragraph("义"),),))
    assert html(DefinitionList(items=(terms,))) == '<p>词</p><p style="padding-left:2em">义</p>'


def test_there_is_a_rule_for_every_kind_of_node_that_can_stand_in_a_document() -> None:
    parts_of_others = {"Node", "Block", "Inline", "Item", "Row", "Cell", "Definition", "Footnote"}
    kinds = {kind.__name__ for kind in _all_kinds(Node) if kind.__module__ == Node.__module__}
    assert kinds - parts_of_others == {kind.__name__ for kind in RULES}


def test_a_kind_no_rule_is_for_is_an_error() -> None:
    with pytest.raises(TypeError, match="Item"):
        html(item("x"))


def _all_kinds(kind: type[Node]) -> Iterator[type[Node]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _all_kinds(below)
