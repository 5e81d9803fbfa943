"""What a container holds, put in order: blocks among inlines, inlines among blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from publisher.markdown.walk import children, transform
from publisher.model.tree import (
    Block,
    Blocks,
    Cell,
    Code,
    CodeBlock,
    Definition,
    HardBreak,
    Heading,
    Inline,
    Inlines,
    Item,
    List,
    Math,
    MathBlock,
    Node,
    Paragraph,
    Row,
    SoftBreak,
    Text,
)

Lines = tuple[int, int]


def lines_of(nodes: Iterable[Node], default: Lines = (0, 0)) -> Lines:
    """From the first line to the last of several nodes."""
    known = [node.lines for node in nodes if node.lines != (0, 0)]
    return (min(first for first, _ in known), max(last for _, last in known)) if known else default


def joined(nodes: Iterable[Node]) -> Inlines:
    """The inlines, neighbouring texts made one, nothing trimmed."""
    made: list[Inline] = []
    for is_text, run in groupby(nodes, lambda node: isinstance(node, Text)):
        parts = [node for node in run if isinstance(node, Inline)]
        if is_text and len(parts) > 1:
            text = "".join(part.text for part in parts if isinstance(part, Text))
            parts = [Text(text=text, lines=lines_of(parts))]
        made.extend(part for part in parts if not (isinstance(part, Text) and not part.text))
    return tuple(made)


def tidy(nodes: Iterable[Node]) -> Inlines:
    """As `joined`, with line ends and spaces at both ends gone."""
    made = list(joined(nodes))
    while made and _is_blank(made[0]):
        made.pop(0)
    while made and _is_blank(made[-1]):
        made.pop()
    if made and isinstance(made[0], Text):
        made[0] = replace(made[0], text=made[0].text.lstrip(" \t\n"))
    if made and isinstance(made[-1], Text):
        made[-1] = replace(made[-1], text=made[-1].text.rstrip(" \t\n"))
    return tuple(made)


def _is_blank(node: Node) -> bool:
    return isinstance(node, SoftBreak | HardBreak) or (
        isinstance(node, Text) and not node.text.strip(" \t\n")
    )


def blocks_of(nodes: Sequence[Node], lines: Lines = (0, 0)) -> Blocks:
    """Blocks only: every run of inlines becomes a paragraph; `lines` are those of a run that knows none."""
    made: list[Block] = []
    alone = not any(isinstance(node, Block) for node in nodes)
    for is_block, run in groupby(nodes, lambda node: isinstance(node, Block)):
        if is_block:
            made.extend(block for node in run for block in _settled(node))
        elif inlines := tidy(run):
            made.append(_paragraph(inlines, lines if alone and lines != (0, 0) else lines_of(inlines, lines)))
    return tuple(made)


def _paragraph(inlines: Inlines, lines: Lines) -> Block:
    """A formula that fills its paragraph is a block of its own."""
    if len(inlines) == 1 and isinstance(inlines[0], Math) and inlines[0].display:
        return MathBlock(tex=inlines[0].tex, lines=lines, span=inlines[0].span)
    return Paragraph(inlines=inlines, lines=lines)


def _settled(node: Node) -> Iterator[Block]:
    """A block as it may stand anywhere: parts of lists and tables outside theirs give what they hold."""
    if isinstance(node, Item):
        yield from node.blocks
    elif isinstance(node, Definition):
        if node.term:
            yield Paragraph(inlines=node.term, lines=node.lines)
        for blocks in node.descriptions:
            yield from blocks
    elif isinstance(node, Row):
        for cell in node.cells:
            yield from _settled(cell)
    elif isinstance(node, Cell):
        if node.inlines:
            yield Paragraph(inlines=node.inlines, lines=node.lines)
    elif isinstance(node, Block):
        yield node


def inlines_of(nodes: Sequence[Node]) -> Inlines:
    """Inlines only, for places that take no blocks (headings, cells): each block on a line of its own."""
    made: list[Inline] = []
    for is_block, run in groupby(nodes, lambda node: isinstance(node, Block)):
        held = list(run)
        parts = [_flat(node) for node in held] if is_block else [tidy(held)]
        for part in filter(None, parts):
            if made:
                made.append(HardBreak(lines=lines_of(part)))
            made.extend(part)
    return tidy(made)


def _flat(node: Node) -> Inlines:
    if isinstance(node, CodeBlock):
        codes = (Code(text=line, lines=node.lines) for line in node.code.split("\n") if line)
        return _separated([(code,) for code in codes])
    if isinstance(node, MathBlock):
        return (Math(tex=node.tex, display=True, lines=node.lines, span=node.span),)
    if isinstance(node, List):
        return _separated([_marked(node, number, item) for number, item in enumerate(node.items, node.start)])
    below = tuple(children(node))
    if any(isinstance(child, Block) for child in below):
        return inlines_of(below)
    return tidy(below)


def _marked(node: List, number: int, item: Item) -> Inlines:
    marker = f"{number}. " if node.ordered else "• "
    return (Text(text=marker, lines=item.lines), *inlines_of(item.blocks))


def _separated(parts: Sequence[Inlines]) -> Inlines:
    made: list[Inline] = []
    for part in parts:
        if made:
            made.append(HardBreak(lines=lines_of(part)))
        made.extend(part)
    return tuple(made)


def wrap(nodes: Sequence[Node], make: Callable[[Inlines], Inline]) -> list[Node]:
    """An inline element around what it holds; around blocks, it goes into their texts."""

    def within(node: Node) -> Node:
        if isinstance(node, Paragraph | Heading | Cell) and node.inlines:
            return replace(node, inlines=(replace(make(node.inlines), lines=lines_of(node.inlines)),))
        return node

    made: list[Node] = []
    mixed = any(isinstance(node, Block) for node in nodes)
    for is_block, run in groupby(nodes, lambda node: isinstance(node, Block)):
        held = list(run)
        if is_block:
            made.extend(transform(node, within) for node in held)
        elif inlines := tidy(held) if mixed else joined(held):
            made.append(replace(make(inlines), lines=lines_of(inlines)))
    return made
