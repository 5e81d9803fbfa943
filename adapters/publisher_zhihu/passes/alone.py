"""A line that is only a picture, or only a link, stands alone: seen before lines are joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from publisher.markdown.walk import transform
from publisher.model.tree import (
    Document,
    HardBreak,
    Image,
    Inline,
    Inlines,
    Link,
    Node,
    Paragraph,
    SoftBreak,
    Text,
)


def set_apart(document: Document) -> Document:
    """Paragraphs cut around each line that holds nothing but pictures, linked or not, or but one link: as
    lines are joined, a list of links would run together, and none could become a card."""

    def change(node: Node) -> Node | tuple[Node, ...]:
        return tuple(_cut(node)) if isinstance(node, Paragraph) else node

    return transform(document, change)


def _cut(node: Paragraph) -> Iterator[Paragraph]:
    """Lines that do not stand alone stay together, with the breaks between them."""
    lines = list(_lines(node.inlines))
    if len(lines) == 1:
        yield node
        return
    for alone, run in groupby(lines, _stands_alone):
        for inlines in run if alone else (tuple(inline for line in run for inline in line),):
            known = [inline.lines for inline in inlines if inline.lines != (0, 0)]
            span = (known[0][0], known[-1][1]) if known else node.lines
            yield replace(node, inlines=inlines, lines=span, span=None)


def _lines(inlines: Inlines) -> Iterator[Inlines]:
    """Each with the break that ends it."""
    line: list[Inline] = []
    for inline in inlines:
        line.append(inline)
        if isinstance(inline, SoftBreak | HardBreak):
            yield tuple(line)
            line = []
    yield tuple(line)


def _stands_alone(line: Inlines) -> bool:
    words = [inline for inline in line if not _is_blank(inline)]
    if len(words) == 1 and isinstance(words[0], Link):
        return True
    return bool(words) and all(map(_is_picture, words))


def _is_picture(inline: Inline) -> bool:
    if isinstance(inline, Link):
        return bool(inline.inlines) and all(_is_picture(inner) for inner in inline.inlines)
    return isinstance(inline, Image)


def _is_blank(inline: Inline) -> bool:
    if isinstance(inline, Text):
        return not inline.text.strip()
    return isinstance(inline, SoftBreak | HardBreak)
