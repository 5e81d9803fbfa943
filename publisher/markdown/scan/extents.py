"""Where what begins on a line ends: fenced code, a formula, a table. All lines are 0-based."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from publisher.markdown.parsing.formulas import formula_at, opens_formula
from publisher.markdown.scan import signs
from publisher.markdown.scan.parts import Stretch, Unsure

_LONGEST = 500
"""Lines that are looked through; keeps a page of what nothing closes from taking forever."""


def fence_end(lines: Sequence[str], at: int, fence: re.Match[str], *, held: bool) -> int:
    """The line that closes a fence; `held`: it stands in a list. Raises Unsure where none does."""
    _, sign, info = fence.groups()
    if sign[0] == "`" and "`" in info:
        raise Unsure
    margin = "[ \t]*" if held else " {0,3}"
    closing = re.compile(rf"{margin}{re.escape(sign[0])}{{{len(sign)},}}[ \t]*$")
    end = next((number for number in range(at + 1, len(lines)) if closing.match(lines[number])), 0)
    if not end:
        raise Unsure
    return end


def least_indent(lines: Sequence[str]) -> int:
    """The indent of the line that has least, blank ones apart."""
    return min((signs.indent_of(line.expandtabs(4)) for line in lines if line.strip()), default=0)


def table(lines: Sequence[str], at: int) -> tuple[list[Stretch], int]:
    """The cells that may hold links of the table whose head stands at a line, and the line behind it."""
    head, cells, end = lines[at], list[Stretch](), at
    if "|" not in head or head.lstrip()[0] in "<>#`~:!?=-+*$\\" or signs.MARKER.match(head):
        raise Unsure
    if signs.cells_of(head) != signs.cells_of(lines[at + 1]):
        raise Unsure
    while end < len(lines) and lines[end].strip():
        row = lines[end]
        if end > at + 1 and ("|" not in row or signs.MARKER.match(row) or row.lstrip()[0] in "<>#`~"):
            raise Unsure
        if signs.LINKS.search(row):
            if re.search(r"[`$\\]|\[\[", row):
                raise Unsure
            cells += (Stretch(end, cell.strip()) for cell in row.strip().strip("|").split("|"))
        end += 1
    return cells, end


def formula_end(lines: Sequence[str], at: int, words: str, margin: int) -> int:
    """The last line of a display formula that has its lines to itself and begins with `words`; -1 = there is
    none. `margin` is where the words of the list item begin that it stands in, 0 = in none. Raises Unsure."""
    opener = next((sign for sign in signs.CLOSERS if words.startswith(sign)), "")
    if not opener:
        return -1
    text, tail, end = words, words[len(opener) :], at
    while signs.CLOSERS[opener] not in tail:
        end += 1
        if end > at + _LONGEST:
            raise Unsure
        line = lines[end].expandtabs(4) if end < len(lines) else ""
        if not line.strip() or signs.indent_of(line) < margin:
            if text.strip() == opener or opener == "\\begin{" or margin:
                raise Unsure  # some formulas go on below
            return -1
        tail = line.strip()
        text += f"\n{tail}"
    formula = formula_at(text, 0, len(text))
    if not formula or not formula.display:
        raise Unsure
    return -1 if text[formula.end :].strip() else end


def leaves_open(lines: Sequence[str], at: int) -> bool:
    """Whether a line opens a `$$` that a later line of the same words closes."""
    if not opens_formula(lines[at]):
        return False
    return any("$$" in line for line in below(lines, at))


def below(lines: Sequence[str], at: int) -> Iterator[str]:
    """The lines behind one, up to a blank line."""
    return takewhile(str.strip, lines[at + 1 : at + _LONGEST])
