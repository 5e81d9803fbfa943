"""A line that is only a picture, or only a link, stands alone: seen before lines are joined."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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

Lines = tuple[Inlines, ...]


def set_apart(document: Document, *, links: bool) -> Document:
    """A copy with paragraphs cut around each line that holds nothing but pictures, linked or not: as lines
    are joined, it would end up inside a sentence. With `links` also around each line that is but one link,
    so that it can become a card; else a list of such lines keeps its line ends, so that they do not run
    together."""

    def change(node: Node) -> Node | tuple[Node, ...]:
        if not isinstance(node, Paragraph):
            return node
        lines = tuple(_lines(node.inlines))
        if len(lines) == 1:
            return node
        if links:
            return tuple(_cut(node, lines, lambda line: _is_link(line) or _holds_pictures(line)))
        return tuple(_cut(node, _listed(lines), _holds_pictures))

    return transform(document, change)


def _cut(node: Paragraph, lines: Lines, stands_alone: Callable[[Inlines], bool]) -> Iterator[Paragraph]:
    """Lines that do not stand alone stay together, with the breaks between them."""
    for alone, run in groupby(lines, stands_alone):
        for inlines in run if alone else (tuple(inline for line in run for inline in line),):
            known = [inline.lines for inline in inlines if inline.lines != (0, 0)]
            span = (known[0][0], known[-1][1]) if known else node.lines
            yield replace(node, inlines=inlines, lines=span, span=None)


def _listed(lines: Lines) -> Lines:
    """The lines, those of a list of links and the one before it ended for good. One such line alone may be
    prose that happens to be wrapped there."""
    made: list[Inlines] = []
    for is_link, run in groupby(lines, _is_link):
        links = tuple(run)
        if is_link and len(links) > 1:
            made[-1:] = map(_ended, made[-1:])
            links = tuple(map(_ended, links))
        made += links
    return tuple(made)


def _ended(line: Inlines) -> Inlines:
    return (*line[:-1], HardBreak(lines=line[-1].lines)) if isinstance(line[-1], SoftBreak) else line


def _lines(inlines: Inlines) -> Iterator[Inlines]:
    """Each with the break that ends it."""
    line: list[Inline] = []
    for inline in inlines:
        line.append(inline)
        if isinstance(inline, SoftBreak | HardBreak):
            yield tuple(line)
            line = []
    yield tuple(line)


def _is_link(line: Inlines) -> bool:
    words = [inline for inline in line if not _is_blank(inline)]
    return len(words) == 1 and isinstance(words[0], Link)


def _holds_pictures(line: Inlines) -> bool:
    words = [inline for inline in line if not _is_blank(inline)]
    return bool(words) and all(map(_is_picture, words))


def _is_picture(inline: Inline) -> bool:
    if isinstance(inline, Link):
        return bool(inline.inlines) and all(_is_picture(inner) for inner in inline.inlines)
    return isinstance(inline, Image)


def _is_blank(inline: Inline) -> bool:
    if isinstance(inline, Text):
        return not inline.text.strip()
    return isinstance(inline, SoftBreak | HardBreak)
