"""Blocks around blocks that Zhihu's editor lacks: call-outs, folds, definitions, divisions, captions."""

from __future__ import annotations

from publisher.markdown.walk import transform
from publisher.model.tree import (
    Alert,
    Blocks,
    DefinitionList,
    Details,
    Division,
    Document,
    Inlines,
    More,
    Node,
    Paragraph,
    Quote,
    Region,
    Strong,
    Table,
    Text,
    Toc,
)

TITLES = {"note": "注意", "tip": "提示", "important": "重要", "warning": "警告", "caution": "当心"}


def unfold(document: Document) -> Document:
    """A call-out becomes a quote under a bold title, a fold a bold summary and its blocks, a definition a
    bold term and its descriptions, a table's caption a bold line above it; the rest is unwrapped."""
    return transform(document, _change)


def _change(node: Node) -> Node | tuple[Node, ...]:
    match node:
        case Region() | Division():
            return node.blocks
        case More() | Toc():
            return ()
        case Details():
            return (*_bold(node.summary, node.lines), *node.blocks)
        case Alert():
            title = node.title or (Text(text=TITLES.get(node.kind, node.kind)),)
            return Quote(blocks=(*_bold(title, node.lines), *node.blocks), lines=node.lines)
        case DefinitionList():
            return tuple(
                block
                for item in node.items
                for block in (
                    *_bold(item.term, item.lines),
                    *(inner for description in item.descriptions for inner in description),
                )
            )
        case Table(caption=caption) if caption:
            bare = Table(head=node.head, rows=node.rows, lines=node.lines, span=node.span)
            return (*_bold(caption, node.lines), bare)
    return node


def _bold(inlines: Inlines, lines: tuple[int, int]) -> Blocks:
    return (Paragraph(inlines=(Strong(inlines=inlines),), lines=lines),) if inlines else ()
