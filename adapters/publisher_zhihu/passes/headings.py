"""Headings: the editor has two levels, so the two highest levels used become them."""

from __future__ import annotations

from dataclasses import replace

from publisher.markdown.walk import transform
from publisher.model.tree import Block, Document, HardBreak, Heading, Inlines, Node, Paragraph, Strong, Text


def two_levels(document: Document) -> Document:
    """The highest level used becomes 2, the next 3; deeper ones, and headings inside quotes and lists,
    become bold paragraphs."""
    levels = sorted({block.level for block in document.blocks if isinstance(block, Heading)})
    ranks = {level: rank for rank, level in enumerate(levels[:2], 2)}

    def at_top(block: Block) -> Block:
        if isinstance(block, Heading) and block.level in ranks:
            return replace(block, level=ranks[block.level], inlines=_one_line(block.inlines))
        if isinstance(block, Heading):
            return _bold(block)
        return transform(block, lambda node: _bold(node) if isinstance(node, Heading) else node)

    return replace(document, blocks=tuple(at_top(block) for block in document.blocks))


def _bold(heading: Heading) -> Paragraph:
    return Paragraph(inlines=(Strong(inlines=_one_line(heading.inlines)),), lines=heading.lines)


def _one_line(inlines: Inlines) -> Inlines:
    """A heading is one line, and bold as it is."""

    def change(node: Node) -> Node | tuple[Node, ...]:
        match node:
            case HardBreak():
                return Text(text=" ")
            case Strong():
                return node.inlines
        return node

    return transform(Paragraph(inlines=inlines), change).inlines
