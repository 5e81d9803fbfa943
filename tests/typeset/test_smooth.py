"""Outlines in fewer curves, and in few characters."""

import math
import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from publisher.typeset import reading, strokes
from publisher.typeset.affine import Point
from publisher.typeset.notation import GRID, moved, written
from publisher.typeset.outlines import Outline
from publisher.typeset.smooth import simplified

LETTER_O = (
    "M201 -11Q126 -11 80 38T34 156Q34 221 64 279T146 380Q222 441 301 441Q333 441 341 440Q354 437 367 433"
    "T402 417T438 387T464 338T476 268Q476 161 390 75T201 -11ZM121 120Q121 70 147 48T206 26"
    "Q250 26 289 58T351 142Q360 163 374 216T388 308Q388 352 370 375Q346 405 306 405Q243 405"
    " 195 347Q158 303 140 230T121 120Z"
)
"""MathJax's o."""


def _points(outline: Outline, pieces: int = 16) -> Iterator[Point]:
    """Points along it, close together."""
    here = begun = (0.0, 0.0)
    for kind, points in outline:
        curve = (here, *(points or (begun,)))
        if kind == "M":
            begun = points[0]
            yield begun
        else:
            yield from (_at(curve, piece / pieces) for piece in range(1, pieces + 1))
        here = curve[-1]


def _at(curve: tuple[Point, ...], t: float) -> Point:
    while len(curve) > 1:
        curve = tuple((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])) for a, b in pairwise(curve))
    return curve[0]


def _furthest(of: Outline, to: Outline) -> float:
    """How far an outline's points lie from another outline, at most."""
    sides = list(pairwise(_points(to, 32)))
    return max(min(_away(point, *side) for side in sides) for point in _points(of))


def _away(point: Point, start: Point, end: Point) -> float:
    across, down = end[0] - start[0], end[1] - start[1]
    length = across * across + down * down
    t = ((point[0] - start[0]) * across + (point[1] - start[1]) * down) / length if length else 0
    t = min(1.0, max(0.0, t))
    return math.dist(point, (start[0] + t * across, start[1] + t * down))


@pytest.mark.parametrize("tolerance", [1.0, 3.0])
def test_a_letter_keeps_its_shape_in_half_as_many_curves(tolerance: float) -> None:
    letter = reading.path(LETTER_O)
    simple = simplified(letter, tolerance)
    assert len(simple) < len(letter) * (0.55 if tolerance > 1 else 0.8)
    assert _furthest(simple, letter) < 1.6 * tolerance
    assert _furthest(letter, simple) < 1.6 * tolerance


def test_corners_and_straight_lines_stay() -> None:
    square = strokes.polygon(strokes.rectangle((200, 100)))
    assert simplified(square, 3) == (*square[:-1], ("L", ((0.0, 0.0),)), ("Z", ()))


def test_all_outlines_run_round_the_same_way() -> None:
    ring = strokes.rectangle((200, 100))
    turned = simplified(strokes.polygon(ring[::-1]), 3)
    corners = {points[-1] for _, points in turned if points}
    assert corners == set(ring)
    hole = (*strokes.polygon(ring[::-1]), *strokes.polygon(strokes.rectangle((200, 100), -20)))
    for outline in (turned, simplified(hole, 3), simplified(reading.path(LETTER_O), 3)):
        assert _area(outline) > 0


def _area(outline: Outline) -> float:
    total, here = 0.0, (0.0, 0.0)
    for kind, points in outline:
        if points:
            end = points[-1]
            total += (here[0] * end[1] - end[0] * here[1]) if kind != "M" else 0
            here = end
    return total


def test_a_filled_shape_is_written_without_its_last_line() -> None:
    square = simplified(strokes.polygon(strokes.rectangle((200, 100))), 3)
    shape = written(square, filled=True)
    assert (shape.begin, shape.rest, shape.end) == ((0, 0), "h40v20h-40", (0, 20))
    assert written(strokes.polygon(strokes.rectangle((200, 100))), filled=False).rest == "h40v20h-40z"


def test_what_is_written_reads_as_what_was_meant() -> None:
    simple = simplified(reading.path(LETTER_O), 3)
    shape = written(simple, filled=False)
    told = re.sub(r"(?<=[0-9])-", " -", f"M{shape.begin[0]} {shape.begin[1]}{shape.rest}")
    told = re.sub(r"([a-z])((?: ?-?\d+)+)", _one_by_one, told)
    back = tuple(
        (kind, tuple((x * GRID, y * GRID) for x, y in points)) for kind, points in reading.path(told)
    )
    assert _furthest(back, simple) <= GRID


def _one_by_one(found: re.Match[str]) -> str:
    """A command for each curve, as `reading` takes them; s is spelt out by nobody here."""
    size = {"q": 4, "c": 6, "l": 2, "t": 2, "m": 2, "h": 1, "v": 1}[found[1]]
    numbers = found[2].split()
    return "".join(found[1] + " ".join(numbers[at : at + size]) for at in range(0, len(numbers), size))


def test_the_way_to_a_shape_is_told_the_shorter_way() -> None:
    assert moved((1000, 0), (998, 0)) == "m2 0"
    assert moved((3, -2), (1000, 500)) == "M3-2"
