"""Shapes as SVG writes them → outlines: the `d` of a path, the corners of a polygon."""

from __future__ import annotations

import re
from functools import lru_cache

from publisher.typeset.affine import Point
from publisher.typeset.outlines import Outline, Step

_COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_PAIRS = {"M": 1, "L": 1, "T": 1, "Q": 2, "C": 3}


@lru_cache(maxsize=2048)
def path(d: str) -> Outline:
    """Raises ValueError for a command MathJax never writes."""
    steps: list[Step] = []
    here = begun = (0.0, 0.0)
    control: Point | None = None
    for command, arguments in _COMMAND.findall(d):
        numbers = [float(number) for number in _NUMBER.findall(arguments)]
        kind = command.upper()
        if kind == "Z":
            steps.append(("Z", ()))
            here, control = begun, None
            continue
        if kind == "A":
            steps += _half_ellipse(here, numbers)
            here, control = steps[-1][1][-1], None
            continue
        points = _points(kind, numbers, here, relative=command.islower())
        if kind == "T":
            mirrored = here if control is None else (2 * here[0] - control[0], 2 * here[1] - control[1])
            points = (mirrored, *points)
        kind = {"H": "L", "V": "L", "T": "Q"}.get(kind, kind)
        steps.append((kind, points))
        control = points[0] if kind == "Q" else None
        here = points[-1]
        begun = here if kind == "M" else begun
    return tuple(steps)


def _points(kind: str, numbers: list[float], here: Point, *, relative: bool) -> tuple[Point, ...]:
    from_x, from_y = here if relative else (0.0, 0.0)
    if kind == "H" and len(numbers) == 1:
        return ((from_x + numbers[0], here[1]),)
    if kind == "V" and len(numbers) == 1:
        return ((here[0], from_y + numbers[0]),)
    if len(numbers) != 2 * _PAIRS.get(kind, 0):
        raise ValueError(f"path command {kind} {numbers}")
    return tuple((from_x + x, from_y + y) for x, y in zip(numbers[::2], numbers[1::2], strict=True))


def _half_ellipse(here: Point, numbers: list[float]) -> tuple[Step, Step]:
    """The only arc MathJax draws (the left side of a long division): rx, ry, 0, 0, 1, 0 and the height.

    Its ry is less than half the height, so that both radii grow until the arc is half an ellipse.
    """
    rx, ry, *flags, across, height = numbers
    if flags != [0, 0, 1] or across or 2 * ry > height:
        raise ValueError(f"arc {numbers}")
    (x, y), half = here, height / 2
    bulge, k = rx * half / ry, 0.5523  # k: how far out the controls of a quarter of a circle lie
    return (
        ("C", ((x + k * bulge, y), (x + bulge, y + half - k * half), (x + bulge, y + half))),
        ("C", ((x + bulge, y + half + k * half), (x + k * bulge, y + height), (x, y + height))),
    )
