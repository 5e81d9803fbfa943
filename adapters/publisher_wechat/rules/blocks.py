"""Rules for what stands on lines of its own."""

from __future__ import annotations

from dataclasses import replace

from publisher.model.tree import (
    Alert,
    Cell,
    Details,
    Division,
    Document,
    Heading,
    More,
    Quote,
    Region,
    Row,
    Table,
    ThematicBreak,
    Toc,
)

from .ink import Ink

ALERTS = {"note": "注", "tip": "提示", "important": "重要", "warning": "警告", "caution": "当心"}
WIDE = 4
"""Columns a phone shows without scrolling."""


def document(ink: Ink, node: Document) -> str:
    return ink.write(node.blocks)


def region(ink: Ink, node: Region) -> str:
    return ink.write(node.blocks)


def heading(ink: Ink, node: Heading) -> str:
    tag = f"h{node.level}"
    return ink.element(tag, ink.write(node.inlines), extra={"text-align": ink.align} if ink.align else {})


def quote(ink: Ink, node: Quote) -> str:
    return ink.element("blockquote", _boxed(ink).write(node.blocks))


def alert(ink: Ink, node: Alert) -> str:
    inner = _boxed(ink)
    title = ink.write(node.title) or ALERTS.get(node.kind, "注")
    content = ink.element("p", title, "p", ".alert-title") + inner.write(node.blocks)
    return ink.element("section", content, ".alert", f".alert-{node.kind}")


def details(ink: Ink, node: Details) -> str:
    inner = _boxed(ink)
    summary = inner.block("p", ink.write(node.summary), (*inner.text, ".summary")) if node.summary else ""
    return ink.element("section", summary + inner.write(node.blocks), ".details")


def division(ink: Ink, node: Division) -> str:
    inner = replace(ink, align=node.align or ink.align)
    content = inner.write(node.blocks)
    style = f' style="text-align:{node.align}"' if node.align else ""
    return f"<section{style}>{content}</section>"


def thematic_break(ink: Ink, _node: ThematicBreak) -> str:
    return f'<hr style="{ink.theme.style(["hr"])}">'


def toc(_ink: Ink, _node: Toc) -> str:
    return ""


def more(_ink: Ink, _node: More) -> str:
    return ""


def table(ink: Ink, node: Table) -> str:
    columns = max((len(row.cells) for row in (node.head, *node.rows) if row), default=0)
    caption = ink.element("p", ink.write(node.caption), ".caption") if node.caption else ""
    head = f"<thead>{_row(ink, node.head, 'th')}</thead>" if node.head else ""
    body = "".join(_row(ink, row, "td") for row in node.rows)
    wide = {"min-width": f"{columns * 90}px"} if columns > WIDE else {}
    content = head + (f"<tbody>{body}</tbody>" if body else "")
    return ink.element("section", ink.element("table", content, extra=wide) + caption, ".scroll")


def _row(ink: Ink, row: Row, tag: str) -> str:
    return f"<tr>{''.join(_cell(ink, cell, tag) for cell in row.cells)}</tr>"


def _cell(ink: Ink, cell: Cell, tag: str) -> str:
    align = {"text-align": cell.align} if cell.align else {}
    return ink.element(tag, ink.write(cell.inlines), extra=align)


def _boxed(ink: Ink) -> Ink:
    """Running text in a box: the box already has the indentation."""
    return replace(ink, indent=0).within(".quote")
