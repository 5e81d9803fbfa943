"""A cover made of words: what stands in front of a post that has no picture of its own."""

from __future__ import annotations

import hashlib
import json

from publisher.images.card.drawing import HEIGHT, SCALE, WIDTH, svg
from publisher.images.card.words import drawable
from publisher.model.post import Asset, CardOrigin


def card_asset(title: str, site: str, accent: str = "") -> Asset:
    """The asset of a card; its pixels are made when it is pushed. `accent` is `#rrggbb`, "" = our own.

    The reference says nothing of how it is drawn: a release that draws better makes no old post due.
    """
    origin = CardOrigin(drawable(title) or drawable(site), drawable(site), accent)
    words = json.dumps(["card", origin.title, origin.site, origin.accent])
    ref = f"asset:{hashlib.sha256(words.encode()).hexdigest()}"
    return Asset(ref, "cover.png", origin, "image/png", WIDTH * SCALE, HEIGHT * SCALE)


def card(origin: CardOrigin) -> bytes:
    """A PNG of 1800 × 766 pixels. ImageError where this machine has no font for a character of it."""
    from publisher.images.card.glyphs import require  # only what is drawn needs fonts
    from publisher.images.raster import svg_to_png

    require(origin.title + origin.site)
    return svg_to_png(svg(origin), SCALE)
