"""Rules, frames and ovals as outlines: an area can be part of the same path as the letters, a stroke not."""

from __future__ import annotations

import math

from publisher.typeset.affine import Point
from publisher.typeset.outlines import Outline, Step

QUARTER = 0.5523
"""How far out the controls of a quarter of a circle lie, in radii."""
Ring = tuple[Point, ...]


def rectangle(size: Point, grown: float = 0) -> Ring:
    """From (0, 0) to `size`, every side moved outwards by `grown`."""
    low, across, down = -grown, size[0] + grown, size[1] + grown
    return (low, low), (across, low), (across, down), (low, down)


def bar(end: Point, width: float) -> Ring:
    """A straight line from (0, 0), drawn `width` wide."""
    length = math.hypot(*end) or 1
    aside = (-end[1] * width / 2 / length, end[0] * width / 2 / length)
    far = (end[0] + aside[0], end[1] + aside[1]), (end[0] - aside[0], end[1] - aside[1])
    return aside, *far, (-aside[0], -aside[1])


def polygon(ring: Ring) -> Outline:
    steps: list[Step] = [("M", (ring[0],)), *(("L", (corner,)) for corner in ring[1:])]
    return (*steps, ("Z", ()))


def rounded(size: Point, radius: float) -> Outline:
    """The edge of a rectangle from (0, 0) to `size` with round corners."""
    (across, down), away = size, radius * (1 - QUARTER)
    r, right, low = radius, across - radius, down - radius
    return (
        ("M", ((r, 0.0),)),
        ("L", ((right, 0.0),)),
        ("C", ((across - away, 0.0), (across, away), (across, r))),
        ("L", ((across, low),)),
        ("C", ((across, down - away), (across - away, down), (right, down))),
        ("L", ((r, down),)),
        ("C", ((away, down), (0.0, down - away), (0.0, low))),
        ("L", ((0.0, r),)),
        ("C", ((0.0, away), (away, 0.0), (r, 0.0))),
        ("Z", ()),
    )


def oval(radii: Point) -> Outline:
    """The edge of an ellipse around (0, 0)."""
    (across, down), (x, y) = radii, (radii[0] * QUARTER, radii[1] * QUARTER)
    return (
        ("M", ((across, 0.0),)),
        ("C", ((across, y), (x, down), (0.0, down))),
        ("C", ((-x, down), (-across, y), (-across, 0.0))),
        ("C", ((-across, -y), (-x, -down), (0.0, -down))),
        ("C", ((x, -down), (across, -y), (across, 0.0))),
        ("Z", ()),
    )
