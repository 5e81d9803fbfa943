"""The edges of a line of text: what neither platforms nor readers want there."""

from __future__ import annotations

from dataclasses import replace

from publisher.model.tree import (
    Emphasis,
    HardBreak,
    Inline,
    Inlines,
    Link,
    SoftBreak,
    Strong,
    Styled,
    Text,
)


def trimmed(inlines: Inlines) -> Inlines:
    """Without breaks and blanks at either edge, and without styles that hold nothing."""
    return _cut(_cut(inlines, first=True), first=False)


def _cut(inlines: Inlines, *, first: bool) -> Inlines:
    rest = list(inlines)
    while rest:
        at = 0 if first else -1
        node = _edge(rest[at], first=first)
        if node is not None:
            rest[at] = node
            break
        del rest[at]
    return tuple(rest)


def _edge(node: Inline, *, first: bool) -> Inline | None:
    """An edge of a line without its blanks; None when nothing is left."""
    match node:
        case HardBreak() | SoftBreak():
            return None
        case Text():
            text = node.text.lstrip(" \t\r\n") if first else node.text.rstrip(" \t\r\n")
            return replace(node, text=text) if text else None
        case Emphasis() | Strong() | Styled() | Link():
            inlines = _cut(node.inlines, first=first)
            return replace(node, inlines=inlines) if inlines else None
    return node
