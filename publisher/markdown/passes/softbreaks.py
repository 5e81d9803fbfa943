"""Line ends that mean nothing: gone between Chinese characters, a space elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from publisher.markdown.cjk import is_chinese_text
from publisher.markdown.walk import children, transform
from publisher.model.tree import Document, HardBreak, Inline, Node, SoftBreak, Text


def join(document: Document) -> Document:
    """A copy without SoftBreak: between two Chinese characters or marks it disappears, else it is a space."""
    return transform(document, _joined)


def _joined(node: Node) -> Node:
    changed: dict[str, Any] = {}
    for name in ("inlines", "title", "term", "summary", "caption", "base"):
        old = getattr(node, name, None)
        if isinstance(old, tuple) and any(isinstance(inline, SoftBreak) for inline in old):
            changed[name] = _without_breaks(old)
    return replace(node, **changed) if changed else node


def _without_breaks(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    made: list[Inline] = []
    for at, inline in enumerate(inlines):
        if isinstance(inline, SoftBreak):
            left = inlines[at - 1] if at else None
            right = inlines[at + 1] if at + 1 < len(inlines) else None
            if _needs_space(left, right):
                _append(made, Text(text=" ", lines=inline.lines))
        else:
            _append(made, inline)
    return tuple(made)


def _needs_space(left: Inline | None, right: Inline | None) -> bool:
    if left is None or right is None or isinstance(left, HardBreak) or isinstance(right, HardBreak):
        return False
    before, after = _edge(left, -1), _edge(right, 0)
    return not (is_chinese_text(before) and is_chinese_text(after))


def _append(made: list[Inline], inline: Inline) -> None:
    last = made[-1] if made else None
    if isinstance(last, Text) and isinstance(inline, Text):
        made[-1] = Text(text=last.text + inline.text, lines=(last.lines[0], inline.lines[1]))
    else:
        made.append(inline)


def _edge(node: Node, side: int) -> str:
    """The character readers see at one end of a node; "a" stands for what is no text."""
    if isinstance(node, Text):
        return node.text[side] if node.text else "a"
    below = tuple(children(node))
    return _edge(below[side], side) if below else "a"
