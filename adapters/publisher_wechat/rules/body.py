"""The whole body of an article, as pieces that can be counted one by one."""

from __future__ import annotations

from publisher.model.tree import Document

from ..measure import Piece
from .ink import Ink
from .paragraphs import addresses

MIDDLE = "\x00"


def body(ink: Ink, document: Document, ends: tuple[tuple[str, str], ...]) -> tuple[Piece, ...]:
    """One root with all styles that running text shares, its blocks, then the addresses of its links."""
    found: list[Piece] = []

    def write(inner: Ink) -> str:
        found.extend(Piece(inner.write(block), block) for block in document.blocks)
        found.append(Piece(addresses(inner, ends), kind="references"))
        return MIDDLE

    head, _, tail = ink.box("section", write, (".article",)).partition(MIDDLE)
    return Piece(head), *found, Piece(tail)
