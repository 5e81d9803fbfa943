"""Last: no empty paragraph, no blank at an edge, and a gap between blocks that would merge."""

from __future__ import annotations

from dataclasses import replace

from publisher.model.tree import (
    Block,
    CodeBlock,
    Document,
    Emphasis,
    HardBreak,
    Heading,
    Inline,
    Inlines,
    Item,
    Link,
    List,
    Paragraph,
    Quote,
    Row,
    SoftBreak,
    Strong,
    Styled,
    Table,
    Text,
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


def trimmed(inlines: Inlines) -> Inlines:
    """Without breaks and blanks at either edge, and without styles that hold nothing."""
    return _cut(_cut(inlines, first=True), first=False)


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


def _cut(inlines: Inlines, *, first: bool) -> Inlines:
    rest = list(inlines)
    while rest:
        at = 0 if first else -1
        node = _edge(rest[at], first=first)
        if node is not None:
            rest[at] = node
            break
        del rest[at]
    return tuple(rest)


def _edge(node: Inline, *, first: bool) -> Inline | None:
    """An edge of a line without its blanks; None when nothing is left."""
    match node:
        case HardBreak() | SoftBreak():
            return None
        case Text():
            text = node.text.lstrip(" \t\r\n") if first else node.text.rstrip(" \t\r\n")
            return replace(node, text=text) if text else None
        case Emphasis() | Strong() | Styled() | Link():
            inlines = _cut(node.inlines, first=first)
            return replace(node, inlines=inlines) if inlines else None
    return node
