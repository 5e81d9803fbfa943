"""Outlines: mapped, and cut to a rectangle."""

from __future__ import annotations

from publisher.typeset.affine import Map, Point, apply

Step = tuple[str, tuple[Point, ...]]
"""In absolute points: M and L with the point itself, Q with control and end, C with two controls and the
end, Z with none."""
Outline = tuple[Step, ...]
Rectangle = tuple[float, float, float, float]  # left, top, right, bottom, in ascending order

_PIECES = 8
"""Straight pieces of a curve where it is cut; only glyph middles are, which have straight sides."""


def mapped(outline: Outline, m: Map) -> Outline:
    return tuple((kind, tuple(apply(m, *point) for point in points)) for kind, points in outline)


def cut(outline: Outline, window: Rectangle) -> Outline:
    """What of the outline's area lies in the rectangle, with straight sides (Sutherland and Hodgman)."""
    steps: list[Step] = []
    for ring in _rings(outline):
        for axis, limit, sign in (
            (0, window[0], 1),
            (1, window[1], 1),
            (0, window[2], -1),
            (1, window[3], -1),
        ):
            ring = _half(ring, axis, limit, sign)
        corners = [point for at, point in enumerate(ring) if point != ring[at - 1]]
        if len(corners) > 2:
            steps += [("M" if not at else "L", (point,)) for at, point in enumerate(corners)] + [("Z", ())]
    return tuple(steps)


def _rings(outline: Outline) -> list[list[Point]]:
    rings: list[list[Point]] = []
    for kind, points in outline:
        if kind == "M":
            rings.append([points[0]])
        elif kind == "Q":
            (x0, y0), (x1, y1), (x2, y2) = rings[-1][-1], *points
            for piece in range(1, _PIECES + 1):
                t = piece / _PIECES
                u = 1 - t
                rings[-1].append(
                    (u * u * x0 + 2 * u * t * x1 + t * t * x2, u * u * y0 + 2 * u * t * y1 + t * t * y2)
                )
        elif kind != "Z":
            rings[-1] += points
    return rings


def _half(ring: list[Point], axis: int, limit: float, sign: int) -> list[Point]:
    """The part of a ring on one side of a line parallel to an axis."""
    kept: list[Point] = []
    for at, end in enumerate(ring):
        start = ring[at - 1]
        inside, was = sign * (end[axis] - limit) >= 0, sign * (start[axis] - limit) >= 0
        if inside != was:
            t = (limit - start[axis]) / (end[axis] - start[axis])
            kept.append((start[0] + t * (end[0] - start[0]), start[1] + t * (end[1] - start[1])))
        if inside:
            kept.append(end)
    return kept
