"""Pictures and display formulas stand on their own in Zhihu: they are taken out of the text around them."""

from __future__ import annotations

from dataclasses import replace

from publisher.markdown.walk import transform, walk
from publisher.model.post import Note
from publisher.model.tree import (
    Block,
    Cell,
    Document,
    Emphasis,
    Figure,
    Heading,
    Image,
    Inline,
    Inlines,
    Link,
    Math,
    MathBlock,
    Node,
    Paragraph,
    Strike,
    Strong,
    Styled,
    Table,
    Text,
)

from .spans import plain_text

Part = Inlines | Block
"""A run of text, or what stands between two runs."""


def stand_alone(document: Document) -> tuple[Document, tuple[Note, ...]]:
    """Paragraphs split around pictures and display formulas; those of headings and tables follow them."""
    notes: list[Note] = []

    def change(node: Node) -> Node | tuple[Node, ...]:
        match node:
            case Paragraph():
                parts = divide(node.inlines)
                if any(isinstance(part, Figure) for part in parts) and len(parts) > 1:
                    notes.append(
                        Note("picture", "a picture within text now stands on its own", node.lines[0])
                    )
                return tuple(_paragraph(part, node) for part in parts)
            case Heading():
                words, figures = _apart(node.inlines)
                return (replace(node, inlines=words), *figures)
            case Table():
                return _table(node, notes)
            case Figure(caption=caption) if any(isinstance(n, Math | Link) for c in caption for n in walk(c)):
                return (replace(node, caption=()), Paragraph(inlines=caption, lines=node.lines))
        return node

    changed = transform(document, change)
    return changed, tuple(notes)


def divide(inlines: Inlines) -> tuple[Part, ...]:
    """Text cut at each picture and display formula, at whatever depth, its styles kept on both sides.
    A linked picture keeps its link as a line of text beneath it."""
    parts: list[Part] = []
    run: list[Inline] = []

    def cut(block: Block) -> None:
        if run:
            parts.append(tuple(run))
            run.clear()
        parts.append(block)

    for node in inlines:
        match node:
            case Image():
                caption = (Text(text=node.title),) if node.title else ()
                cut(Figure(image=node, caption=caption, lines=node.lines))
            case Math(display=True):
                cut(MathBlock(tex=node.tex, lines=node.lines, span=node.span))
            case Emphasis() | Strong() | Strike() | Styled() | Link():
                inner = divide(node.inlines)
                if len(inner) > 1:  # blanks between what was cut out would leave styles around nothing
                    inner = tuple(part for part in inner if isinstance(part, Block) or plain_text(part))
                for part in inner:
                    if isinstance(part, Block):
                        cut(part)
                    else:
                        run.append(replace(node, inlines=part))
                if isinstance(node, Link) and inner and all(isinstance(part, Block) for part in inner):
                    words = next(
                        (p.image.alt for p in inner if isinstance(p, Figure) and p.image.alt), node.url
                    )
                    cut(Paragraph(inlines=(replace(node, inlines=(Text(text=words),)),), lines=node.lines))
            case _:
                run.append(node)
    if run or not parts:
        parts.append(tuple(run))
    return tuple(parts)


def _paragraph(part: Part, whole: Paragraph) -> Block:
    return part if isinstance(part, Block) else Paragraph(inlines=part, lines=whole.lines)


def _apart(inlines: Inlines) -> tuple[Inlines, tuple[Block, ...]]:
    """The words, formulas kept in line; and the blocks cut out of them."""
    words: list[Inline] = []
    blocks: list[Block] = []
    for part in divide(inlines):
        if isinstance(part, MathBlock):
            words.append(Math(tex=part.tex, lines=part.lines, span=part.span))
        elif isinstance(part, Block):
            blocks.append(part)
        else:
            words.extend(part)
    return tuple(words), tuple(blocks)


def _table(table: Table, notes: list[Note]) -> tuple[Block, ...]:
    """Cells hold text only: a picture leaves its name in the cell and follows the table under that name."""
    after: list[Block] = []

    def change(node: Node) -> Node:
        if not isinstance(node, Cell):
            return node
        words, blocks = _apart(node.inlines)
        for block in blocks:
            if isinstance(block, Figure):
                name = f"（图 {1 + sum(isinstance(b, Figure) for b in after)}）"
                words = (*words, Text(text=name))
                caption = name + plain_text(block.caption or (Text(text=block.image.alt),))
                block = replace(block, caption=(Text(text=caption),))
            after.append(block)
        return replace(node, inlines=words)

    changed = transform(table, change)
    if after:
        notes.append(Note("picture", "pictures of a table now follow it", table.lines[0]))
    return (changed, *after)
