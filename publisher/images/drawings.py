"""The pixels of what is drawn from words: formulas, diagrams, covers."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Protocol

from publisher.images.card import card
from publisher.images.fit import MOST_PIXELS
from publisher.images.sniff import ImageError
from publisher.markdown.drawn import DENSITY, PADDING
from publisher.model.drawing import FONTS, Diagram, DiagramError, FormulaError, Typeset
from publisher.model.post import CardOrigin, DiagramOrigin, FormulaOrigin

if TYPE_CHECKING:
    from PIL.Image import Image

Drawn = FormulaOrigin | DiagramOrigin | CardOrigin
FORMULA_SCALE = 3
"""Pixels of a formula's picture for each CSS pixel at 16 of them to the em: phones have three."""
INK = "#333333"
"""Of formulas. On white paper: WeChat leaves pictures alone in dark mode (page #191919), so dark ink on none
would vanish there, and a grey that can be read on both is faint on either."""
FORMULA_COLOURS = 16
"""Greys enough for smooth edges, in half a byte a pixel."""
_SIZE = re.compile(r'width="[0-9.]+ex" height="[0-9.]+ex"')


class Engines(Protocol):
    """The share of `contract.Tools` that draws."""

    def typeset(self, tex: str, display: bool, /) -> Typeset: ...
    def draw(self, text: str, language: str, /) -> Diagram: ...


def drawn(origin: Drawn, engines: Engines) -> bytes:
    """A PNG, the same for the same engines and fonts. Raises ImageError where a font is missing; what cannot
    be drawn at all is told by the render that comes before."""
    if isinstance(origin, CardOrigin):
        return card(origin)
    try:
        if isinstance(origin, FormulaOrigin):
            return formula(engines.typeset(origin.tex, origin.display))
        return diagram(engines.draw(origin.text, origin.language))
    except (FormulaError, DiagramError) as error:
        raise ImageError(f"cannot be drawn: {error}", "mend it in the post") from error


def formula(typeset: Typeset) -> bytes:
    """Dark on white, `PADDING` ex wide on each side, in few colours."""
    from publisher.images.raster import EX

    # enlarged here, since the rasteriser rounds to whole pixels before it enlarges
    width, height = (side * EX * FORMULA_SCALE for side in (typeset.width, typeset.height))
    svg = _SIZE.sub(f'width="{width:.2f}" height="{height:.2f}"', typeset.svg, count=1)
    svg = svg.replace("<svg", f'<svg color="{INK}" font-family="{FONTS}"', 1)
    image = _on_white(svg, 1, round(PADDING * EX * FORMULA_SCALE), "write it without Chinese in it")
    return _png(image.quantize(FORMULA_COLOURS) if _is_grey(image) else image)


def diagram(drawing: Diagram) -> bytes:
    """On white, two pixels for each CSS pixel."""
    return _png(
        _on_white(drawing.svg, DENSITY, 0, "keep a picture of it beside the post and name that in its fence")
    )


def _on_white(svg: str, scale: float, around: int, otherwise: str) -> Image:
    from PIL import Image  # none of these is needed to plan

    from publisher.images.fonts import require
    from publisher.images.raster import svg_to_png
    from publisher.images.svg import svg_size

    width, height, _ = svg_size(svg.encode())
    if width * height * scale * scale > MOST_PIXELS:
        raise ImageError("is too large to be drawn", "divide it")
    require(svg, "cannot be drawn", otherwise)
    with Image.open(BytesIO(svg_to_png(svg, scale))) as ink:
        paper = Image.new("RGBA", (ink.width + 2 * around, ink.height + 2 * around), "white")
        paper.alpha_composite(ink.convert("RGBA"), (around, around))
    return paper.convert("RGB")


def _is_grey(image: Image) -> bool:
    from PIL import ImageChops

    red, green, blue = image.split()
    differences = (ImageChops.difference(red, green), ImageChops.difference(red, blue))
    return all(each.getextrema() == (0, 0) for each in differences)


def _png(image: Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
