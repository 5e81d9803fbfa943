"""Outlines → the `d` of a path, in as few characters as it takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from publisher.typeset.affine import Point
from publisher.typeset.outlines import Outline

GRID = 5
"""Thousandths of an em to one unit of what is written: a twelfth of a pixel in text of 16 pixels. What is
off by half of that is seen on no screen."""
Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Written:
    """An outline relative to where its origin is put, in units of the grid: its first point, the `d` that
    goes on from there, and where that ends."""

    begin: Spot
    rest: str
    end: Spot


def written(outline: Outline, *, filled: bool) -> Written:
    """Points are rounded, not the steps between them, so that errors do not add up. A filled shape needs no
    closing: the area does that."""
    begin = spot_of(outline[0][1][0])
    pen = _Pen(begin)
    for (kind, points), (following, _) in zip(outline[1:], (*outline[2:], ("M", ())), strict=True):
        if kind == "Z":
            pen.close(filled)
        else:
            ends = filled and following in {"Z", "M"}
            pen.draw(kind, tuple(map(spot_of, points)), may_be_left_out=ends and kind == "L")
    return Written(begin, "".join(pen.made), pen.here)


def moved(to: Spot, here: Spot) -> str:
    """The shorter way to say where a shape begins."""
    absolute, relative = "M" + _numbers(to), "m" + _numbers((to[0] - here[0], to[1] - here[1]))
    return min(absolute, relative, key=len)


class _Pen:
    def __init__(self, begin: Spot) -> None:
        self.begun = self.here = begin
        self.made: list[str] = []
        self._command = ""
        self._mirrored: tuple[str, Spot] | None = None  # the control that `t` or `s` would take

    def draw(self, kind: str, spots: tuple[Spot, ...], *, may_be_left_out: bool) -> None:
        here, end = self.here, spots[-1]
        if kind == "M":
            self._write("m", (end[0] - here[0], end[1] - here[1]))
            self.begun = end
        elif all(spot == here for spot in spots) or (may_be_left_out and end == self.begun):
            return
        elif kind == "L":
            self._line(end)
        else:
            self._curve("tq" if kind == "Q" else "sc", spots)
            control = spots[-2] if kind == "C" else self._control(spots)
            self._mirrored = (kind, (2 * end[0] - control[0], 2 * end[1] - control[1]))
        if kind in {"M", "L"}:
            self._mirrored = None
        self.here = end

    def close(self, filled: bool) -> None:
        if not filled:
            self.made.append("z")
            self._command = "z"
            self.here = self.begun
        self._mirrored = None

    def _line(self, end: Spot) -> None:
        x, y = end[0] - self.here[0], end[1] - self.here[1]
        if x and y:
            self._write("l", (x, y))
        else:
            self._write("v" if y else "h", (x or y,))

    def _expected(self, kind: str) -> Spot:
        return self._mirrored[1] if self._mirrored and self._mirrored[0] == kind else self.here

    def _curve(self, commands: str, spots: tuple[Spot, ...]) -> None:
        short = _is_close(self._expected("QC"[len(spots) - 2]), spots[0])
        told = spots[1:] if short else spots
        lengths = (length for x, y in told for length in (x - self.here[0], y - self.here[1]))
        self._write(commands[0] if short else commands[1], tuple(lengths))

    def _control(self, spots: tuple[Spot, ...]) -> Spot:
        """Of a quadratic curve as it will be drawn."""
        expected = self._expected("Q")
        return expected if _is_close(expected, spots[0]) else spots[0]

    def _write(self, command: str, numbers: tuple[int, ...]) -> None:
        told = _numbers(numbers)
        goes_on = command == self._command and command != "m"
        self.made.append((told if told[0] == "-" else f" {told}") if goes_on else command + told)
        self._command = "l" if command == "m" else command


def _is_close(one: Spot, other: Spot) -> bool:
    return abs(one[0] - other[0]) <= 1 and abs(one[1] - other[1]) <= 1


def spot_of(point: Point) -> Spot:
    """The nearest point of the grid."""
    return round(point[0] / GRID), round(point[1] / GRID)


def _numbers(numbers: Iterable[int]) -> str:
    """A minus sign parts numbers as well as a space."""
    return " ".join(map(str, numbers)).replace(" -", "-")
