"""Equation numbers: which label names which number, and what a reference to it shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import count

LABEL = r"\\label\s*\{(?P<label>[^{}]*)\}"
REFERENCE = re.compile(r"\\(?P<round>eq)?ref\s*\{(?P<label>[^{}]*)\}")
_PART = re.compile(
    LABEL + r"|\\tag\s*(?P<star>\*?)\s*\{(?P<tag>(?:[^{}\\]|\\.|\{(?:[^{}\\]|\\.|\{[^{}]*\})*\})*)\}"
    r"|(?P<silent>\\(?:notag|nonumber)(?![A-Za-z]))"
    r"|\\(?P<edge>begin|end)\s*\{(?P<name>[A-Za-z]*)\*?\}|(?P<row>\\\\)|\\.|%[^\n]*",
    re.DOTALL,
)
_ROWS = frozenset({
    "align", "alignat", "aligned", "alignedat", "eqnarray", "equation", "flalign", "gather", "gathered",
    "multline", "multlined", "split",
})  # fmt: skip
"""Environments whose rows have numbers of their own; rows of a matrix have none."""


@dataclass(slots=True)
class _Row:
    """Labels by where they end, and the number the author gave."""

    labels: list[tuple[str, int]] = field(default_factory=list)
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """Formulas with the numbers given to them as `\\tag`; what each label shows; labels set twice."""

    formulas: tuple[str, ...]
    shown: Mapping[str, str]
    repeated: frozenset[str]


def number(formulas: Sequence[str], wanted: Set[str]) -> Numbered:
    """One post's formulas in order of reading. A label keeps its first meaning.

    As in LaTeX a label belongs to its row. Where the row has a `\\tag`, this is what the label shows. Else
    the row gets the next free number, if the label is `wanted`: a number nobody refers to is not shown,
    since web pages show none either unless their MathJax is set up for it.
    """
    rows = [tuple(_rows(formula)) for formula in formulas]
    taken = {row.tag for found in rows for row in found}
    free = (str(n) for n in count(1) if str(n) not in taken)
    shown: dict[str, str] = {}
    repeated: set[str] = set()
    made: list[str] = []
    for formula, found in zip(formulas, rows, strict=True):
        given: list[tuple[int, str]] = []
        for row in found:
            repeated |= {label for label, _ in row.labels if label in shown}
            new = [(label, end) for label, end in row.labels if label not in shown]
            tag = row.tag
            if tag is None and any(label in wanted for label, _ in new):
                tag = next(free)
                given.append((new[0][1], tag))
            if tag:
                shown |= {label: tag for label, _ in new}
        for end, tag in reversed(given):
            formula = f"{formula[:end]}\\tag{{{tag}}}{formula[end:]}"
        made.append(formula)
    return Numbered(tuple(made), shown, frozenset(repeated))


def references(text: str) -> Iterator[str]:
    """The labels a text refers to."""
    return (found["label"].strip() for found in REFERENCE.finditer(text))


def resolved(text: str, shown: Mapping[str, str], write: Callable[[str], str]) -> str:
    """References replaced by what `write` makes of their number, `(1)` or `1`; unknown ones stay."""

    def replaced(found: re.Match[str]) -> str:
        number = shown.get(found["label"].strip())
        if number is None:
            return found[0]
        return write(f"({number})" if found["round"] else number)

    return REFERENCE.sub(replaced, text)


def _rows(tex: str) -> Iterator[_Row]:
    """Every row that has a label or a number. `\\notag` counts as the number "": there is none to give."""
    if "\\label" not in tex and "\\tag" not in tex:
        return
    stack: list[_Row | None] = [_Row()]
    for found in _PART.finditer(tex):
        row = next(row for row in reversed(stack) if row is not None)
        if found["label"] is not None:
            row.labels.append((found["label"].strip(), found.end()))
        elif found["tag"] is not None:
            row.tag = found["tag"]
        elif found["silent"]:
            row.tag = row.tag or ""
        elif found["edge"] == "begin":
            stack.append(_Row() if found["name"] in _ROWS else None)
        elif found["edge"] == "end" and len(stack) > 1:
            if ended := stack.pop():
                yield ended
        elif found["row"] and stack[-1] is not None and len(stack) > 1:
            yield row
            stack[-1] = _Row()
    yield from (row for row in stack if row is not None)
