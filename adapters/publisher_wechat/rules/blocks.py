"""Rules for what stands on lines of its own."""

from __future__ import annotations

from dataclasses import replace

from publisher.model.tree import (
    Alert,
    Details,
    Division,
    Document,
    Heading,
    More,
    Quote,
    Region,
    ThematicBreak,
)

from .ink import Ink
from .styles import text_of

ALERTS = {"note": "注", "tip": "提示", "important": "重要", "warning": "警告", "caution": "当心"}


def document(ink: Ink, node: Document) -> str:
    return ink.write(node.blocks)


def region(ink: Ink, node: Region) -> str:
    return ink.write(node.blocks)


def heading(ink: Ink, node: Heading) -> str:
    tag = f"h{node.level}"
    return ink.block(tag, ink.write(node.inlines), (tag,))


def quote(ink: Ink, node: Quote) -> str:
    return _boxed(ink).box("blockquote", lambda inner: inner.write(node.blocks), ("blockquote",))


def alert(ink: Ink, node: Alert) -> str:
    def write(inner: Ink) -> str:
        title = inner.write(node.title) or ALERTS.get(node.kind, ALERTS["note"])
        return inner.block("p", title, (*ink.text, ".alert-title")) + inner.write(node.blocks)

    return _boxed(ink).box("section", write, (".alert", f".alert-{node.kind}"))


def details(ink: Ink, node: Details) -> str:
    def write(inner: Ink) -> str:
        words = inner.write(node.summary)
        summary = inner.block("p", words, (*inner.text, ".summary")) if words else ""
        return summary + inner.write(node.blocks)

    return _boxed(ink).box("section", write, (".details",))


def division(ink: Ink, node: Division) -> str:
    """Set apart by its alignment alone; without one there is nothing to see of it."""
    if not node.align:
        return ink.write(node.blocks)
    return replace(ink, align=node.align).box("section", lambda inner: inner.write(node.blocks))


def thematic_break(ink: Ink, _node: ThematicBreak) -> str:
    style = text_of(ink.style(("hr",)))
    return f'<hr style="{style}">' if style else "<hr>"


def more(_ink: Ink, _node: More) -> str:
    return ""


def _boxed(ink: Ink) -> Ink:
    return ink.within(".quote")
