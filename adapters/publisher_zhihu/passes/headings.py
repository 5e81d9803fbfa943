"""Headings: the editor has two levels, so the two highest levels used become them."""

from __future__ import annotations

from dataclasses import replace

from publisher.markdown.walk import transform
from publisher.model.post import Note
from publisher.model.tree import (
    Block,
    Document,
    Figure,
    HardBreak,
    Heading,
    Inlines,
    More,
    Node,
    Paragraph,
    Region,
    Strong,
    Text,
    ThematicBreak,
    Toc,
)

from .notes import Notes
from .spans import plain_text, without


def without_title(document: Document, *titles: str) -> tuple[Document, tuple[Note, ...]]:
    """Zhihu prints the title itself: an opening heading that repeats it goes."""
    notes = Notes()
    for at, block in enumerate(document.blocks):
        if isinstance(block, Region | Figure | More | Toc | ThematicBreak):
            continue
        if isinstance(block, Heading) and plain_text(block.inlines) in titles:
            notes.say("title-heading", "the first heading repeats the title and is left out", block)
            document = replace(document, blocks=document.blocks[:at] + document.blocks[at + 1 :])
        break
    return document, tuple(notes)


def two_levels(document: Document) -> tuple[Document, tuple[Note, ...]]:
    """The highest level used becomes 2, the next 3; deeper ones, and headings inside quotes and lists,
    become bold paragraphs."""
    levels = sorted({block.level for block in document.blocks if isinstance(block, Heading)})
    ranks = {level: rank for rank, level in enumerate(levels[:2], 2)}
    notes = Notes()

    def bold(heading: Heading, why: str) -> Paragraph:
        notes.say("heading-bold", f"{why}: a bold line", heading)
        return Paragraph(inlines=(Strong(inlines=_one_line(heading.inlines)),), lines=heading.lines)

    def within(node: Node) -> Node:
        return bold(node, "Zhihu has no headings in quotes and lists") if isinstance(node, Heading) else node

    def at_top(block: Block) -> Block:
        if not isinstance(block, Heading):
            return transform(block, within)
        if block.level in ranks:
            return replace(block, level=ranks[block.level], inlines=_one_line(block.inlines))
        return bold(block, "Zhihu has two levels of headings, this is a lower one")

    return replace(document, blocks=tuple(at_top(block) for block in document.blocks)), tuple(notes)


def _one_line(inlines: Inlines) -> Inlines:
    """A heading is one line, and bold as it is."""

    def change(node: Node) -> Node:
        return Text(text=" ") if isinstance(node, HardBreak) else node

    return transform(Paragraph(inlines=without(Strong, inlines)), change).inlines
