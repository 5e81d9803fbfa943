"""What the drawing engines give: formulas as SVG, code as coloured runs. Values only."""

from __future__ import annotations

from dataclasses import dataclass

FONTS = "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif"
"""The face of words in drawn pictures, Latin and Chinese alike; each system has one of them."""


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
    """The engine's reason why a formula cannot be drawn. `line` is where, as far as that is known, counted
    within the formula from 0: the author's line is that many further than the formula's first."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True, slots=True)
class Diagram:
    """A diagram that can be drawn, and its size in CSS pixels. Its SVG uses styles and ids: only for
    rasterising. `words` are its title and labels, in the order they are drawn."""

    svg: str
    width: int
    height: int
    words: str = ""


class DiagramError(Exception):
    """The engine's reason why a diagram cannot be drawn; `line` counts from 1 in its text, 0 = not known."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True, slots=True)
class Colour:
    """A run of code of one kind: `kind` is Pygments' short class ("k", "s2", …; "" = plain)."""

    kind: str
    text: str
