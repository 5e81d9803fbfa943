"""Rules for running text: paragraphs, notes, and the addresses links lead to."""

from __future__ import annotations

from dataclasses import replace

from publisher.markdown.edges import trimmed
from publisher.model.tree import Footnotes, Inlines, Math, Paragraph

from ..theme import PLAIN, Style
from .formulas import math_block
from .ink import SPACE, Ink, words
from .pictures import side_by_side


def paragraph(ink: Ink, node: Paragraph) -> str:
    return paragraphs(ink, node)


def paragraphs(ink: Ink, node: Paragraph | None, marker: str = "", hanging: Style = PLAIN) -> str:
    """A paragraph, cut where the author put a display formula inside it; `marker` (HTML) stands in front.
    "" for one that leaves nothing to see."""
    written: list[str] = []
    for piece in pieces(node) if node else [()]:
        if isinstance(piece, Math):
            if marker:
                written.append(ink.block("p", marker, extra=hanging))
                marker = ""
            written.append(math_block(ink, piece))
            continue
        content = side_by_side(ink, piece) or ink.write(piece)
        if content.strip() or marker:
            written.append(ink.block("p", marker + content, extra=hanging if marker else PLAIN))
            marker = ""
    return "".join(written)


def pieces(node: Paragraph) -> list[Inlines | Math]:
    """A paragraph's text and its display formulas, in order."""
    found: list[Inlines | Math] = []
    run: Inlines = ()
    for inline in node.inlines:
        if isinstance(inline, Math) and inline.display:
            found += [trimmed(run), inline]
            run = ()
        else:
            run = (*run, inline)
    return [one for one in (*found, trimmed(run)) if one] or [()]


def footnotes(ink: Ink, node: Footnotes) -> str:
    if not node.notes:
        return ""

    def write(inner: Ink) -> str:
        written = []
        for note in node.notes:
            first = note.blocks[0] if note.blocks and isinstance(note.blocks[0], Paragraph) else None
            written.append(paragraphs(inner, first, cited(f"[注{note.number}]")))
            written += [inner.write(block) for block in (note.blocks[1:] if first else note.blocks)]
        return "".join(written)

    small = replace(ink, text=("p", ".note"))
    return small.element("p", "注释", "p", ".references") + small.box("section", write)


def addresses(ink: Ink, entries: tuple[tuple[str, str], ...]) -> str:
    """The closing list of (marker, text) that says where the numbered links lead; "" for none. It is one
    paragraph: nobody reads it through, and a style for each line would weigh more than the addresses."""
    if not entries:
        return ""
    small = replace(ink, text=("p", ".address"))
    lines = "<br>".join(cited(marker) + words(text) for marker, text in entries)
    return small.element("p", "参考链接", "p", ".references") + small.block("p", lines)


def cited(marker: str) -> str:
    return words(marker) + SPACE
