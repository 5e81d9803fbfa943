"""A flat drawing being made: shapes at their final places, y downwards, on the grid of `notation`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from xml.sax.saxutils import escape

from publisher.markdown.cjk import is_cjk
from publisher.typeset import affine, outlines, strokes
from publisher.typeset.affine import Map, Point
from publisher.typeset.notation import GRID, Spot, Written, moved, spot_of, written
from publisher.typeset.outlines import Outline, Rectangle
from publisher.typeset.smooth import simplified

TOLERANCE = 3.0
"""Thousandths of an em that a curve may be off: a twentieth of a pixel in text of 16 pixels."""


@dataclass(frozen=True, slots=True)
class Brush:
    """How a shape is painted. `width` is of the stroke, 0 = none; `dashes`, `cap` and `join` as in SVG."""

    fill: str = "currentColor"
    stroke: str = "currentColor"
    width: float = 0.0
    dashes: str = ""
    cap: str = ""
    join: str = ""


@dataclass(slots=True)
class Path:
    """Shapes painted alike."""

    paint: str
    d: list[str] = field(default_factory=list)
    here: Spot = (0, 0)

    def __str__(self) -> str:
        return f'<path d="{"".join(self.d)}"{self.paint}/>'


@dataclass(slots=True)
class Words:
    """Characters MathJax's font lacks (Chinese, mostly), in the reader's own font."""

    text: str
    at: Spot
    size: int
    marks: str
    paint: str
    wide: bool
    """Every character is as wide as an em."""

    def __str__(self) -> str:
        place = f'x="{self.at[0]}" y="{self.at[1]}" font-size="{self.size}"'
        return f"<text {place}{self.marks}{self.paint}>{escape(self.text)}</text>"

    def is_continued_by(self, other: Words) -> bool:
        """Whether it stands where a wide character after these stands by itself, an em further."""
        off = other.at[0] - self.at[0] - len(self.text) * self.size
        looks = self.at[1], self.size, self.marks, self.paint
        return (
            abs(off) <= len(self.text)  # sizes are rounded
            and looks == (other.at[1], other.size, other.marks, other.paint)
            and self.wide
            and other.wide
        )


@dataclass(slots=True)
class Canvas:
    """`left`, `top`, `right`, `bottom` tell how far the ink reaches, in thousandths of an em."""

    left: float
    top: float
    right: float
    bottom: float
    shapes: list[Path | Words] = field(default_factory=list)

    def path(self, outline: Outline, place: Map, brush: Brush, window: Rectangle | None = None) -> None:
        """`window` cuts off what lies outside it, in the canvas's own units."""
        if window is not None:
            outline, place = outlines.cut(outlines.mapped(outline, place), window), affine.SAME
        if not outline:
            return
        shape, box = _shape(outline, place[:4], filled=not brush.width)
        x, y = place[4:]
        half = brush.width * affine.scale_of(place) / 2
        self.left, self.top = min(self.left, box[0] + x - half), min(self.top, box[1] + y - half)
        self.right, self.bottom = max(self.right, box[2] + x + half), max(self.bottom, box[3] + y + half)
        across, down = spot_of((x, y))
        path = self._path(_paint(brush, affine.scale_of(place)))
        path.d.append(moved((across + shape.begin[0], down + shape.begin[1]), path.here) + shape.rest)
        path.here = across + shape.end[0], down + shape.end[1]

    def rectangle(self, corner: Point, size: Point, radius: float, place: Map, brush: Brush) -> None:
        here = _moved(place, corner)
        if brush.fill != "none":
            self._fill((strokes.rectangle(size),), here, brush.fill)
        if brush.width and (radius or brush.dashes):
            edge = strokes.rounded(size, radius) if radius else strokes.polygon(strokes.rectangle(size))
            self.path(edge, here, brush)
        elif brush.width:
            half = brush.width / 2
            self._fill((strokes.rectangle(size, half), strokes.rectangle(size, -half)), here, brush.stroke)

    def line(self, start: Point, end: Point, place: Map, brush: Brush) -> None:
        here, end = _moved(place, start), (end[0] - start[0], end[1] - start[1])
        if brush.dashes or brush.cap:
            self.path((("M", ((0.0, 0.0),)), ("L", (end,))), here, brush)
        elif any(end) and brush.width:
            self._fill((strokes.bar(end, brush.width),), here, brush.stroke)

    def ellipse(self, centre: Point, radii: Point, place: Map, brush: Brush) -> None:
        self.path(strokes.oval(radii), _moved(place, centre), brush)

    def text(self, text: str, at: Point, size: float, marks: str, place: Map, brush: Brush) -> None:
        """Upright whatever `place` says; `marks` are further attributes as they are to be written."""
        height = round(size * affine.scale_of(place) / GRID)
        paint = _paint(replace(brush, width=0), 1)
        new = Words(text, spot_of(affine.apply(place, *at)), height, marks, paint, all(map(is_cjk, text)))
        last = self.shapes[-1] if self.shapes else None
        if isinstance(last, Words) and last.is_continued_by(new):
            last.text += text
        else:
            self.shapes.append(new)

    def _fill(self, rings: Iterable[strokes.Ring], place: Map, colour: str) -> None:
        """Polygons as areas, all but the first as holes: these run the other way round."""
        steps = (
            step for at, ring in enumerate(rings) for step in strokes.polygon(ring[::-1] if at else ring)
        )
        self.path(tuple(steps), place, Brush(fill=colour))

    def _path(self, paint: str) -> Path:
        """The last path painted so, unless something painted otherwise came after it."""
        for shape in reversed(self.shapes):
            if shape.paint != paint:
                break
            if isinstance(shape, Path):
                return shape
        path = Path(paint)
        self.shapes.append(path)
        return path


def _moved(place: Map, to: Point) -> Map:
    """The same map with another point as its origin."""
    return (*place[:4], *affine.apply(place, *to))


def _paint(brush: Brush, scale: float) -> str:
    if not brush.width:
        return "" if brush.fill == "currentColor" else f' fill="{brush.fill}"'
    unit = scale / GRID
    said = f' fill="none" stroke="{brush.stroke}" stroke-width="{round(brush.width * unit)}"'
    if brush.dashes:
        lengths = (str(round(float(length) * unit)) for length in brush.dashes.replace(",", " ").split())
        said += f' stroke-dasharray="{" ".join(lengths)}"'
    said += f' stroke-linecap="{brush.cap}"' if brush.cap else ""
    return said + (f' stroke-linejoin="{brush.join}"' if brush.join else "")


@lru_cache(maxsize=8192)
def _shape(
    outline: Outline, linear: tuple[float, float, float, float], *, filled: bool
) -> tuple[Written, Rectangle]:
    """What is written of an outline wherever it is put, and how far its ink reaches around there."""
    turned = outlines.mapped(outline, (*linear, 0, 0))
    across = [points[-1][0] for _, points in turned if points]
    down = [points[-1][1] for _, points in turned if points]
    shape = written(simplified(turned, TOLERANCE) if filled else turned, filled=filled)
    return shape, (min(across), min(down), max(across), max(down))
