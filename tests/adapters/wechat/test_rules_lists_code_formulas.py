"""Lists, code and formulas, shown without a theme: what is left is structure."""

import pytest

from publisher.contract import Colour, Typeset
from publisher.model.tree import (
    Block,
    CodeBlock,
    Footnote,
    FootnoteRef,
    Footnotes,
    Inline,
    Item,
    List,
    Math,
    MathBlock,
    Node,
    Paragraph,
    Styled,
    Text,
)
from publisher_wechat.rules import RULES, Ink
from publisher_wechat.rules.lists import addresses
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


# ── lists ───────────────────────────────────────────────────────────────────────────────────────


def test_a_list_is_paragraphs_with_a_hanging_marker() -> None:
    assert html(List(ordered=False, items=(item("一"),))) == (
        f'<p style="text-indent:-1.2em;padding-left:1.2em">{marker("•", "1.2em")}一</p>'
    )


def test_an_ordered_list_starts_where_the_author_said_and_makes_room_for_its_numbers() -> None:
    written = html(List(ordered=True, start=9, items=(item("九"), item("十"))))
    assert written.count("padding-left:1.9em") == 2
    assert marker("9.", "1.9em") in written
    assert marker("10.", "1.9em") in written


def test_tasks_show_their_state() -> None:
    written = html(List(ordered=False, items=(item("做了", checked=True), item("没做", checked=False))))
    assert "☑" in written
    assert "☐" in written


def test_a_nested_list_is_indented_by_its_own_padding_not_by_nesting() -> None:
    inner = List(ordered=False, items=(item("内"),))
    assert html(List(ordered=True, items=(item("外", inner),))) == (
        f'<p style="text-indent:-1.3em;padding-left:1.3em">{marker("1.", "1.3em")}外</p>'
        f'<p style="text-indent:-1.2em;padding-left:2.5em">{marker("◦", "1.2em")}内</p>'
    )


def test_further_blocks_of_an_item_stand_below_its_text() -> None:
    code = CodeBlock(code="x")
    assert html(List(ordered=False, items=(item("一", "二", code),))) == (
        f'<p style="text-indent:-1.2em;padding-left:1.2em">{marker("•", "1.2em")}一</p>'
        '<p style="padding-left:1.2em">二</p>'
        '<section style="padding-left:1.2em"><pre>x</pre></section>'
    )


def test_an_item_without_text_still_has_its_marker() -> None:
    assert html(List(ordered=False, items=(item(CodeBlock(code="x")),))).startswith(
        f'<p style="text-indent:-1.2em;padding-left:1.2em">{marker("•", "1.2em")}</p>'
    )


@pytest.fixture
def notes() -> str:
    notes = Footnotes(notes=(Footnote(label="a", number=1, blocks=(paragraph("注文"),)),))
    return html(notes)


def test_footnotes_are_raised_marks_and_a_list_at_the_end(notes: str) -> None:
    assert html(paragraph("句", FootnoteRef(label="a", number=1))) == "<p>句<sup>[注1]</sup></p>"
    assert notes.startswith("<p>注释</p>")
    assert "[注1]" in notes
    assert "注文</p>" in notes


def test_addresses_are_listed_as_plain_text() -> None:
    ink = Ink(RULES, Theme({}), {}, colour, lambda _link: False)
    listed = addresses(ink, (("[1]", "https://example.com/?a=1&b=2"),))
    assert listed.startswith("<p>参考链接</p>")
    assert "https://example.com/?a=1&amp;b=2</p>" in listed
    assert "<a" not in listed
    assert addresses(ink, ()) == ""


# ── code ────────────────────────────────────────────────────────────────────────────────────────


def test_code_keeps_line_ends_and_indentation_without_white_space_between_elements() -> None:
    assert html(CodeBlock(code="a\n  b  c\n\n\td <x>")) == (
        "<pre>a<br>&nbsp;&nbsp;b&nbsp; c<br><br>&nbsp;&nbsp;&nbsp;&nbsp;d &lt;x&gt;</pre>"
    )


def test_code_is_coloured_by_styles_and_no_space_stands_alone_between_spans() -> None:
    styles = {".code-k": {"color": "red"}}
    assert html(CodeBlock(code="IF x\nGO ON", language="t"), styles) == (
        '<pre><span style="color:red">IF</span> x<br><span style="color:red">GO ON</span></pre>'
    )


# ── formulas ────────────────────────────────────────────────────────────────────────────────────


def test_a_formula_in_a_line_is_svg_on_the_baseline_sized_in_em() -> None:
    assert html(paragraph(Math(tex="x"))) == (
        '<p><span style="line-height:0">'
        '<svg style="width:2em;height:1em;max-width:100%;vertical-align:-0.25em" '
        'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/></span></p>'
    )


def test_a_display_formula_stands_in_a_section_that_scrolls() -> None:
    styles = {".formula": {"overflow-x": "auto"}}
    assert html(MathBlock(tex="x"), styles).startswith('<section style="overflow-x:auto"><span')


def test_a_display_formula_within_a_paragraph_divides_it() -> None:
    assert html(paragraph("令 ", Math(tex="x", display=True), " 则")).count("<p>") == 2
    assert html(paragraph("令 ", Math(tex="x", display=True), " 则")).startswith("<p>令 </p><section>")
    assert html(paragraph(Math(tex="x", display=True))).startswith("<section>")


def test_a_formula_that_was_not_drawn_is_shown_as_code() -> None:
    assert html(paragraph(Math(tex="\\bad<"))) == "<p><code><span>\\bad&lt;</span></code></p>"


def test_only_a_formula_that_leaves_room_keeps_its_punctuation_beside_it() -> None:
    glued = Styled(tag="nobr", inlines=(Math(tex="x"), text("，")))
    assert html(paragraph(glued)).startswith('<p><span style="white-space:nowrap"><span')
    wide = {("x", False): Typeset("<svg/>", 40, 2, 0)}
    ink = Ink(RULES, Theme({}), wide, colour, lambda _link: False)
    assert ink.write(paragraph(glued)).startswith('<p><span style="line-height:0"><svg')
