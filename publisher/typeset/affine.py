"""Affine maps of the plane, as SVG's `transform` writes them: (a, b, c, d, e, f) takes (x, y) to
(a·x + c·y + e, b·x + d·y + f)."""

from __future__ import annotations

import math
import re

Map = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

SAME: Map = (1, 0, 0, 1, 0, 0)
_STEP = re.compile(r"([A-Za-z]+)\s*\(([^)]*)\)")


def apply(m: Map, x: float, y: float) -> Point:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def then(inner: Map, outer: Map) -> Map:
    """The map that does `inner` first."""
    a, b, c, d, e, f = inner
    A, B, C, D, E, F = outer
    return A * a + C * b, B * a + D * b, A * c + C * d, B * c + D * d, A * e + C * f + E, B * e + D * f + F


def scale_of(m: Map) -> float:
    """How much lengths grow, on average over directions."""
    return math.sqrt(abs(m[0] * m[3] - m[1] * m[2]))


def read(transform: str) -> Map:
    """The map a `transform` attribute means. Raises ValueError for a function MathJax never writes."""
    result = SAME
    for name, arguments in _STEP.findall(transform):
        result = then(_step(name, [float(n) for n in re.split(r"[\s,]+", arguments.strip())]), result)
    return result


def _step(name: str, n: list[float]) -> Map:
    if name == "translate":
        return 1, 0, 0, 1, n[0], n[1] if len(n) > 1 else 0
    if name == "scale":
        return n[0], 0, 0, n[-1], 0, 0
    if name == "matrix":
        return n[0], n[1], n[2], n[3], n[4], n[5]
    if name == "rotate":
        cos, sin = math.cos(math.radians(n[0])), math.sin(math.radians(n[0]))
        turn: Map = (cos, sin, -sin, cos, 0, 0)
        if len(n) == 1:
            return turn
        return then(then((1, 0, 0, 1, -n[1], -n[2]), turn), (1, 0, 0, 1, n[1], n[2]))
    raise ValueError(f"transform {name}")
