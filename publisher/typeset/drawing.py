"""MathJax's SVG → a drawing that survives any platform: every shape at its final place.

MathJax nests groups with transforms, sizes its table rules by a style sheet, cuts stretched brackets
with inner `svg` elements and marks everything with classes and data. Filters of platforms lose any of
these. Here each shape is mapped to where it ends up, y pointing down, so that what is left is a root
with one group of paths, rectangles, lines and texts, and nothing on them but geometry and colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

from publisher.model.drawing import FormulaError, Typeset
from publisher.typeset import affine, outlines

RULE = 70.0
"""Units (thousandths of an em) of a table's rules: MathJax's style sheet says so, not its SVG."""
DASHES = {"mjx-dashed": "140", "mjx-dotted": "0 140"}
_SVG = "{http://www.w3.org/2000/svg}"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{3,8}|[A-Za-z]+|rgba?\([0-9., %]+\)")
_SIZE = re.compile(r"(-?[0-9.]+)(?:ex)?(?=;|$)")


@dataclass(frozen=True, slots=True)
class Brush:
    """How a shape is painted, as far as its parents have said."""

    fill: str = "currentColor"
    stroke: str = "currentColor"
    width: float = 0.0
    dashes: str = ""
    round_ends: bool = False


def flatten(svg: str) -> Typeset:
    """Raises FormulaError for colours that are none, and for shapes MathJax is not known to write."""
    try:
        root = ET.fromstring(svg)  # noqa: S314 -- our own engine wrote it
        width, height = _ex(root.get("width", "")), _ex(root.get("height", ""))
        depth = -_ex(root.get("style", "vertical-align: 0ex"))
        shapes = "".join(_shapes(root, affine.SAME, Brush(), None))
    except (ET.ParseError, ValueError) as error:
        raise FormulaError(f"it comes out as something that cannot be shown ({error})") from error
    box = " ".join(str(round(float(number))) for number in root.get("viewBox", "").split())
    return Typeset(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{width:g}ex" height="{height:g}ex"'
        f' style="vertical-align:{-depth:g}ex"><g fill="currentColor">{shapes}</g></svg>',
        width,
        height,
        depth,
    )


def _shapes(
    parent: ET.Element, place: affine.Map, brush: Brush, window: outlines.Rectangle | None
) -> Iterator[str]:
    for element in parent:
        kind = element.tag.removeprefix(_SVG)
        here = affine.then(affine.read(element.get("transform", "")), place)
        paint = _painted(element, brush)
        if kind in {"g", "a"}:
            yield from _shapes(element, here, paint, window)
        elif kind == "svg":
            yield from _window(element, here, paint)
        elif kind == "path":
            yield _path(outlines.read(element.get("d", "")), here, paint, window)
        elif kind == "rect" and element.get("data-hitbox") is None:
            yield _rectangle(element, here, paint)
        elif kind == "polygon":
            yield _path(outlines.read(_polygon(element.get("points", ""))), here, paint, window)
        elif kind == "line":
            yield _line(element, here, paint)
        elif kind == "ellipse":
            yield _ellipse(element, here, paint)
        elif kind == "text":
            yield _text(element, here, paint)
        elif kind not in {"rect", "title"}:
            raise ValueError(f"element {kind}")


def _painted(element: ET.Element, brush: Brush) -> Brush:
    rules = (rule.partition(":") for rule in element.get("style", "").split(";"))
    style = {name.strip(): value.strip() for name, _, value in rules}

    def said(name: str) -> str | None:
        return style.get(name) or element.get(name)

    fill, stroke, width = said("fill"), said("stroke"), said("stroke-width")
    for colour in (fill, stroke):
        if colour and not _COLOUR.fullmatch(colour):
            raise FormulaError(f"there is no colour {colour!r}")
    if element.get("data-line") or element.get("data-frame"):
        fill, width = "none", width or str(RULE)
    kind = element.get("class", "")
    return replace(
        brush,
        fill=fill or brush.fill,
        stroke=stroke or brush.stroke,
        width=float(width.removesuffix("px")) if width else brush.width,
        dashes=DASHES.get(kind) or said("stroke-dasharray") or brush.dashes,
        round_ends=kind == "mjx-dotted" or said("stroke-linecap") == "round" or brush.round_ends,
    )


def _window(element: ET.Element, place: affine.Map, paint: Brush) -> Iterator[str]:
    """An inner `svg`: MathJax's way to show the middle part of a stretched bracket, unscaled."""
    x, y, width, height = (_number(element, name) for name in ("x", "y", "width", "height"))
    left, top, *size = (float(number) for number in element.get("viewBox", "").split())
    if [round(width), round(height)] != [round(length) for length in size]:
        raise ValueError("a scaled inner svg")
    moved = affine.then((1, 0, 0, 1, x - left, y - top), place)
    a, b = affine.apply(moved, left, top), affine.apply(moved, left + width, top + height)
    window = (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
    return _shapes(element, moved, paint, window)


def _path(
    outline: outlines.Outline, place: affine.Map, paint: Brush, window: outlines.Rectangle | None
) -> str:
    if window is None:  # many glyphs differ only in their place: the rest is computed once
        outline = _turned(outline, place[:4])
        place = (1, 0, 0, 1, *place[4:])
    else:
        outline, place = outlines.cut(outlines.mapped(outline, place), window), affine.SAME
    if not outline:
        return ""
    (x, y), rest = outlines.written(outline)
    x, y = affine.apply(place, x, y)
    start = f"M{round(x)} {round(y)}".replace(" -", "-")
    return f'<path d="{start}{rest}"{_paint(paint, affine.scale_of(place))}/>'


@lru_cache(maxsize=8192)
def _turned(outline: outlines.Outline, linear: tuple[float, float, float, float]) -> outlines.Outline:
    return outlines.mapped(outline, (*linear, 0, 0))


def _rectangle(element: ET.Element, place: affine.Map, paint: Brush) -> str:
    x, y, width, height = (_number(element, name) for name in ("x", "y", "width", "height"))
    if not affine.is_upright(place):
        corners = f"{x},{y} {x + width},{y} {x + width},{y + height} {x},{y + height}"
        return _path(outlines.read(_polygon(corners)), place, paint, None)
    (x1, y1), (x2, y2) = affine.apply(place, x, y), affine.apply(place, x + width, y + height)
    radius = round(_number(element, "rx") * affine.scale_of(place))
    return (
        f'<rect x="{round(min(x1, x2))}" y="{round(min(y1, y2))}"'
        f' width="{round(abs(x2 - x1))}" height="{round(abs(y2 - y1))}"'
        + (f' rx="{radius}"' if radius else "")
        + f"{_paint(paint, affine.scale_of(place))}/>"
    )


def _line(element: ET.Element, place: affine.Map, paint: Brush) -> str:
    x1, y1 = affine.apply(place, _number(element, "x1"), _number(element, "y1"))
    x2, y2 = affine.apply(place, _number(element, "x2"), _number(element, "y2"))
    ends = f'x1="{round(x1)}" y1="{round(y1)}" x2="{round(x2)}" y2="{round(y2)}"'
    return f"<line {ends}{_paint(replace(paint, fill='none'), affine.scale_of(place))}/>"


def _ellipse(element: ET.Element, place: affine.Map, paint: Brush) -> str:
    x, y = affine.apply(place, _number(element, "cx"), _number(element, "cy"))
    scale = affine.scale_of(place)
    rx, ry = (round(_number(element, name) * scale) for name in ("rx", "ry"))
    return f'<ellipse cx="{round(x)}" cy="{round(y)}" rx="{rx}" ry="{ry}"{_paint(paint, scale)}/>'


def _text(element: ET.Element, place: affine.Map, paint: Brush) -> str:
    """What MathJax's font lacks (Chinese, mostly) stays text, in the reader's own font."""
    size = float(element.get("font-size", "1000px").removesuffix("px"))
    x, y = affine.apply(place, _number(element, "x"), _number(element, "y"))
    marks = "".join(
        f" {name}={quoteattr(value)}"
        for name in ("font-style", "font-weight")
        if (value := element.get(name))
    )
    return (
        f'<text x="{round(x)}" y="{round(y)}" font-size="{round(size * affine.scale_of(place))}"{marks}'
        f"{_paint(replace(paint, width=0), 1)}>{escape(element.text or '')}</text>"
    )


def _paint(paint: Brush, scale: float) -> str:
    said = "" if paint.fill == "currentColor" else f' fill="{paint.fill}"'
    if paint.width:
        said += f' stroke="{paint.stroke}" stroke-width="{round(paint.width * scale)}"'
        said += f' stroke-dasharray="{paint.dashes}"' if paint.dashes else ""
        said += ' stroke-linecap="round"' if paint.round_ends else ""
    return said


def _polygon(points: str) -> str:
    pairs = [f"{x} {y}" for x, y in (pair.split(",") for pair in points.split())]
    return f"M{'L'.join(pairs)}Z"


def _number(element: ET.Element, name: str) -> float:
    return float(element.get(name) or 0)


def _ex(text: str) -> float:
    found = _SIZE.search(text)
    if found is None:
        raise ValueError(f"size {text!r}")
    return float(found[1])
