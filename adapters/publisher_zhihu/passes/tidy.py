"""Last: no empty paragraph, no blank at an edge, and a gap between blocks that would merge."""

from __future__ import annotations

from dataclasses import replace

from publisher.markdown.edges import trimmed
from publisher.model.tree import (
    Block,
    CodeBlock,
    Document,
    HardBreak,
    Heading,
    Item,
    List,
    Paragraph,
    Quote,
    Row,
    Table,
)

GAP = Paragraph(inlines=(HardBreak(),))
"""An empty line on purpose."""


def tidy(document: Document) -> Document:
    """The document as it will be printed."""
    blocks: list[Block] = []
    for block in document.blocks:
        cleaned = _cleaned(block)
        if cleaned is None:
            continue
        if blocks and _would_merge(blocks[-1], cleaned):
            blocks.append(GAP)
        blocks.append(cleaned)
    return replace(document, blocks=tuple(blocks))


def _would_merge(one: Block, two: Block) -> bool:
    """Whether the editor would make one code block, or one numbered list, of them."""
    if isinstance(one, List) and isinstance(two, List):
        return one.ordered and two.ordered
    return isinstance(one, CodeBlock) and isinstance(two, CodeBlock)


def _cleaned(block: Block) -> Block | None:
    """The block, or None when nothing is left of it."""
    match block:
        case Paragraph() | Heading():
            inlines = trimmed(block.inlines)
            return replace(block, inlines=inlines) if inlines else None
        case Quote():
            lines = tuple(line for inner in block.blocks if (line := _cleaned(inner)) is not None)
            return replace(block, blocks=lines) if lines else None
        case List():
            return replace(block, items=tuple(_item(item) for item in block.items)) if block.items else None
        case CodeBlock():
            code = block.code.strip("\n")
            return replace(block, code=code) if code.strip() else None
        case Table():
            head = _row(block.head) if block.head else None
            return replace(block, head=head, rows=tuple(_row(row) for row in block.rows))
    return block


def _row(row: Row) -> Row:
    return replace(row, cells=tuple(replace(cell, inlines=trimmed(cell.inlines)) for cell in row.cells))


def _item(item: Item) -> Item:
    """An item keeps its place, and so its number, even when it is empty."""
    text, *nested = item.blocks
    words = _cleaned(text) or GAP
    lists = (_cleaned(inner) for inner in nested)
    return replace(item, blocks=(words, *(inner for inner in lists if inner is not None)))
