"""MathJax's SVG → a drawing that survives any platform: every shape at its final place.

MathJax nests groups with transforms, sizes its table rules by a style sheet, cuts stretched brackets
with inner `svg` elements and marks everything with classes and data. Filters of platforms lose any of
these. Here each shape is mapped to where it ends up, y pointing down, so that what is left is a root
with one path for all that is painted alike, texts in Chinese, and nothing on them but geometry and colour.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

from publisher.model.drawing import FormulaError, Typeset
from publisher.typeset import affine, reading, strokes
from publisher.typeset.affine import Map, Point
from publisher.typeset.canvas import Brush, Canvas, Words
from publisher.typeset.notation import GRID
from publisher.typeset.outlines import Rectangle

RULE = "70"
"""Units (thousandths of an em) of a table's rules: MathJax's style sheet says so, not its SVG."""
EX = 442
"""Units of an ex: the height of an x in MathJax's font."""
BROKEN = {"mjx-dashed": ("140", ""), "mjx-dotted": ("0 140", "round")}
"""Dashes and cap of broken rules, from the same style sheet, by class."""
LARGEST = 1_000_000
"""Thousandths of an em: a page is some forty em wide."""
_SVG = "{http://www.w3.org/2000/svg}"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{3,8}|[A-Za-z]+|rgba?\([0-9., %]+\)")


def flatten(svg: str) -> Typeset:
    """Raises FormulaError for a colour that is none, and for shapes MathJax is not known to write."""
    try:
        root = ET.fromstring(svg)  # noqa: S314 -- our own engine wrote it
        left, top, across, down = (float(number) for number in root.get("viewBox", "").split())
        canvas = Canvas(left, top, left + across, top + down)
        _draw(root, affine.SAME, Brush(), None, canvas)
    except (ET.ParseError, ValueError) as error:
        raise FormulaError(f"it comes out as something that cannot be shown ({error})") from error
    left, top = math.floor(canvas.left / GRID), math.floor(canvas.top / GRID)
    across, down = math.ceil(canvas.right / GRID) - left, math.ceil(canvas.bottom / GRID) - top
    width, height, depth = (round(length * GRID / EX, 2) for length in (across, down, down + top))
    if max(across, down) * GRID > LARGEST:
        raise FormulaError(f"it comes out {max(across, down) * GRID // 1000} em large, which no page holds")
    drawn = (
        f'<svg viewBox="{left} {top} {across} {down}" width="{width:g}ex" height="{height:g}ex" '
        f'style="vertical-align:{0 - depth:g}ex" fill="currentColor">{"".join(map(str, canvas.shapes))}</svg>'
    )
    words = any(isinstance(shape, Words) for shape in canvas.shapes)
    return Typeset(drawn, width, height, depth, words)


def _draw(parent: ET.Element, place: Map, brush: Brush, window: Rectangle | None, canvas: Canvas) -> None:
    for element in parent:
        here = affine.then(affine.read(element.get("transform", "")), place)
        paint = _painted(element, brush)
        match element.tag.removeprefix(_SVG):
            case "g":
                _draw(element, here, paint, window, canvas)
            case "svg":
                moved = affine.then(_shift(element), here)
                _draw(element, moved, paint, _window(element, moved), canvas)
            case "path":
                canvas.path(reading.path(element.get("d", "")), here, paint, window)
            case "polygon":
                canvas.path(strokes.polygon(_points(element)), here, paint, window)
            case "rect" if element.get("data-hitbox") is None:
                corner, size = _pair(element, "x", "y"), _pair(element, "width", "height")
                canvas.rectangle(corner, size, _number(element, "rx"), here, paint)
            case "line":
                canvas.line(_pair(element, "x1", "y1"), _pair(element, "x2", "y2"), here, paint)
            case "ellipse":
                canvas.ellipse(_pair(element, "cx", "cy"), _pair(element, "rx", "ry"), here, paint)
            case "text":  # what MathJax's font lacks (Chinese, mostly), in the reader's own font
                em = float(element.get("font-size", "1000px").removesuffix("px"))
                canvas.text(element.text or "", (0, 0), em, _marks(element), here, paint)
            case "rect" | "title":
                pass
            case kind:
                raise ValueError(f"element {kind}")


def _painted(element: ET.Element, brush: Brush) -> Brush:
    """The brush after what an element says of fill and stroke, in attributes, style or class."""
    rules = (rule.partition(":") for rule in element.get("style", "").split(";"))
    style = {name.strip(): value.strip() for name, _, value in rules}

    def said(name: str) -> str:
        return style.get(name) or element.get(name) or ""

    fill, stroke, width = said("fill"), said("stroke"), said("stroke-width").removesuffix("px")
    for colour in (fill, stroke):
        if colour and not _COLOUR.fullmatch(colour):
            raise FormulaError(f"there is no colour {colour!r}")
    if element.get("data-line") or element.get("data-frame"):
        fill, width = "none", width or RULE
    dashes, cap = BROKEN.get(element.get("class", ""), (said("stroke-dasharray"), said("stroke-linecap")))
    return replace(
        brush,
        fill=fill or brush.fill,
        stroke=stroke or brush.stroke,
        width=float(width) if width else brush.width,
        dashes=dashes or brush.dashes,
        cap=cap or brush.cap,
        join=said("stroke-linejoin") or brush.join,
    )


def _shift(element: ET.Element) -> Map:
    """An inner `svg` is MathJax's way to show the middle part of a stretched bracket, unscaled."""
    (x, y), size = _pair(element, "x", "y"), _pair(element, "width", "height")
    left, top, across, down = (float(number) for number in element.get("viewBox", "").split())
    if max(abs(size[0] - across), abs(size[1] - down)) > 1:
        raise ValueError("a scaled inner svg")
    return 1, 0, 0, 1, x - left, y - top


def _window(element: ET.Element, place: Map) -> Rectangle:
    left, top, across, down = (float(number) for number in element.get("viewBox", "").split())
    (x1, y1), (x2, y2) = affine.apply(place, left, top), affine.apply(place, left + across, top + down)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _points(element: ET.Element) -> tuple[Point, ...]:
    numbers = [float(number) for number in re.split(r"[\s,]+", element.get("points", "").strip())]
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))


def _marks(element: ET.Element) -> str:
    said = ((name, element.get(name)) for name in ("font-style", "font-weight"))
    return "".join(f" {name}={quoteattr(value)}" for name, value in said if value)


def _pair(element: ET.Element, across: str, down: str) -> Point:
    return _number(element, across), _number(element, down)


def _number(element: ET.Element, name: str) -> float:
    return float(element.get(name) or 0)
