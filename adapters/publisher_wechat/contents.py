"""A table of contents as WeChat can show it: a plain list, since nothing on the page can be jumped to."""

from __future__ import annotations

from dataclasses import replace

from publisher.markdown.walk import transform, walk
from publisher.model.post import Note
from publisher.model.tree import (
    Blocks,
    Document,
    FootnoteRef,
    Heading,
    Image,
    Inlines,
    Item,
    Link,
    List,
    Node,
    Paragraph,
    Region,
    Strong,
    Text,
    Toc,
)

FEWEST = 3
"""Headings; fewer are no contents."""


def fill(document: Document) -> tuple[Document, tuple[Note, ...]]:
    """Each marker replaced by the headings of the two highest levels there are, and a note at its line."""
    markers = [node for node in walk(document) if isinstance(node, Toc)]
    if not markers:
        return document, ()
    listed = _listed(_headings(document))

    def change(node: Node) -> Node | tuple[Node, ...]:
        return listed if isinstance(node, Toc) else node

    said = (
        "the table of contents is a plain list: readers cannot jump from it"
        if listed
        else "the table of contents is left out: there are too few headings"
    )
    return transform(document, change), tuple(Note("contents-plain", said, node.lines[0]) for node in markers)


def _headings(document: Document) -> list[Heading]:
    """The author's; a generated block has no place in the contents."""
    found = []
    for block in document.blocks:
        if not isinstance(block, Region):
            found += [node for node in walk(block) if isinstance(node, Heading)]
    levels = sorted({heading.level for heading in found})[:2]
    return [heading for heading in found if heading.level in levels]


def _listed(headings: list[Heading]) -> Blocks:
    if len(headings) < FEWEST:
        return ()
    top = min(heading.level for heading in headings)
    items: list[Item] = []
    for heading in headings:
        item = Item(blocks=(Paragraph(inlines=_words(heading)),))
        if heading.level == top or not items:
            items.append(item)
            continue
        above = items[-1].blocks
        below = above[1] if len(above) > 1 else List(ordered=False)
        assert isinstance(below, List)
        items[-1] = Item(blocks=(above[0], replace(below, items=(*below.items, item))))
    return Paragraph(inlines=(Strong(inlines=(Text(text="目录"),)),)), List(ordered=False, items=tuple(items))


def _words(heading: Heading) -> Inlines:
    def bare(node: Node) -> Node | tuple[Node, ...]:
        if isinstance(node, Link):
            return node.inlines
        return () if isinstance(node, FootnoteRef | Image) else replace(node, lines=(0, 0), span=None)

    return transform(Paragraph(inlines=heading.inlines), bare).inlines
