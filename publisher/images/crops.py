"""What of a picture is seen where only a part of it is shown: the largest box of a shape, about a point."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

TALL = 0.9
"""Width by height below which a picture's upper part matters more than its middle: a page's title, a face."""
UPPER = (0.5, 0.25)
MIDDLE = (0.5, 0.5)
WORDS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"center": MIDDLE, "top": (0.5, 0.0), "bottom": (0.5, 1.0), "left": (0.0, 0.5), "right": (1.0, 0.5)}
)
_POINT = re.compile(r"\s*([0-9.]+)\s*(%?)[\s,]+([0-9.]+)\s*(%?)\s*")

Point = tuple[float, float]
"""Shares of width and height, from the upper left corner."""


@dataclass(frozen=True, slots=True)
class Box:
    """Corners as shares of a picture's width and height, from the upper left."""

    left: float
    top: float
    right: float
    bottom: float


def focus(words: str) -> Point | None:
    """The point `top`, `center`, `bottom`, `left`, `right` (two may be joined: `top left`), `30% 20%` or
    `0.3 0.2` mean; None for anything else."""
    found = _POINT.fullmatch(words)
    if found:
        across, down = (_share(found[at], found[at + 1]) for at in (1, 3))
        return None if across is None or down is None else (across, down)
    named = [WORDS.get("center" if word == "centre" else word) for word in words.lower().split()]
    if not 1 <= len(named) <= 2 or None in named:
        return None
    left = [point[0] for point in named if point and point[0] != 0.5]
    top = [point[1] for point in named if point and point[1] != 0.5]
    if len(left) > 1 or len(top) > 1:
        return None
    return (left or [0.5])[0], (top or [0.5])[0]


def natural(width: int, height: int) -> Point:
    """What to show of a picture nobody says anything of: the middle, of a tall one the upper part."""
    return UPPER if width < TALL * height else MIDDLE


def box(width: int, height: int, ratio: float, point: Point) -> Box:
    """The largest box of that ratio (width by height) in a picture of so many pixels, the point as near its
    middle as the edges allow."""
    wide = min(1.0, height * ratio / width)
    high = min(1.0, width / ratio / height)
    left = min(max(point[0] - wide / 2, 0.0), 1 - wide)
    top = min(max(point[1] - high / 2, 0.0), 1 - high)
    return Box(left, top, left + wide, top + high)


def _share(number: str, percent: str) -> float | None:
    try:
        share = float(number) / (100 if percent else 1)
    except ValueError:
        return None
    return share if 0 <= share <= 1 else None
