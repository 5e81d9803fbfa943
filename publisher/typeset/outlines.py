"""Outlines: mapped, cut to a rectangle, and written in few bytes."""

from __future__ import annotations

from collections.abc import Iterable

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


def written(outline: Outline) -> tuple[Point, str]:
    """Where an outline begins, and the rest of its `d` relative to there, in whole units.

    Points are rounded, not the steps between them, so that errors do not add up.
    """
    begin = outline[0][1][0] if outline else (0.0, 0.0)
    parts: list[str] = []
    here = begun = (0, 0)
    mirrored: tuple[int, int] | None = None  # the control a `t` would take
    for kind, points in outline[1:]:
        if kind == "Z":
            parts.append("z")
            here, mirrored = begun, None
            continue
        whole = [(round(x - begin[0]), round(y - begin[1])) for x, y in points]
        end = whole[-1]
        away = (end[0] - here[0], end[1] - here[1])
        control = None
        if kind == "L":
            if away != (0, 0):
                parts.append(
                    f"v{away[1]}" if not away[0] else f"h{away[0]}" if not away[1] else "l" + joined(away)
                )
        elif kind == "Q":
            expected = mirrored or here
            short = max(abs(expected[0] - whole[0][0]), abs(expected[1] - whole[0][1])) <= 1
            control = expected if short else whole[0]
            parts.append(
                "t" + joined(away)
                if short
                else "q" + joined((whole[0][0] - here[0], whole[0][1] - here[1], *away))
            )
        else:
            relative = [length for x, y in whole for length in (x - here[0], y - here[1])]
            parts.append(("m" if kind == "M" else "c") + joined(relative))
        here = end
        begun = end if kind == "M" else begun
        mirrored = (2 * end[0] - control[0], 2 * end[1] - control[1]) if control else None
    return begin, "".join(parts)


def joined(numbers: Iterable[int]) -> str:
    """Numbers as `d` takes them, a minus sign parting them as well as a space."""
    return " ".join(map(str, numbers)).replace(" -", "-")
