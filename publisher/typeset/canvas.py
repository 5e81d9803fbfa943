"""A flat drawing being made: shapes at their final places, in whole thousandths of an em, y downwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from xml.sax.saxutils import escape

from publisher.typeset import affine, outlines, reading
from publisher.typeset.affine import Map, Point
from publisher.typeset.outlines import Outline, Rectangle


@dataclass(frozen=True, slots=True)
class Brush:
    """How a shape is painted. `width` is of the stroke, 0 = none; `dashes` and `cap` as in SVG."""

    fill: str = "currentColor"
    stroke: str = "currentColor"
    width: float = 0.0
    dashes: str = ""
    cap: str = ""


@dataclass(slots=True)
class Canvas:
    """`left` and `right` tell how far the ink reaches: the tail of a p lies outside its own box."""

    shapes: list[str] = field(default_factory=list)
    left: float = 0.0
    right: float = 0.0

    def path(self, outline: Outline, place: Map, brush: Brush, window: Rectangle | None = None) -> None:
        """`window` cuts off what lies outside it, in the canvas's own units."""
        scale = affine.scale_of(place)
        if window is not None:
            outline, place = outlines.cut(outlines.mapped(outline, place), window), affine.SAME
        else:  # many glyphs differ in their place alone: the rest is computed once
            outline, place = _turned(outline, place[:4]), (1, 0, 0, 1, *place[4:])
        if not outline:
            return
        begin, rest, left, right = _written(outline)
        x, y = affine.apply(place, *begin)
        self._reach(x + left, x + right)
        start = outlines.joined((round(x), round(y)))
        self.shapes.append(f'<path d="M{start}{rest}"{_paint(brush, scale)}/>')

    def rectangle(self, corner: Point, size: Point, radius: float, place: Map, brush: Brush) -> None:
        (x1, y1), (x2, y2) = corner, (corner[0] + size[0], corner[1] + size[1])
        if not affine.is_upright(place):
            self.path(reading.polygon(((x1, y1), (x2, y1), (x2, y2), (x1, y2))), place, brush)
            return
        (x1, y1), (x2, y2) = affine.apply(place, x1, y1), affine.apply(place, x2, y2)
        self._reach(x1, x2)
        scale = affine.scale_of(place)
        self._add(
            "rect",
            ("x", min(x1, x2)),
            ("y", min(y1, y2)),
            ("width", abs(x2 - x1)),
            ("height", abs(y2 - y1)),
            *((("rx", radius * scale),) if radius else ()),
            paint=_paint(brush, scale),
        )

    def line(self, start: Point, end: Point, place: Map, brush: Brush) -> None:
        (x1, y1), (x2, y2) = affine.apply(place, *start), affine.apply(place, *end)
        paint = _paint(replace(brush, fill="none"), affine.scale_of(place))
        self._add("line", ("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2), paint=paint)

    def ellipse(self, centre: Point, radii: Point, place: Map, brush: Brush) -> None:
        scale = affine.scale_of(place)
        x, y = affine.apply(place, *centre)
        rx, ry = radii[0] * scale, radii[1] * scale
        self._add("ellipse", ("cx", x), ("cy", y), ("rx", rx), ("ry", ry), paint=_paint(brush, scale))

    def text(self, text: str, at: Point, size: float, marks: str, place: Map, brush: Brush) -> None:
        """Upright whatever `place` says; `marks` are further attributes as they are to be written."""
        x, y = affine.apply(place, *at)
        tag = f'<text x="{round(x)}" y="{round(y)}" font-size="{round(size * affine.scale_of(place))}"'
        self.shapes.append(f"{tag}{marks}{_paint(replace(brush, width=0), 1)}>{escape(text)}</text>")

    def _add(self, kind: str, *numbers: tuple[str, float], paint: str) -> None:
        self.shapes.append(
            f"<{kind}" + "".join(f' {name}="{round(n)}"' for name, n in numbers) + f"{paint}/>"
        )

    def _reach(self, *ends: float) -> None:
        self.left, self.right = min(self.left, *ends), max(self.right, *ends)


def _paint(brush: Brush, scale: float) -> str:
    said = "" if brush.fill == "currentColor" else f' fill="{brush.fill}"'
    if brush.width:
        said += f' stroke="{brush.stroke}" stroke-width="{round(brush.width * scale)}"'
        said += f' stroke-dasharray="{brush.dashes}"' if brush.dashes else ""
        said += f' stroke-linecap="{brush.cap}"' if brush.cap else ""
    return said


@lru_cache(maxsize=8192)
def _turned(outline: Outline, linear: tuple[float, float, float, float]) -> Outline:
    return outlines.mapped(outline, (*linear, 0, 0))


@lru_cache(maxsize=8192)
def _written(outline: Outline) -> tuple[Point, str, float, float]:
    """Where it begins; the rest of its `d`; how far left and right of there it reaches."""
    begin, rest = outlines.written(outline)
    across = [x - begin[0] for x in _ends(outline)]
    return begin, rest, min(across), max(across)


def _ends(outline: Outline) -> Iterable[float]:
    return (points[-1][0] for _, points in outline if points)
