"""Rows and cells as they come, made into tables in which every row has as many cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from publisher.markdown.parsing.content import Lines, blocks_of, inlines_of, lines_of
from publisher.model.tree import Block, Cell, Inlines, Node, Row, Table

WIDEST = 1000  # cells a colspan may make; what HTML itself allows


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseCell(Cell):
    """A cell while its table is being read: `heading` for th, and how far it reaches."""

    heading: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadRow(Row):
    """A row of a thead, while its table is being read."""


def span_of(value: str) -> int:
    """A colspan or rowspan: at least 1."""
    found = re.match(r"\s*(\d{1,4})", value)
    return min(max(int(found[1]), 1), WIDEST) if found else 1


def row_of(nodes: Sequence[Node], lines: Lines) -> Row:
    """A row of the cells among some nodes; other content becomes a cell of its own."""
    cells: list[Cell] = []
    stray: list[Node] = []
    for node in [*nodes, None]:
        if node is not None and not isinstance(node, Cell):
            stray.append(node)
            continue
        if inlines := inlines_of(stray):
            cells.append(LooseCell(inlines=inlines, lines=lines_of(inlines)))
        stray = []
        if node is not None:
            cells.append(node)
    return Row(cells=tuple(cells), lines=lines)


def table_of(nodes: Sequence[Node], caption: Inlines, lines: Lines) -> Iterator[Block]:
    """The table, after whatever stood in it but in no row. The first row of a thead, or a first row of
    nothing but headings, is the head."""
    rows = [node for node in nodes if isinstance(node, Row)]
    yield from blocks_of([node for node in nodes if not isinstance(node, Row)], lines)
    if not rows:
        if caption:
            yield from blocks_of(caption, lines)
        return
    has_head = isinstance(rows[0], HeadRow) or all(
        isinstance(cell, LooseCell) and cell.heading for cell in rows[0].cells
    )
    grid = _grid(rows)
    yield Table(head=grid[0] if has_head else None, rows=tuple(grid[has_head:]), caption=caption, lines=lines)


def _grid(rows: Sequence[Row]) -> list[Row]:
    """Cells that reach over others leave empty ones there; short rows are filled up."""
    taken: dict[tuple[int, int], Cell] = {}
    for y, row in enumerate(rows):
        x = 0
        for cell in row.cells:
            while (y, x) in taken:
                x += 1
            columns, height = (cell.columns, cell.rows) if isinstance(cell, LooseCell) else (1, 1)
            plain = Cell(inlines=cell.inlines, align=cell.align, lines=cell.lines)
            for below in range(min(height, len(rows) - y)):
                for right in range(columns):
                    taken.setdefault((y + below, x + right), replace(plain, inlines=()))
            taken[y, x] = plain
            x += columns
    width = max((x for _, x in taken), default=-1) + 1
    aligns = [taken[0, x].align if (0, x) in taken else "" for x in range(width)]
    return [
        Row(
            cells=tuple(taken.get((y, x), Cell(align=aligns[x], lines=row.lines)) for x in range(width)),
            lines=row.lines,
        )
        for y, row in enumerate(rows)
    ]
