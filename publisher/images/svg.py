"""SVG as a picture: telling it from other text, its natural size, and whether it stands alone."""

from __future__ import annotations

import re

_PROLOG = r"(?:\s|(?><\?xml.*?\?>)|(?><!--.*?-->)|(?><!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>))*+"
_TAG = r"(<(?:svg:)?svg(?:\s(?:[^>\"']|\"[^\"]*\"|'[^']*')*+)?/?>)"
_ROOT = re.compile(_PROLOG + _TAG, re.DOTALL | re.IGNORECASE)
_END = re.compile(r"</(?:svg:)?svg\s*>", re.IGNORECASE)
_LENGTH = re.compile(
    r"\s*([0-9]*\.?[0-9]+(?:e[+-]?[0-9]+)?)\s*(px|pt|pc|mm|cm|in|em|rem|ex|q)?\s*", re.IGNORECASE
)
_PIXELS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96, "q": 96 / 101.6}
_PIXELS |= {"em": 16, "rem": 16, "ex": 8}
_OUTSIDE = re.compile(
    r"<(?:svg:)?(?:image|use|feImage)\b[^>]*?href\s*=\s*[\"'](?!\s*(?:data:|#))", re.IGNORECASE
)
_LEAST, _MOST = 1e-6, 1e6
"""CSS pixels of a side: beyond, no number that can be worked with, `1e999` is infinite."""
_HEAD = 65_536
"""Bytes in which the root element must begin: editors write long comments before it."""


def is_svg(data: bytes) -> bool:
    head = text_of(data[:_HEAD])
    return "svg" in head.lower() and _ROOT.match(head) is not None


def svg_size(data: bytes) -> tuple[int, int, bool]:
    """Natural size in CSS pixels: width and height, else the viewBox, else what browsers take (300 × 150).

    Raises ValueError where the file breaks off before its end.
    """
    text = text_of(data)
    root = _ROOT.match(text)
    if root is None or not (root[1].endswith("/>") or _END.search(text)):
        raise ValueError("cut off")
    width, height = _length(root[1], "width"), _length(root[1], "height")
    box = _box(root[1])
    if box and not (width and height):
        ratio = box[0] / box[1]
        if width:
            height = width / ratio
        elif height:
            width = height * ratio
        else:
            width, height = box
    return _whole(width or 300), _whole(height or 150), False


def looks_outside(data: bytes) -> bool:
    """Whether the drawing takes in another file or address: what it shows would depend on the machine."""
    return _OUTSIDE.search(text_of(data)) is not None


def _whole(length: float) -> int:
    return max(1, round(min(length, _MOST)))


def _length(tag: str, name: str) -> float:
    found = re.search(rf"\s{name}\s*=\s*[\"']([^\"']*)", tag, re.IGNORECASE)
    length = _LENGTH.fullmatch(found[1]) if found else None  # a percentage is no size of its own
    pixels = float(length[1]) * _PIXELS[(length[2] or "").lower()] if length else 0
    return pixels if _LEAST <= pixels <= _MOST else 0


def _box(tag: str) -> tuple[float, float] | None:
    """Width and height of the viewBox."""
    found = re.search(r"\sviewBox\s*=\s*[\"']([^\"']*)", tag, re.IGNORECASE)
    numbers = [float(number) for number in re.split(r"[\s,]+", found[1].strip())] if found else []
    fits = len(numbers) == 4 and all(_LEAST <= number <= _MOST for number in numbers[2:])
    return (numbers[2], numbers[3]) if fits else None


def text_of(data: bytes) -> str:
    """The file decoded, whichever Unicode it is in."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return data.decode("utf-16" if wide else "utf-8-sig", errors="replace")
