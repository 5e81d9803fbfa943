"""Stretches of a text: where code stands, what lies within what."""

from __future__ import annotations

from collections.abc import Iterable

from publisher.markdown.lines import line_starts
from publisher.markdown.walk import walk
from publisher.model.tree import Code, CodeBlock, Document

Span = tuple[int, int]
"""Half-open range of character offsets."""


def code(text: str, document: Document) -> tuple[Span, ...]:
    """Where code stands as code: spans and blocks, not those that a source tag makes."""
    starts = line_starts(text)
    found: list[Span] = []
    for node in walk(document):
        if isinstance(node, Code) and node.span:
            found.append(node.span)
        elif isinstance(node, CodeBlock) and node.lines[0]:
            span = lines(starts, node.lines, len(text))
            if not text[slice(*span)].lstrip(" \t>").startswith(("{%", "{{")):
                found.append(span)
    return tuple(found)


def lines(starts: tuple[int, ...], between: tuple[int, int], end: int) -> Span:
    """Whole lines, first to last (1-based, inclusive), without the last one's end being cut off."""
    first, last = between
    return starts[first - 1], starts[last] if last < len(starts) else end


def inside(span: Span, ranges: Iterable[Span]) -> bool:
    """Whether a span shares a character with one of the ranges."""
    return any(start < span[1] and span[0] < end for start, end in ranges)


def masked(text: str, offset: int, ranges: Iterable[Span]) -> str:
    """A stretch of a text that begins at `offset` there, with spaces where the ranges lie."""
    for start, end in ranges:
        first, last = max(start - offset, 0), min(end - offset, len(text))
        if first < last:
            text = text[:first] + " " * (last - first) + text[last:]
    return text
