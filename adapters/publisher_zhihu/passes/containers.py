"""Blocks around blocks that Zhihu's editor lacks: call-outs, folds, definitions, divisions, captions."""

from __future__ import annotations

from dataclasses import replace

from publisher.markdown.edges import trimmed
from publisher.markdown.walk import transform, walk
from publisher.model.post import Note
from publisher.model.tree import (
    Alert,
    Block,
    Blocks,
    Definition,
    DefinitionList,
    Details,
    Division,
    Document,
    Figure,
    HardBreak,
    Heading,
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

from .notes import Notes
from .spans import without

TITLES = {"note": "注意", "tip": "提示", "important": "重要", "warning": "警告", "caution": "当心"}


def unfold(document: Document) -> tuple[Document, tuple[Note, ...]]:
    """A call-out becomes a quote under a bold title, a fold a bold summary and its blocks, a definition a
    bold term and its descriptions, a table's caption a bold line above it; the rest is unwrapped."""
    notes = Notes()
    return transform(document, lambda node: _changed(node, notes)), tuple(notes)


def _changed(node: Node, notes: Notes) -> Node | tuple[Node, ...]:
    match node:
        case Region():
            return node.blocks
        case More():
            return ()
        case Toc():
            notes.say("toc", "Zhihu makes the table of contents itself, beside the article", node)
            return ()
        case Division():
            return _division(node, notes)
        case Details():
            notes.say("details-open", "Zhihu folds nothing: the text stands open under its summary", node)
            return (*_bold(node.summary, node), *node.blocks)
        case Alert():
            notes.say("alert", "Zhihu has no call-outs: a quote under a bold title", node)
            title = node.title or (Text(text=TITLES.get(node.kind, node.kind)),)
            return Quote(blocks=(*_bold(title, node), *node.blocks), lines=node.lines)
        case DefinitionList():
            notes.say("definition-list", "Zhihu has no definition lists: each term is a bold line", node)
            return tuple(block for item in node.items for block in _defined(item))
        case Table(caption=caption) if caption:
            return (*_bold(caption, node), replace(node, caption=()))
    return node


def _division(node: Division, notes: Notes) -> Blocks:
    """What stands in it; a line beneath a centred picture is its caption."""
    match node.blocks:
        case (Figure(caption=()) as figure, Paragraph() as line) if node.align == "center":
            words = trimmed(line.inlines)
            if not any(isinstance(below, HardBreak) for inline in words for below in walk(inline)):
                return (replace(figure, caption=words),)
    told = any(isinstance(below, Paragraph | Heading) for below in walk(node))
    if told and node.align in {"center", "right"}:
        notes.say("alignment", "Zhihu aligns no text: it begins at the left", node)
    return node.blocks


def _defined(node: Definition) -> tuple[Block, ...]:
    return (*_bold(node.term, node), *(block for blocks in node.descriptions for block in blocks))


def _bold(inlines: Inlines, node: Node) -> Blocks:
    lines = (node.lines[0], node.lines[0])
    words = without(Strong, inlines)
    return (Paragraph(inlines=(Strong(inlines=words),), lines=lines),) if words else ()
