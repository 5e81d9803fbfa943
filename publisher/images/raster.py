"""SVG → PNG, without a browser."""

from __future__ import annotations

import re
from functools import lru_cache

import resvg_py

from publisher.images.sniff import ImageError
from publisher.images.svg import looks_outside

EX = 8.0
"""CSS pixels of one ex, at 16 pixels an em: resvg knows no surrounding text to take it from."""
_ROOT = re.compile(r"<svg\b[^>]*>")
_EX = re.compile(r"(\b(?:width|height)\s*=\s*[\"'])([0-9.]+)ex(?=[\"'])")
_CHINESE = re.compile("[⺀-鿿豈-﫿︰-﹏＀-￯]")


def svg_to_png(svg: bytes | str, scale: float) -> bytes:
    """`scale` pixels for each CSS pixel. Raises ImageError for what is no SVG, takes in other files, or has
    Chinese text on a machine without a Chinese font (it would vanish silently)."""
    text = svg.decode("utf-8-sig", errors="replace") if isinstance(svg, bytes) else svg
    if looks_outside(text.encode("utf-8", errors="replace")):
        raise ImageError("is an SVG that takes in other files", "embed them in it")
    written = "<text" in text
    if written and _CHINESE.search(text) and not has_chinese_font():
        raise ImageError(
            "is an SVG with Chinese text, and no Chinese font is installed here",
            "install one (such as Noto Sans CJK), or export the picture as PNG",
        )
    return _drawn(_ROOT.sub(_in_pixels, text, count=1), scale, fonts=written)


@lru_cache(maxsize=1)
def has_chinese_font() -> bool:
    """Whether a Chinese character leaves any mark when drawn here."""
    page = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text y="16">{}</text></svg>'
    return _drawn(page.format("中"), 1, fonts=True) != _drawn(page.format(" "), 1, fonts=True)


def _in_pixels(root: re.Match[str]) -> str:
    return _EX.sub(lambda found: f"{found[1]}{float(found[2]) * EX:g}px", root[0])


def _drawn(svg: str, scale: float, *, fonts: bool) -> bytes:
    try:  # finding the machine's fonts takes longer than drawing
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg, zoom=scale, dpi=96, languages=["zh", "en"], skip_system_fonts=not fonts
            )
        )
    except ValueError as error:
        raise ImageError("is an SVG that cannot be drawn", "export it again, or as PNG") from error
