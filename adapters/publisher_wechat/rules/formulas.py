"""Rules for formulas: inline SVG without ids, classes or references, sized in em of the text around it."""

from __future__ import annotations

import re

from publisher.contract import Typeset
from publisher.model.tree import MathBlock

from .ink import Ink, element, em, words

EX = 0.5
"""em per ex. The engine measures in ex, a unit each font understands differently; this is a Chinese text
face's x-height, and makes a formula's letters as large as those around it."""
SIZE = re.compile(r'(<svg\b[^>]*?)\s(?:width|height|style)="[^"]*"')


def formula(ink: Ink, tex: str, display: bool) -> str:
    """The drawn formula, or its source as code where it could not be drawn."""
    drawn = ink.drawn.get((tex, display))
    if drawn is None:
        return f"<code>{element('span', words(tex), ink.theme.style(['code']))}</code>"
    return element("span", _svg(drawn, "none" if display else "100%"), "line-height:0")


def width(ink: Ink, tex: str) -> float:
    """How wide a formula within a line is drawn, in em; 0 where it could not be."""
    drawn = ink.drawn.get((tex, False))
    return drawn.width * EX if drawn else 0


def display(ink: Ink, tex: str) -> str:
    """A formula on a line of its own, scrolling sideways where the column is too narrow."""
    indent = {"padding-left": em(ink.indent)} if ink.indent else {}
    return ink.element("section", formula(ink, tex, display=True), ".formula", extra=indent)


def math_block(ink: Ink, node: MathBlock) -> str:
    return display(ink, node.tex)


def _svg(drawn: Typeset, widest: str) -> str:
    svg = drawn.svg
    while (bare := SIZE.sub(r"\1", svg, count=1)) != svg:
        svg = bare
    size = f"width:{em(drawn.width * EX)};height:{em(drawn.height * EX)};max-width:{widest}"
    style = f"{size};vertical-align:{em(-drawn.depth * EX)}"
    return svg.replace("<svg", f'<svg style="{style}"', 1)
