"""Rules for lists: paragraphs with a marker as text and a hanging indent.

Real lists suffer twice, from the platform's filter and from its editor (split items, phantom bullets,
lost levels). Nothing can happen to a paragraph.
"""

from __future__ import annotations

from dataclasses import replace

from publisher.model.tree import (
    Block,
    Blocks,
    Definition,
    DefinitionList,
    Footnotes,
    HardBreak,
    Inlines,
    List,
    Math,
    Paragraph,
    SoftBreak,
    Text,
)

from .formulas import display
from .ink import Ink, em, words

BULLETS = ("•", "◦", "▪")


def list_(ink: Ink, node: List) -> str:
    level = ink.text.count(".item")
    last = node.start + len(node.items) - 1
    width = 0.7 + 0.6 * len(f"{last}") if node.ordered else 1.2
    written = []
    for offset, item in enumerate(node.items):
        if item.checked is not None:
            marker, room = ("☑" if item.checked else "☐"), 1.5
        elif node.ordered:
            marker, room = f"{node.start + offset}.", width
        else:
            marker, room = BULLETS[min(level, len(BULLETS) - 1)], width
        ends = level == 0 and offset == len(node.items) - 1
        written.append(entry(ink.within(".item"), marker, item.blocks, room, ends=ends))
    return "".join(written)


def entry(ink: Ink, marker: str, blocks: Blocks, width: float, *, ends: bool = False) -> str:
    """A marker with blocks hanging `width` em to its right; `ends`: the space after a whole list follows."""
    inner = replace(ink, indent=ink.indent + width)
    first, rest = (blocks[0], blocks[1:]) if blocks and isinstance(blocks[0], Paragraph) else (None, blocks)
    written = [paragraphs(inner.within(".last") if ends and not rest else inner, first, marker, width)]
    for index, block in enumerate(rest):
        here = inner.within(".last") if ends and index == len(rest) - 1 else inner
        written.append(_below(here, block))
    return "".join(written)


def paragraph(ink: Ink, node: Paragraph) -> str:
    return paragraphs(ink, node)


def paragraphs(ink: Ink, node: Paragraph | None, marker: str = "", width: float = 0) -> str:
    """A paragraph, cut where the author put a display formula inside it."""
    pieces: list[str] = []
    if marker:
        inline_block = {"display": "inline-block", "min-width": em(width), "text-indent": "0"}
        marker = ink.element("span", words(marker) + "&nbsp;", ".marker", extra=inline_block)
    hanging = {"text-indent": em(-width)} if marker else {}
    for piece in _pieces(node.inlines if node else ()):
        if isinstance(piece, Math):
            pieces.append(display(ink, piece.tex))
            continue
        content = ink.write(piece)
        if content or marker:
            pieces.append(ink.block("p", marker + content, extra=hanging))
            marker, hanging = "", {}
    return "".join(pieces)


def footnotes(ink: Ink, node: Footnotes) -> str:
    notes = replace(ink, text=("p", ".note"))
    title = ink.element("p", "注释", "p", ".references")
    return title + "".join(entry(notes, f"[注{note.number}]", note.blocks, 3) for note in node.notes)


def addresses(ink: Ink, entries: tuple[tuple[str, str], ...]) -> str:
    """The closing list of (marker, text) that says where the numbered links lead; "" for none."""
    if not entries:
        return ""
    small = replace(ink, text=("p", ".address"))
    title = ink.element("p", "参考链接", "p", ".references")
    width = 1.3 + 0.6 * max(len(marker) - 2 for marker, _ in entries)
    return title + "".join(
        entry(small, marker, (Paragraph(inlines=(Text(text=text),)),), width) for marker, text in entries
    )


def definition_list(ink: Ink, node: DefinitionList) -> str:
    return "".join(_definition(ink, item) for item in node.items)


def _definition(ink: Ink, node: Definition) -> str:
    term = ink.block("p", ink.write(node.term), (*ink.text, ".term"))
    inner = replace(ink, indent=ink.indent + 2).within(".item")
    return term + "".join(_below(inner, block) for blocks in node.descriptions for block in blocks)


def _below(ink: Ink, block: Block) -> str:
    """A block inside an item: text carries its own indentation, the rest stands in an indented section."""
    if isinstance(block, Paragraph | List):
        return ink.write(block)
    content = replace(ink, indent=0).write(block)
    return f'<section style="padding-left:{em(ink.indent)}">{content}</section>' if content else ""


def _pieces(inlines: Inlines) -> list[Inlines | Math]:
    pieces: list[Inlines | Math] = []
    run: Inlines = ()
    for node in inlines:
        if isinstance(node, Math) and node.display:
            pieces += [_trimmed(run), node]
            run = ()
        else:
            run = (*run, node)
    return [*pieces, _trimmed(run)]


def _trimmed(inlines: Inlines) -> Inlines:
    """Without the breaks and blanks that only separated text from a formula."""
    while inlines and _blank(inlines[0]):
        inlines = inlines[1:]
    while inlines and _blank(inlines[-1]):
        inlines = inlines[:-1]
    return inlines


def _blank(node: object) -> bool:
    return isinstance(node, HardBreak | SoftBreak) or (isinstance(node, Text) and not node.text.strip())
