"""Pictures and display formulas stand on their own in Zhihu: they are taken out of the text around them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from publisher.markdown.walk import transform, walk
from publisher.model.post import Note
from publisher.model.tree import (
    Block,
    Cell,
    Code,
    Document,
    Emphasis,
    Figure,
    FootnoteRef,
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

from .notes import Notes
from .spans import plain_text

RICH = (Math, Link, FootnoteRef)
"""What a caption, which Zhihu keeps as plain text, would lose."""
Part = Inlines | Block
"""A run of text, or what stands between two runs."""


def stand_alone(document: Document) -> tuple[Document, tuple[Note, ...]]:
    """Paragraphs split around pictures and display formulas; those of headings and tables follow them."""
    notes = Notes()

    def change(node: Node) -> Node | tuple[Node, ...]:
        match node:
            case Paragraph():
                parts = divide(node.inlines)
                if any(isinstance(part, tuple) and plain_text(part) for part in parts):
                    _tell_lifted(parts, "a picture within text now stands on its own", notes)
                return tuple(_paragraph(part, node) for part in parts)
            case Heading():
                words, figures = _apart(node.inlines, notes)
                _tell_lifted(figures, "a heading's picture now follows it", notes)
                return (replace(node, inlines=words), *figures)
            case Table():
                return _table(node, notes)
            case Figure(caption=caption) if any(isinstance(n, RICH) for c in caption for n in walk(c)):
                notes.say("caption-below", "a caption with more than words is a line beneath", node)
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


def _tell_lifted(parts: Iterable[Part], detail: str, notes: Notes) -> None:
    for part in parts:
        if isinstance(part, Figure):
            notes.say("picture-in-text", detail, part)


def _paragraph(part: Part, whole: Paragraph) -> Block:
    return part if isinstance(part, Block) else Paragraph(inlines=part, lines=whole.lines)


def _apart(inlines: Inlines, notes: Notes) -> tuple[Inlines, tuple[Block, ...]]:
    """The words, formulas kept in line; and the blocks cut out of them."""
    words: list[Inline] = []
    blocks: list[Block] = []
    for part in divide(inlines):
        if isinstance(part, MathBlock):
            words.append(_in_line(part, notes))
        elif isinstance(part, Block):
            blocks.append(part)
        else:
            words.extend(part)
    return tuple(words), tuple(blocks)


def _table(table: Table, notes: Notes) -> tuple[Block, ...]:
    """Cells hold text only: a picture leaves its name in the cell and follows the table under that name. A
    table of nothing but pictures is its pictures."""
    images = [node for node in walk(table) if isinstance(node, Image)]
    if images and not any(
        isinstance(node, Text | Code | Math) and plain_text((node,)) for node in walk(table)
    ):
        notes.say("table-picture", "a table of pictures becomes its pictures, one below the other", table)
        return tuple(part for image in images for part in divide((image,)) if isinstance(part, Block))
    after: list[Block] = []

    def change(node: Node) -> Node:
        if not isinstance(node, Cell):
            return node
        words: list[Inline] = []
        for part in divide(node.inlines):
            if isinstance(part, Figure):
                name = f"（图 {1 + sum(isinstance(block, Figure) for block in after)}）"
                words.append(Text(text=name))
                told = name + plain_text(part.caption or (Text(text=part.image.alt),))
                after.append(replace(part, caption=(Text(text=told),)))
            elif isinstance(part, MathBlock):
                words.append(_in_line(part, notes))
            elif isinstance(part, Block):
                after.append(part)
            else:
                words.extend(part)
        return replace(node, inlines=tuple(words))

    changed = transform(table, change)
    if after:
        notes.say("table-picture", "a table's pictures now follow it, by number", table)
    return (changed, *after)


def _in_line(formula: MathBlock, notes: Notes) -> Math:
    notes.say("formula-in-line", "a formula in a heading or cell cannot stand apart", formula)
    return Math(tex=formula.tex, lines=formula.lines, span=formula.span)
