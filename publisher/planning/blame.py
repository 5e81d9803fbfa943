"""Which element of a refused text is the one refused: by asking about parts of it, some log2 times. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, log2

from publisher.planning.spans import Span, read

MOST_FOUND = 5
Taken = Callable[[str], bool]
"""HTML → whether the platform takes it."""


@dataclass(frozen=True, slots=True)
class Refused:
    """What is refused by itself, as `[start, end)` of the text; `block` is where its block begins."""

    start: int
    end: int
    block: int


def blame(html: str, taken: Taken) -> tuple[Refused, ...]:
    """The smallest elements that are refused, in reading order, at most `MOST_FOUND`; () where the text is
    taken. What refuses only together with something before it is found as its last part."""
    found: list[Refused] = []
    while len(found) < MOST_FOUND and not taken(html):
        refused = _first(html, taken)
        found.append(refused)
        blank = "".join(char if char == "\n" else " " for char in html[refused.start : refused.end])
        html = html[: refused.start] + blank + html[refused.end :]
        if not html.strip():
            break
    return tuple(sorted(found, key=lambda each: each.start))


def expected_calls(html: str) -> int:
    """How many questions one refused element of a text of this shape may take."""
    span, calls = read(html), 2
    while span.children:
        calls += 1 + ceil(log2(len(_pieces(html, span)) or 1))
        span = max(span.children, key=lambda child: len(child.children))
    return calls


def _first(html: str, taken: Taken) -> Refused:
    """The first refused element of a refused text: down from the whole, at each level by halves."""
    span, block = read(html), -1
    before, after = "", ""
    while True:
        pieces = _pieces(html, span)
        before += html[span.start : span.inner]
        after = html[span.outer : span.end] + after
        shell = before + after
        if not pieces or (span.tag and not taken(shell)):
            return Refused(span.start, span.end, block if block >= 0 else span.start)
        piece = _guilty(html, span, pieces, _within(before, after, taken))
        if len(pieces) > 1 and block < 0:
            block = piece.start  # the first level that has several: the blocks of the text
        if not piece.children and piece.inner == piece.outer == piece.end:
            return Refused(piece.start, piece.end, block if block >= 0 else piece.start)
        span = piece


def _within(before: str, after: str, taken: Taken) -> Taken:
    return lambda inside: taken(before + inside + after)


def _guilty(html: str, span: Span, pieces: Sequence[Span], taken: Taken) -> Span:
    """The piece with which what is inside the element, read from its beginning, is first refused: all of it
    is."""
    low, high = 0, len(pieces)  # with `low` pieces it is taken, with `high` it is not
    while high - low > 1:
        middle = (low + high) // 2
        if taken(html[span.inner : pieces[middle - 1].end]):
            low = middle
        else:
            high = middle
    return pieces[high - 1]


def _pieces(html: str, span: Span) -> tuple[Span, ...]:
    """What an element is made of: its elements, and the stretches of text between them. One without elements
    has none: its text is not divided."""
    pieces: list[Span] = []
    at = span.inner
    for child in span.children:
        pieces += [*_text(html, at, child.start), child]
        at = child.end
    return (*pieces, *_text(html, at, span.outer)) if pieces else ()


def _text(html: str, start: int, end: int) -> tuple[Span, ...]:
    return (Span("", start, end, end, end),) if html[start:end].strip() else ()
