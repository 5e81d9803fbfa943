"""The stretches of a source that become lines on a platform, each with what finds it again. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from publisher.markdown.lines import line_starts
from publisher.markdown.walk import children, walk
from publisher.model.tree import (
    Block,
    Cell,
    Code,
    CodeBlock,
    Document,
    Figure,
    Heading,
    Image,
    Item,
    Link,
    Math,
    MathBlock,
    Node,
    Paragraph,
    Region,
    Row,
    Text,
)
from publisher.planning.marks import words

LIKE, CLEARLY = 0.75, 0.05
"""How alike a line and a stretch must be where neither holds the other, and how much more than any other."""
LEAST = 4
"""Letters from which a line that is but part of a stretch is looked for."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A paragraph, heading, row or caption. `start` and `end` are its whole lines in the source, those of
    `owner` are what goes when it goes: the list item it is all of. `letters` are what a reader sees;
    `masked` are offsets that are no words: addresses and formulas."""

    node: Block
    start: int
    end: int
    owner: tuple[int, int]
    letters: str
    masked: frozenset[int]
    item: bool = False


def leaves(document: Document, text: str) -> tuple[Leaf, ...]:
    """All of a document's, in reading order; what is generated has none."""
    starts = [*line_starts(text), len(text)]
    return tuple(_leaves(document, document, text, starts))


def find(line: str, among: Sequence[Leaf]) -> Leaf | None:
    """The one leaf a line was made of; None where none is, or several may be."""
    letters = words(line)
    if not letters:
        return None
    same = [leaf for leaf in among if leaf.letters == letters]
    if same or len(letters) < LEAST:
        return same[0] if len(same) == 1 else None
    holding = [leaf for leaf in among if letters in leaf.letters]
    if holding:
        return holding[0] if len(holding) == 1 else None
    scored = sorted(((_likeness(letters, leaf.letters), at) for at, leaf in enumerate(among)), reverse=True)
    if not scored or scored[0][0] < LIKE or (len(scored) > 1 and scored[0][0] - scored[1][0] < CLEARLY):
        return None
    return among[scored[0][1]]


def _leaves(node: Node, owner: Block, text: str, starts: Sequence[int]) -> Iterator[Leaf]:
    if isinstance(node, Region | CodeBlock | MathBlock):
        return
    if isinstance(node, Item):
        owner = node if len(node.blocks) == 1 else owner
    if isinstance(node, Paragraph | Heading | Row | Figure) and node.lines[0]:
        start, end = _span(node, starts)
        whole = owner if isinstance(owner, Item) else node
        seen = "".join(_letters(node))
        masked = frozenset(_masked(node, text))
        yield Leaf(node, start, end, _span(whole, starts), words(seen), masked, isinstance(owner, Item))
        return
    for child in children(node):
        inner = owner if isinstance(node, Item) and len(node.blocks) == 1 else node
        yield from _leaves(child, inner if isinstance(inner, Block) else owner, text, starts)


def _span(node: Block, starts: Sequence[int]) -> tuple[int, int]:
    first, last = node.lines
    return starts[first - 1], starts[min(last, len(starts) - 1)]


def is_picture(node: Node) -> bool:
    """Whether a block is a picture alone, whose title or description may be shown below it."""
    inlines = node.inlines if isinstance(node, Paragraph) else ()
    return isinstance(node, Figure) or (len(inlines) == 1 and isinstance(inlines[0], Image))


def _letters(node: Node) -> Iterator[str]:
    pictures = is_picture(node)
    for inner in walk(node):
        if pictures and isinstance(inner, Image):
            yield inner.title or inner.alt
        if isinstance(inner, Text | Code):
            yield inner.text.replace("<", "&lt;")
        elif isinstance(inner, Cell):
            yield " "


def _masked(node: Node, text: str) -> Iterator[int]:
    for inner in walk(node):
        if inner.span is None:
            continue
        start, end = inner.span
        if isinstance(inner, Math):
            yield from range(start, end)
        elif isinstance(inner, Link | Image):
            closing = text.rfind("](", start, end)
            last = text.find(inner.src, closing) + len(inner.src) if isinstance(inner, Image) else end
            yield from range(closing, last) if closing >= 0 else ()


def _likeness(one: str, other: str) -> float:
    like = SequenceMatcher(None, one, other, autojunk=False)
    return like.ratio() if like.quick_ratio() >= LIKE else 0.0
