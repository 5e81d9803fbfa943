"""Assets that are drawn from what the author wrote: formulas and diagrams as pictures."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from publisher.model.drawing import Typeset
from publisher.model.post import Asset, DiagramOrigin, FormulaOrigin

DENSITY = 2
"""Pixels of a diagram's picture for each CSS pixel it is to be shown at."""
PADDING = 0.25
"""ex of white paper around a formula's picture, on each side."""


def formula_asset(tex: str, display: bool, recipe: str) -> Asset:
    """A formula as a picture, of any size. `tex` is what an engine needs to draw it (`Math.complete`);
    `recipe` names how it is drawn (`Tools.formula_recipe`)."""
    origin = FormulaOrigin(tex, display, recipe)
    return Asset(_ref("formula", tex, display, recipe), "formula.png", origin, "image/png")


def framed(drawn: Typeset) -> Typeset:
    """A formula as large as its picture is: what shows the picture has to make that much room."""
    return replace(
        drawn, width=drawn.width + 2 * PADDING, height=drawn.height + 2 * PADDING, depth=drawn.depth + PADDING
    )


def diagram_asset(language: str, text: str, recipe: str, width: int, height: int, line: int = 0) -> Asset:
    """A diagram as a picture; `width` and `height` are CSS pixels as drawn (`Diagram`), the asset's own
    are those of the picture made of it. `recipe` names how it is drawn (`Tools.diagram_recipe`), `line` where
    its author wrote it: that is no part of the reference."""
    origin = DiagramOrigin(language, text, recipe, line)
    ref = _ref("diagram", language, text, recipe)
    return Asset(ref, f"{language}.png", origin, "image/png", width * DENSITY, height * DENSITY)


def _ref(*source: object) -> str:
    """Equal for what is drawn alike, on every machine."""
    return f"asset:{hashlib.sha256(json.dumps(source).encode()).hexdigest()}"
