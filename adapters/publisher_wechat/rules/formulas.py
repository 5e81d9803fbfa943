"""A formula's forms: styled words, inline SVG, a picture; and the rules that leave room for them.

SVG has no ids, classes or references, and is sized in em of the text around it, as a picture is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from publisher.contract import Typeset
from publisher.markdown.cjk import is_cjk
from publisher.markdown.tex.trivial import Run
from publisher.model.tree import Math, MathBlock

from ..slots import Slot
from ..theme import Theme
from .ink import Ink, element, em, words

EX = 0.5
"""em per ex. The engine measures in ex, a unit each font understands differently; this is a Chinese text
face's x-height, and makes a formula's letters as large as those around it."""
NARROW = 18
"""em; a formula wider than this may fill a phone's line: it has to shrink there, and to part from its
punctuation."""
SHRINKS = 26
"""em; a display formula up to this width shrinks a little to fit a phone, a wider one scrolls."""
SIZE = re.compile(r'(<svg\b[^>]*?)\s(?:width|height|style|xmlns)="[^"]*"')
SHAPES = {"italic": "em", "bold": "strong", "upright": ""}
PLACES = {"base": "", "sub": "sub", "sup": "sup"}
SERIF = "font-family:serif"


def key(node: Math | MathBlock) -> tuple[str, str, bool]:
    """What tells drawn formulas apart: the author's TeX, what an engine is given, display."""
    complete = node.tex if node.complete is None else node.complete
    return node.tex, complete, isinstance(node, MathBlock) or node.display


def empty(node: Math | MathBlock) -> bool:
    """Whether a formula only defines what others use: there is nothing of it to see."""
    return node.complete is not None and not node.complete.strip() and bool(node.tex.strip())


def math(ink: Ink, node: Math) -> str:
    return tied(ink, node, "", "")


def tied(ink: Ink, node: Math, before: str, after: str) -> str:
    """A formula within a line and the punctuation (as HTML) that must not part from it."""
    if empty(node):
        return before + after
    return str(Slot(ink.formulas[key(node)], node.lines[0], before, after))


def math_block(ink: Ink, node: MathBlock | Math) -> str:
    """A formula on a line of its own, scrolling sideways where the column is too narrow. A paragraph: what
    gives it its size and colour is then said by itself, and not lost in the editor."""
    if empty(node):
        return ""
    return ink.element("p", str(Slot(ink.formulas[key(node)], node.lines[0])), ".formula")


def as_words(runs: Iterable[Run], *, face: bool) -> str:
    """A simple formula as text: italics for variables, raised and lowered scripts, no place to break."""
    runs = tuple(runs)
    grouped = groupby(runs, lambda run: run.place)
    html = "".join(_script(place, tuple(group), face=face) for place, group in grouped)
    text = "".join(run.text for run in runs)
    style = [SERIF] if face and not any(map(is_cjk, text)) else []
    if re.search("[-/–—?!]", text):
        style.append("white-space:nowrap")
    whole = re.fullmatch("<em>([^<]*)</em>", html)
    if style and whole:
        return element("em", whole[1], ";".join(style))
    return element("span", html, ";".join(style))


def _script(place: str, runs: tuple[Run, ...], *, face: bool) -> str:
    html = "".join(_shaped(run) for run in runs)
    # raised and lowered text would push the lines apart by a pixel or two
    return element(PLACES[place], html, "line-height:0" if face else "") if PLACES[place] else html


def _shaped(run: Run) -> str:
    text = words(run.text).replace(" ", "&nbsp;")
    return element(SHAPES[run.shape], text) if SHAPES[run.shape] else text


def as_svg(drawn: Typeset, *, display: bool) -> str:
    svg = drawn.svg
    while (bare := SIZE.sub(r"\1", svg, count=1)) != svg:
        svg = bare
    style = ";".join((*_width(drawn, display), f"height:{em(drawn.height * EX)}", *_lowered(drawn)))
    return svg.replace("<svg", f'<svg style="{style}"', 1)


def as_picture(drawn: Typeset, ref: str, tex: str, *, display: bool) -> str:
    """The TeX is its description: it can be read aloud, copied, and found again."""
    # what may be made to fit the column has to keep its shape
    height = () if drawn.width * EX > NARROW else (f"height:{em(drawn.height * EX)}",)
    style = ";".join((*_width(drawn, display), *height, *_lowered(drawn)))
    return f'<img src="{ref}" alt="{words(" ".join(tex.split()))}" style="{style}">'


def as_source(theme: Theme, tex: str) -> str:
    """For what could not be drawn."""
    return element("code", element("span", words(tex), theme.style(["code"])))


def _width(drawn: Typeset, display: bool) -> tuple[str, ...]:
    width = drawn.width * EX
    if width <= NARROW:
        return (f"width:{em(width)}",)
    if display and width > SHRINKS:
        # the reader's page holds everything to the column by a max-width that only a least width outdoes
        return (f"width:{em(width)}", f"min-width:{em(width)}")
    return (f"width:{em(width)}", "max-width:100%")


def _lowered(drawn: Typeset) -> tuple[str, ...]:
    return (f"vertical-align:{em(-drawn.depth * EX)}",) if round(drawn.depth * EX, 2) else ()
