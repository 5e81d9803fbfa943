"""An empty line where a block follows a line of text, for renderers that want one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from publisher.markdown.lines import line_end
from publisher.markdown.rewrite import Edit
from publisher.markdown.walk import children
from publisher.model.tree import (
    Alert,
    Block,
    CodeBlock,
    Document,
    Heading,
    Item,
    List,
    Node,
    Paragraph,
    Quote,
    Table,
    ThematicBreak,
)

from ..passage import Passage

_TEXT = (Paragraph, List, Quote, Alert, Table)
_BLOCKS = (List, Quote, Alert, Heading, CodeBlock, Table, ThematicBreak)


def before_blocks(passage: Passage) -> Iterator[Edit]:
    """pandoc 2.17 takes a list, quote, heading, table or fence right behind text for more text. A list in
    a list it knows."""
    for holder, first, second, depth in _neighbours(passage.document, 0):
        if isinstance(first, _TEXT) and isinstance(second, _BLOCKS):
            if isinstance(holder, Item) and isinstance(second, List):
                continue
            yield from _gap(passage, second, depth)


def before_tables_and_code(passage: Passage) -> Iterator[Edit]:
    """kramdown and kramed take a table right behind text for more text, kramed a fence too."""
    for _, first, second, depth in _neighbours(passage.document, 0):
        if isinstance(first, Paragraph) and isinstance(second, Table | CodeBlock):
            yield from _gap(passage, second, depth)


def _neighbours(holder: Node, depth: int) -> Iterator[tuple[Node, Block, Block, int]]:
    """Blocks of one holder with no empty line between; `depth` counts the quotes they stand in."""
    if isinstance(holder, Document | Quote | Alert | Item):
        for first, second in pairwise(holder.blocks):
            if first.lines[1] and second.lines[0] == first.lines[1] + 1:
                yield holder, first, second, depth
    for inner in children(holder):
        if isinstance(inner, Block):
            yield from _neighbours(inner, depth + isinstance(inner, Quote | Alert))


def _gap(passage: Passage, block: Block, depth: int) -> Iterator[Edit]:
    if not passage.is_blank(block.lines[0] - 1):
        at = passage.lines(block.lines[0], block.lines[0])[0]
        yield Edit(at, at, passage.quotes(block.lines[0], depth) + line_end(passage.text))
