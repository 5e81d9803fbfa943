"""A cover made of words: what stands in front of a post that has no picture."""

from __future__ import annotations

import hashlib
import unicodedata
from html import escape

from publisher.model.drawing import FONTS
from publisher.model.post import Asset, CardOrigin

WIDTH, HEIGHT = 900, 383
"""Pixels: 2.35 to 1, as WeChat crops the cover of a first article."""
RECIPE = "1"
"""To be raised when the drawing changes: another drawing is another asset."""
SIZES = ((60, 1), (52, 2), (42, 3), (34, 4))
"""Font size in pixels and how many lines of it there is room for."""
ROOM = 740


def card_asset(title: str, site: str) -> Asset:
    """The asset of a card; its pixels are drawn when it is pushed."""
    words = "\n".join(("card", RECIPE, title, site))
    ref = f"asset:{hashlib.sha256(words.encode('utf-8', 'surrogatepass')).hexdigest()}"
    return Asset(ref, "cover.png", CardOrigin(title, site, RECIPE), "image/png", WIDTH, HEIGHT)


def card(title: str, site: str) -> bytes:
    """A PNG of 900 × 383 pixels. ImageError on a machine without a Chinese font for a Chinese title."""
    from publisher.images.fonts import require  # only what is drawn needs fonts
    from publisher.images.raster import svg_to_png

    require(title + site, "the cover cannot be drawn", "name a picture (cover: picture.png)")
    return svg_to_png(_svg(title, site), 1)


def _svg(title: str, site: str) -> str:
    size, lines = _set(title)
    top = HEIGHT / 2 - len(lines) * size * 0.7 + size - 14
    rows = "".join(
        f'<text x="80" y="{top + number * size * 1.4:.0f}" font-size="{size}" font-weight="bold" '
        f'fill="#1f2d3a">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="{FONTS}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#eef4f3"/>'
        f'<rect width="14" height="{HEIGHT}" fill="#0f766e"/>'
        f'<circle cx="860" cy="20" r="150" fill="#dcebe8"/>'
        f'{rows}<text x="80" y="{HEIGHT - 42}" font-size="24" fill="#5b6b75">{escape(site)}</text></svg>'
    )


def _set(title: str) -> tuple[int, tuple[str, ...]]:
    """The largest size at which the title fits, and its lines; one far too long ends in an ellipsis."""
    words = " ".join(title.split())
    for size, most in SIZES:
        lines = _wrapped(words, ROOM / size)
        if len(lines) <= most:
            return size, lines
    size, most = SIZES[-1]
    kept = _wrapped(words, ROOM / size)[:most]
    return size, (*kept[:-1], kept[-1][:-1] + "…")


def _wrapped(words: str, room: float) -> tuple[str, ...]:
    """Lines of at most `room` em: Chinese breaks anywhere, Latin words stay whole where they can."""
    lines, line, taken = [], "", 0.0
    for piece in _pieces(words):
        wide = sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.58 for c in piece)
        if line and taken + wide > room:
            lines.append(line.strip())
            line, taken = "", 0.0
        line += piece
        taken += wide
    return (*lines, line.strip())


def _pieces(words: str) -> tuple[str, ...]:
    """What may not be broken: a Chinese character with the punctuation after it, a Latin word."""
    found: list[str] = []
    for c in words:
        glued = found and (
            unicodedata.category(c) in {"Pe", "Pf", "Po"}
            or (c.isascii() and not c.isspace() and found[-1][-1].isascii() and not found[-1][-1].isspace())
        )
        if glued and len(found[-1]) < 20:
            found[-1] += c
        else:
            found.append(c)
    return tuple(found)
