"""SVG → PNG, without a browser."""

from __future__ import annotations

import re

from publisher.images.apart import rasterise_apart
from publisher.images.fonts import require
from publisher.images.resvg import rasterise
from publisher.images.sniff import ImageError
from publisher.images.svg import looks_outside, text_of

EX = 8.0
"""CSS pixels of one ex, at 16 pixels an em: resvg knows no surrounding text to take it from."""
NAMESPACE = "http://www.w3.org/2000/svg"
_ROOT = re.compile(r"<svg\b[^>]*>")
_EX = re.compile(r"(\b(?:width|height)\s*=\s*[\"'])([0-9.]+)ex(?=[\"'])")


def svg_to_png(svg: bytes | str, scale: float) -> bytes:
    """`scale` pixels for each CSS pixel, of a drawing of our own. Raises ImageError for what is no SVG, takes
    in other files, or has Chinese text on a machine without a Chinese font (it would vanish silently)."""
    text, written = _ready(svg)
    return rasterise(text, scale, fonts=written)


def foreign_svg_to_png(svg: bytes, scale: float) -> bytes:
    """The same for a drawing of anybody's: no longer than 20 seconds, and what needs a browser is refused."""
    text, written = _ready(svg)
    if "<foreignObject" in text and "<switch" not in text:
        raise ImageError("is an SVG that holds HTML, which only browsers draw", "export it as PNG")
    return rasterise_apart(text, scale, fonts=written)


def _ready(svg: bytes | str) -> tuple[str, bool]:
    """The drawing with its size in pixels, and whether text stands in it."""
    text = svg if isinstance(svg, str) else text_of(svg)
    if looks_outside(text.encode("utf-8", errors="replace")):
        raise ImageError("is an SVG that takes in other files", "embed them in it")
    written = "<text" in text
    if written:
        require(text, "is an SVG that cannot be drawn", "export the picture as PNG")
    return _ROOT.sub(_in_pixels, text, count=1), written


def _in_pixels(root: re.Match[str]) -> str:
    """Sizes in pixels, and the namespace that SVG within HTML goes without."""
    named = root[0] if "xmlns=" in root[0] else root[0].replace("<svg", f'<svg xmlns="{NAMESPACE}"', 1)
    return _EX.sub(lambda found: f"{found[1]}{float(found[2]) * EX:g}px", named)
