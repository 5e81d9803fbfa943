"""The rule for tables: the least that shows one; on a phone it scrolls, and no column is squeezed away."""

from __future__ import annotations

from collections.abc import Sequence

from publisher.markdown.plain import plain
from publisher.markdown.walk import transform
from publisher.model.tree import Cell, Math, Node, Row, Table, Text

from .formulas import key
from .ink import COLUMN, Ink, em, room
from .styles import inherited

PHONE = 22
"""em of table text that stand side by side on a phone."""
FIRST, REST = 7, 5
"""em that a column is never narrower than, if it has that much to say: the first names what a row is
about. Below these a browser breaks Chinese after every character."""
LINES, WIDEST = 4, 14
"""How many lines the text of a cell shall take, and the em that a column is widened to for that, where the
table scrolls anyway."""
PADDING = 1.3
"""em that a cell's padding and border take, about; WeChat counts them in a cell's width."""


def table(ink: Ink, node: Table) -> str:
    rows = (node.head, *node.rows) if node.head else node.rows
    if not any(row.cells for row in rows):
        return ""
    floors = _floors(ink, rows)
    needed = sum(floors)
    # what cells share is said once, by the table; the editor is known to keep a cell's own box
    shared = inherited(ink.style(("td",)))
    # a word broken inside reads worse than a table that scrolls
    extra = {**shared, "word-break": "normal", **({"min-width": em(needed)} if needed > PHONE else {})}

    def write(inner: Ink) -> str:
        head = f"<thead>{_row(inner, node.head, 'th', floors)}</thead>" if node.head else ""
        first = () if node.head else floors
        written = [_row(inner, row, "td", () if at else first) for at, row in enumerate(node.rows)]
        return head + (f"<tbody>{''.join(written)}</tbody>" if written else "")

    def scrolling(inner: Ink) -> str:
        return inner.box("table", write, ("table",), extra, running=False)

    caption = ink.element("p", ink.write(node.caption), ".caption") if node.caption else ""
    return ink.box("section", lambda inner: scrolling(inner) + caption, (".scroll",), running=False)


def _row(ink: Ink, row: Row, tag: str, floors: Sequence[float]) -> str:
    widths = (*floors, *(0.0 for _ in row.cells[len(floors) :]))
    cells = (_cell(ink, cell, tag, width) for cell, width in zip(row.cells, widths, strict=False))
    return f"<tr>{''.join(cells)}</tr>"


def _cell(ink: Ink, cell: Cell, tag: str, width: float) -> str:
    style = {"text-align": "left", **ink.style((tag,))} if tag == "th" else dict(ink.style((tag,)))
    if cell.align:
        style["text-align"] = cell.align
    if width:
        style["min-width"] = em(width)
    return ink.dressed(tag, ink.write(cell.inlines), style)


def _floors(ink: Ink, rows: Sequence[Row]) -> tuple[float, ...]:
    """Each column's least width in em, 0 where all columns fit beside each other anyway."""
    count = max(len(row.cells) for row in rows)
    widest = [max(_width(ink, row.cells[at]) for row in rows if at < len(row.cells)) for at in range(count)]
    if sum(widest) + PADDING * count <= PHONE:
        return (0.0,) * count
    floors = [min(width, REST if at else FIRST) + PADDING for at, width in enumerate(widest)]
    if sum(floors) <= PHONE:
        return tuple(floors)
    return tuple(
        max(floor, min(width / LINES, WIDEST) + PADDING) for floor, width in zip(floors, widest, strict=True)
    )


def _width(ink: Ink, cell: Cell) -> float:
    """em of a cell's longest line, each formula as wide as it is drawn."""

    def stand_in(node: Node) -> Node:
        if isinstance(node, Math):
            return Text(text="x" * round(ink.widths.get(key(node), 0) / COLUMN))
        return node

    lines = plain(transform(cell, stand_in)).split("\n")
    return max(room(" ".join(line.split())) for line in lines)
