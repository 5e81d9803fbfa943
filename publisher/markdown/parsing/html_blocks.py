"""What an HTML element with lines of its own becomes in the tree when it closes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from publisher.markdown.parsing.builder import Frame
from publisher.markdown.parsing.content import blocks_of, inlines_of, lines_of
from publisher.markdown.parsing.html_inlines import code_text
from publisher.markdown.parsing.html_tables import HeadRow, LooseCell, row_of, span_of, table_of
from publisher.model.tree import (
    CodeBlock,
    Definition,
    DefinitionList,
    Details,
    Division,
    Figure,
    Heading,
    Image,
    Item,
    List,
    Node,
    Paragraph,
    Quote,
    Row,
)

ALIGNS = frozenset({"left", "center", "right"})
_TEXT_ALIGN = re.compile(r"text-align\s*:\s*(\w+)", re.IGNORECASE)
_LANGUAGE = re.compile(r"\b(?:language|lang|highlight-source)-([\w+#.-]+)")


def alignment(frame: Frame) -> str:
    """From `align` or `style`; "" where neither names one we know."""
    styled = _TEXT_ALIGN.search(frame.attributes.get("style", ""))
    value = (styled[1] if styled else frame.attributes.get("align", "")).lower()
    return value if value in ALIGNS else ""


def pre(frame: Frame) -> Iterable[Node]:
    text = code_text(frame.children).removeprefix("\n").removesuffix("\n")
    named = frame.attributes.get("class", "") + " " + frame.attributes.get("code", "")
    language = _LANGUAGE.search(named)
    return (CodeBlock(code=text, language=language[1].lower() if language else "", lines=frame.lines),)


def paragraph(frame: Frame) -> Iterable[Node]:
    return aligned(frame, alignment(frame))


def aligned(frame: Frame, align: str) -> Iterable[Node]:
    blocks = blocks_of(frame.children)
    return (Division(align=align, blocks=blocks, lines=frame.lines),) if align and blocks else blocks


def heading(frame: Frame, level: int) -> Iterable[Node]:
    inlines = inlines_of(frame.children)
    return (Heading(level=level, inlines=inlines, lines=frame.lines),) if inlines else ()


def quote(frame: Frame) -> Iterable[Node]:
    blocks = blocks_of(frame.children)
    return (Quote(blocks=blocks, lines=frame.lines),) if blocks else ()


def items(frame: Frame, *, ordered: bool) -> Iterable[Node]:
    made = list(_items(frame))
    if not made:
        return ()
    start = re.match(r"\d{1,9}", frame.attributes.get("start", ""))
    tight = all(sum(isinstance(block, Paragraph) for block in item.blocks) < 2 for item in made)
    return (
        List(
            ordered=ordered,
            start=int(start[0]) if start and ordered else 1,
            tight=tight,
            items=tuple(made),
            lines=frame.lines,
        ),
    )


def _items(frame: Frame) -> Iterator[Item]:
    stray: list[Node] = []
    for node in [*frame.children, None]:
        if node is not None and not isinstance(node, Item):
            stray.append(node)
            continue
        if blocks := blocks_of(stray):
            yield Item(blocks=blocks, lines=lines_of(blocks))
        stray = []
        if node is not None:
            yield node


def item(frame: Frame) -> Iterable[Node]:
    return (Item(blocks=blocks_of(frame.children), lines=frame.lines),)


def term(frame: Frame) -> Iterable[Node]:
    return (Definition(term=inlines_of(frame.children), lines=frame.lines),)


def description(frame: Frame) -> Iterable[Node]:
    return (Definition(descriptions=(blocks_of(frame.children),), lines=frame.lines),)


def definitions(frame: Frame) -> Iterator[Node]:
    made: list[Definition] = []
    for node in frame.children:
        if not isinstance(node, Definition):
            yield from blocks_of([node])
        elif made and not node.term:
            last = made[-1]
            lines = (last.lines[0], node.lines[1])
            made[-1] = replace(last, descriptions=(*last.descriptions, *node.descriptions), lines=lines)
        else:
            made.append(node)
    if made:
        yield DefinitionList(items=tuple(made), lines=frame.lines)


def cell(frame: Frame) -> Iterable[Node]:
    return (
        LooseCell(
            inlines=inlines_of(frame.children),
            align=alignment(frame),
            lines=frame.lines,
            heading=frame.element == "th",
            columns=span_of(frame.attributes.get("colspan", "1")),
            rows=span_of(frame.attributes.get("rowspan", "1")),
        ),
    )


def row(frame: Frame) -> Iterable[Node]:
    made = row_of(frame.children, frame.lines)
    return (made,) if made.cells else ()


def head(frame: Frame) -> Iterable[Node]:
    for node in frame.children:
        yield HeadRow(cells=node.cells, lines=node.lines) if isinstance(node, Row) else node


def table(frame: Frame) -> Iterable[Node]:
    return table_of(frame.children, frame.slots.get("caption", ()), frame.lines)


def details(frame: Frame) -> Iterable[Node]:
    summary = frame.slots.get("summary", ())
    blocks = blocks_of(frame.children)
    return (Details(summary=summary, blocks=blocks, lines=frame.lines),) if summary or blocks else ()


def figure(frame: Frame) -> Iterable[Node]:
    caption = frame.slots.get("figcaption", ())
    blocks = blocks_of(frame.children)
    held = blocks[0].inlines if len(blocks) == 1 and isinstance(blocks[0], Paragraph) else ()
    if len(held) == 1 and isinstance(held[0], Image):
        return (Figure(image=held[0], caption=caption, lines=frame.lines),)
    return (*blocks, *blocks_of(caption, frame.lines))
