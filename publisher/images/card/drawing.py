"""A card as SVG: the title in the middle, where every crop shows it, and quiet shapes on either side."""

from __future__ import annotations

from html import escape

from publisher.images.card.colours import shades
from publisher.images.card.setting import LEADING, fitting, set_title
from publisher.model.drawing import FONTS
from publisher.model.post import CardOrigin

WIDTH, HEIGHT = 900, 383
"""CSS pixels: 2.35 to 1, as WeChat shows the cover of a first article."""
SCALE = 2
"""Pixels for each of them: a phone's screen has two or three."""
MIDDLE = WIDTH / 2
SAFE = 336
"""CSS pixels the words may be wide: the square in the middle, which is all others see, with a margin."""
ROOM = 252
"""And the title high."""
SITE, SPACED = 19, 1.5
"""Pixels of the em of the site's name, and what is put between its letters."""
GAP, BAR = 20, 4
"""Pixels above and below the bar that parts the two, and how thick it is."""
CAP = 0.74
"""Height of letters and ideographs above their baseline, in em: so lines stand in the middle of theirs."""


def svg(origin: CardOrigin) -> str:
    """The same for the same words and colour, on every machine."""
    colours = shades(origin.accent)
    title = set_title(origin.title, SAFE, ROOM)
    site = fitting(origin.site, SAFE, SITE + SPACED) if origin.site != origin.title else ""
    row = title.size * LEADING
    below = len(title.lines) * row + GAP
    top = (HEIGHT - below - BAR - (GAP + SITE if site else 0)) / 2
    baseline = top + row / 2 + title.size * CAP / 2
    rows = "".join(
        _line(line, baseline + row * number, title.size, colours.title, 'font-weight="700"')
        for number, line in enumerate(title.lines)
    )
    foot = top + below + BAR + GAP + SITE * CAP / 2
    name = _line(site, foot, SITE, colours.site, f'letter-spacing="{SPACED}"') if site else ""
    rings = "".join(f'<circle cx="40" cy="344" r="{radius}"/>' for radius in (64, 118, 172))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="{FONTS}" text-anchor="middle">'
        '<defs><linearGradient id="ground" x1="0" y1="0" x2="1" y2="1">'
        f'<stop offset="0" stop-color="{colours.ground}"/><stop offset="1" stop-color="{colours.depth}"/>'
        f'</linearGradient></defs><rect width="{WIDTH}" height="{HEIGHT}" fill="url(#ground)"/>'
        f'<g fill="none" stroke="{colours.shape}" stroke-width="26">{rings}</g>'
        f'<circle cx="846" cy="46" r="150" fill="{colours.shape}"/>'
        f'<circle cx="716" cy="206" r="9" fill="{colours.mark}"/>{rows}'
        f'<rect x="{MIDDLE - 22:g}" y="{top + below:.1f}" width="44" height="{BAR}" rx="2" '
        f'fill="{colours.mark}"/>{name}</svg>'
    )


def _line(words: str, baseline: float, size: int, colour: str, more: str) -> str:
    return (
        f'<text x="{MIDDLE:g}" y="{baseline:.1f}" font-size="{size}" fill="{colour}" {more}>'
        f"{escape(words)}</text>"
    )
