"""What the drawing engines give: formulas as SVG, code as coloured runs. Values only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Typeset:
    """A drawn formula: self-contained SVG (no ids, classes, defs, use) in `currentColor`; sizes in ex.
    `words`: it holds `<text>` (Chinese, mostly), whose look depends on the reader's fonts."""

    svg: str
    width: float
    height: float
    depth: float  # below the baseline, positive downwards
    words: bool = False


class FormulaError(Exception):
    """The engine's reason why a formula cannot be drawn."""


@dataclass(frozen=True, slots=True)
class Diagram:
    """A diagram that can be drawn, and its size in CSS pixels. Its SVG uses styles and ids: only for
    rasterising."""

    svg: str
    width: int
    height: int


class DiagramError(Exception):
    """The engine's reason why a diagram cannot be drawn."""


@dataclass(frozen=True, slots=True)
class Colour:
    """A run of code of one kind: `kind` is Pygments' short class ("k", "s2", …; "" = plain)."""

    kind: str
    text: str
