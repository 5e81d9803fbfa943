"""What the drawing engines give: formulas as SVG, code as coloured runs. Values only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Typeset:
    """A drawn formula: self-contained SVG (no ids, classes, defs, use) in `currentColor`; sizes in ex."""

    svg: str
    width: float
    height: float
    depth: float  # below the baseline, positive downwards


class FormulaError(Exception):
    """The engine's reason why a formula cannot be drawn."""


@dataclass(frozen=True, slots=True)
class Colour:
    """A run of code of one kind: `kind` is Pygments' short class ("k", "s2", …; "" = plain)."""

    kind: str
    text: str
