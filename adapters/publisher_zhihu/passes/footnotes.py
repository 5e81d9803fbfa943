"""Footnotes → Zhihu's inline references: a text and one address each, numbered by first use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from publisher.markdown.plain import plain
from publisher.markdown.walk import transform, walk
from publisher.model.post import Note
from publisher.model.rendition import LinkUse
from publisher.model.tree import (
    Block,
    Blocks,
    CodeBlock,
    Document,
    Figure,
    Footnote,
    FootnoteRef,
    Footnotes,
    Image,
    Inline,
    Link,
    List,
    Math,
    MathBlock,
    Node,
    Paragraph,
    Quote,
    Region,
    Table,
    Text,
    ThematicBreak,
)

from .spans import plain_text

RICH = (Math, MathBlock, CodeBlock, Table, Figure, Image, List, Quote)
"""What a reference's plain text cannot carry."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What Zhihu shows for one number."""

    text: str
    url: str = ""


References = Mapping[int, Reference]


def refer(document: Document) -> tuple[Document, References, tuple[LinkUse, ...], tuple[Note, ...]]:
    """References by number; a note that plain text cannot carry is printed at the end of the article and
    referred to from there. A reference to no note becomes its label as text."""
    notes = {
        note.label: note for block in walk(document) if isinstance(block, Footnotes) for note in block.notes
    }
    body = _without_notes(document)
    numbers: dict[str, int] = {}
    for node in walk(body):
        if isinstance(node, FootnoteRef) and node.label in notes:
            numbers.setdefault(node.label, len(numbers) + 1)
    references: dict[int, Reference] = {}
    links: list[LinkUse] = []
    told: list[Note] = []
    endnotes: list[Block] = []
    for label, number in numbers.items():
        note = notes[label]
        if any(isinstance(node, RICH) for node in walk(note)):
            references[number] = Reference(f"见文末注 {number}")
            endnotes.extend(_endnote(note, number))
            detail = f"note {number} holds more than text: printed at the end"
            told.append(Note("footnote-at-end", detail, note.lines[0]))
        else:
            references[number], used = _reference(note)
            links.extend(used)

    def number_it(node: Node) -> Node:
        if not isinstance(node, FootnoteRef):
            return node
        if node.label in numbers:
            return replace(node, number=numbers[node.label])
        return Text(text=f"[{node.label}]", lines=node.lines)

    at = _end_of_text(body.blocks)
    blocks = (*body.blocks[:at], *endnotes, *body.blocks[at:])
    numbered = transform(replace(body, blocks=blocks), number_it)
    return numbered, references, tuple(links), tuple(told)


def _end_of_text(blocks: Blocks) -> int:
    """Where the author's text ends and what a template puts beneath it begins."""
    at = len(blocks)
    while at and isinstance(blocks[at - 1], Region):
        at -= 1
        while at and isinstance(blocks[at - 1], ThematicBreak):
            at -= 1
    return at


def _without_notes(document: Document) -> Document:
    return transform(document, lambda node: () if isinstance(node, Footnotes) else node)


def _reference(note: Footnote) -> tuple[Reference, tuple[LinkUse, ...]]:
    """The note in one line. The first link gives the address, further ones stand in the text."""
    links = [node for node in walk(note) if isinstance(node, Link)]
    first = links[0] if links else None
    uses = tuple(
        LinkUse(
            link.url,
            plain_text(link.inlines),
            "reference" if link is first else "text",
            link.own,
            link.lines[0],
        )
        for link in links
    )

    def spell(node: Node) -> Node | tuple[Node, ...]:
        if isinstance(node, FootnoteRef):
            return Text(text=f"[{node.label}]")
        if isinstance(node, Link):
            told = node.url == (first.url if first else "") or node.url in plain_text(node.inlines)
            return node.inlines if told else (*node.inlines, Text(text=f"（{node.url}）"))
        return node

    text = " ".join(" ".join(plain(transform(block, spell)).split()) for block in note.blocks).strip()
    return Reference(text, first.url if first else ""), uses


def _endnote(note: Footnote, number: int) -> Blocks:
    head = Text(text=f"注 {number}：", lines=note.lines)
    first, rest = note.blocks[0], note.blocks[1:]
    if isinstance(first, Paragraph):
        inlines: tuple[Inline, ...] = (head, *first.inlines)
        return (replace(first, inlines=inlines), *rest)
    return (Paragraph(inlines=(head,), lines=note.lines), first, *rest)
