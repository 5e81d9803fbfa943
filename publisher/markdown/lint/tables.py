"""Tables: narrow enough for a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.markdown.cjk import is_cjk
from publisher.markdown.lint.manuscript import Manuscript
from publisher.markdown.walk import walk
from publisher.markdown.width import columns
from publisher.model.post import Note
from publisher.model.tree import Cell, Code, Image, Math, MathBlock, Node, Table, Text

PHONE_COLUMNS = 46
"""Columns of 15-pixel print that a phone's 345 pixels beside the margins hold."""
_PADDING = 2  # columns that a cell's padding and border take
_COMFORT = 6  # columns: no cell is squeezed narrower than three Chinese characters if it has that much text
_COMMAND = re.compile(r"\\[A-Za-z]+|[{}^_&\s]")


def tables(about: Manuscript) -> Iterator[Note]:
    for node in about.nodes:
        if not isinstance(node, Table):
            continue
        rows = (*((node.head,) if node.head else ()), *node.rows)
        widths = [
            max(map(_least, column)) + _PADDING for column in zip(*(row.cells for row in rows), strict=False)
        ]
        if sum(widths) > PHONE_COLUMNS:
            yield Note(
                "table-wide",
                f"this table of {len(widths)} columns needs the width of {sum(widths)} letters; "
                f"a phone has about {PHONE_COLUMNS}",
                node.lines[0],
            )


def _least(cell: Cell) -> int:
    """The columns below which a cell cannot shrink: its longest word, where Chinese breaks anywhere."""
    texts = [text for node in walk(cell) for text in _texts(node)]
    longest = max((columns(word) for text in texts for word in _unbreakable(text)), default=0)
    return max(longest, min(sum(map(columns, texts)), _COMFORT))


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node, Text | Code):
        yield node.text
    elif isinstance(node, Math | MathBlock):
        yield _COMMAND.sub(lambda found: "x" if found.group().startswith("\\") else "", node.tex)
    elif isinstance(node, Image):
        yield "x" * _COMFORT


def _unbreakable(text: str) -> Iterator[str]:
    word = ""
    for character in text:
        if character in " \t\n-/" or is_cjk(character):
            yield word
            word = ""
        else:
            word += character
    yield word
