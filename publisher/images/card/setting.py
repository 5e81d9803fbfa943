"""Setting a title: as large as it can be in a box, in lines of like length that part where one pauses."""

from __future__ import annotations

import unicodedata
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

SIZES = (88, 80, 72, 66, 60, 54, 48, 44, 40, 36, 33, 30, 28)
"""Pixels of the em."""
LEADING = 1.3
_NARROW, _BROAD = frozenset("ijlI1|.,:;'`!()[]{}/\\ft-r"), frozenset("mwMWQOGDHN@%&—…")
_OPENING, _CLOSING = frozenset({"Ps", "Pi"}), frozenset({"Pe", "Pf", "Po"})
_ROUGH = {"pause": 0.0, "space": 0.08, "between": 0.2, "within": 0.32}
"""What parting a line costs, beside the unevenness it leaves (squared shares of a line)."""


@dataclass(frozen=True, slots=True)
class Set:
    """A title as it is set: the em in pixels, and its lines."""

    size: int
    lines: tuple[str, ...]


def set_title(words: str, wide: float, high: float) -> Set:
    """The words in a box of that many pixels; those far too many end in an ellipsis."""
    pieces = _pieces(words, wide / SIZES[-1] - width("…"))
    for size in SIZES:
        lines = _parted(pieces, wide / size, int(high / (size * LEADING)))
        if lines:
            return Set(size, lines)
    return Set(SIZES[-1], _shortened(pieces, wide / SIZES[-1], int(high / (SIZES[-1] * LEADING))))


def fitting(words: str, wide: float, size: float) -> str:
    """One line of at most that many pixels, else cut with an ellipsis."""
    if width(words) * size <= wide:
        return words
    while words and width(words + "…") * size > wide:
        words = words[:-1]
    return f"{words.rstrip()}…"


def width(text: str) -> float:
    """em of a line in a bold face, nearly: lines are set from their middle, so a little more is even."""
    return sum(_width(c) for c in text)


def _width(c: str) -> float:
    if unicodedata.category(c) in {"Mn", "Me", "Cf"}:
        return 0
    if unicodedata.east_asian_width(c) in "WFA" and c not in "“”‘’·":
        return 1
    if c in _NARROW or c == " ":
        return 0.36
    return 0.86 if c in _BROAD else 0.7 if c.isupper() else 0.6


def _shortened(pieces: Sequence[str], room: float, most: int) -> tuple[str, ...]:
    """As many of the pieces as there is room for, and an ellipsis."""
    ends = tuple(accumulate(map(width, pieces)))
    for count in range(bisect(ends, room * most), 0, -1):
        lines = _parted((*pieces[: count - 1], f"{pieces[count - 1].rstrip()}…"), room, most)
        if lines:
            return lines
    return ("…",)


def _parted(pieces: Sequence[str], room: float, most: int) -> tuple[str, ...]:
    """The fewest lines of at most `room` em, at most `most` of them, parted where it costs least; () where
    that cannot be done."""
    ends = [0.0, *accumulate(map(width, pieces))]
    for count in range(max(1, int(ends[-1] / room)), most + 1):
        found = _cheapest(pieces, ends, room, count)
        if found:
            return tuple("".join(pieces[a:b]).strip() for a, b in found)
    return ()


def _cheapest(
    pieces: Sequence[str], ends: Sequence[float], room: float, count: int
) -> tuple[tuple[int, int], ...]:
    even = ends[-1] / count
    best: dict[int, tuple[float, tuple[tuple[int, int], ...]]] = {0: (0.0, ())}
    for _ in range(count):
        reached: dict[int, tuple[float, tuple[tuple[int, int], ...]]] = {}
        for start, (cost, lines) in best.items():
            for end in range(start + 1, len(pieces) + 1):
                taken = ends[end] - ends[start] - (0.36 if pieces[end - 1].endswith(" ") else 0)
                if taken > room:
                    break
                uneven = ((even - taken) / even) ** 2
                parting = _ROUGH[_kind(pieces[end - 1], pieces[end])] if end < len(pieces) else 0
                total = cost + uneven + parting
                if end not in reached or total < reached[end][0]:
                    reached[end] = (total, (*lines, (start, end)))
        best = reached
    return best.get(len(pieces), (0.0, ()))[1]


def _kind(before: str, after: str) -> str:
    """What a break between two pieces would part."""
    last, first = before[-1], after[0]
    if unicodedata.category(last) in _CLOSING:
        return "pause"
    if unicodedata.category(last) == "Pd":  # a name of several parts rather stays whole
        return "pause" if _is_wide(first) else "between"
    if last == " ":
        return "space"
    return "between" if _is_wide(last) != _is_wide(first) else "within"


def _is_wide(c: str) -> bool:
    return unicodedata.east_asian_width(c) in "WF"


def _pieces(words: str, most: float) -> tuple[str, ...]:
    """What may not be parted: a word with the space behind it, a Chinese character with its punctuation. A
    word wider than `most` em is cut."""
    found: list[str] = []
    for c in words:
        before = found[-1][-1] if found else ""
        category, earlier = unicodedata.category(c), unicodedata.category(before) if before else ""
        glued = bool(before) and (
            c == " "
            or earlier in _OPENING
            or (category in _CLOSING and before != " ")
            or (category == "Pd" and before != " ")
            or not (_is_wide(c) or _is_wide(before) or before in " -/_")
        )
        if glued and (width(found[-1] + c) <= most or c == " "):
            found[-1] += c
        else:
            found.append(c)
    return tuple(found)
