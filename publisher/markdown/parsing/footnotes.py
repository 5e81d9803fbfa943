"""Footnotes: numbered in the order of first use, gathered at the document's end."""

from __future__ import annotations

from dataclasses import replace

from publisher.markdown.parsing.content import lines_of
from publisher.markdown.walk import transform, walk
from publisher.model.post import Note
from publisher.model.tree import Document, Footnote, FootnoteRef, Footnotes, Node, Text


def gather(document: Document) -> tuple[Document, tuple[Note, ...]]:
    """The document with its notes at the end; a note that nothing refers to is left out with a Note."""
    nodes = [node for node in walk(document) if isinstance(node, Footnote | FootnoteRef)]
    if not nodes:
        return document, ()
    known = {node.label for node in nodes if isinstance(node, Footnote)}
    if any(node.label not in known for node in nodes):
        document = transform(document, lambda node: _defined(node, known))
    found = [node for node in walk(document) if isinstance(node, Footnote)]
    by_label: dict[str, Footnote] = {}
    for note in found:
        by_label.setdefault(note.label, note)
    body = transform(document, lambda node: () if isinstance(node, Footnote) else node)
    numbers: dict[str, int] = {}
    _number(body, numbers)
    done = 0
    while done < len(numbers):  # notes may refer to further notes
        _number(by_label[list(numbers)[done]], numbers)
        done += 1

    def numbered(node: Node) -> Node:
        if isinstance(node, FootnoteRef | Footnote):
            return replace(node, number=numbers[node.label])
        return node

    notes = tuple(transform(_without_inner(by_label[label]), numbered) for label in numbers)
    lost = tuple(
        Note("footnote-unused", f"[^{note.label}] is never referred to", note.lines[0])
        for note in found
        if note.label not in numbers or note is not by_label[note.label]
    )
    body = transform(body, numbered)
    if notes:
        gathered = Footnotes(notes=notes, lines=lines_of(notes))
        body = replace(body, blocks=(*body.blocks, gathered))
    return body, lost


def _defined(node: Node, known: set[str]) -> Node:
    """A note that was left out with what it stood in (a `<select>`) leaves its sign as text."""
    if isinstance(node, FootnoteRef) and node.label not in known:
        return Text(text=f"[^{node.label}]", lines=node.lines)
    return node


def _number(node: Node, numbers: dict[str, int]) -> None:
    for below in walk(node):
        if isinstance(below, FootnoteRef):
            numbers.setdefault(below.label, len(numbers) + 1)


def _without_inner(note: Footnote) -> Footnote:
    """A note defined within another one is a note of its own."""
    blocks = tuple(
        transform(block, lambda node: () if isinstance(node, Footnote) else node)
        for block in note.blocks
        if not isinstance(block, Footnote)
    )
    return replace(note, blocks=blocks)
