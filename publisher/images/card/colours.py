"""The colours of a card, made of one: deep enough for white words, whatever the accent is."""

from __future__ import annotations

import re
from dataclasses import dataclass

OURS = "#11786e"
READABLE = 8.0
"""WCAG's contrast of the words with what is behind them: many see a cover no larger than a thumb."""
MARKED = 4.0
"""And of what only adorns."""
_HEX = re.compile(r"#[0-9a-fA-F]{6}")

Channels = tuple[float, float, float]
WHITE: Channels = (255, 255, 255)
BLACK: Channels = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Shades:
    """`#rrggbb` each: the ground from edge to edge, what is drawn on it, a small mark, and words."""

    ground: str
    depth: str
    shape: str
    mark: str
    title: str
    site: str


def shades(accent: str) -> Shades:
    """Of an accent as `#rrggbb`; of our own where it is none."""
    own = _read(accent if _HEX.fullmatch(accent) else OURS)
    ground = own
    while _contrast(ground, WHITE) < READABLE:
        ground = _mixed(ground, BLACK, 0.04)
    mark = own
    while _contrast(mark, ground) < MARKED:
        mark = _mixed(mark, WHITE, 0.06)
    shape, depth, site = _mixed(ground, WHITE, 0.09), _mixed(ground, BLACK, 0.28), _mixed(ground, WHITE, 0.72)
    return Shades(*map(_written, (ground, depth, shape, mark, WHITE, site)))


def _read(colour: str) -> Channels:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def _written(colour: Channels) -> str:
    return "#" + "".join(f"{round(channel):02x}" for channel in colour)


def _mixed(one: Channels, other: Channels, share: float) -> Channels:
    red, green, blue = (a * (1 - share) + b * share for a, b in zip(one, other, strict=True))
    return red, green, blue


def _contrast(one: Channels, other: Channels) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Channels) -> float:
    red, green, blue = (_linear(channel / 255) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
