"""Drawing all of a post's formulas before a rule is applied, so that every broken one is told at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from publisher.contract import FormulaError, Tools, Typeset
from publisher.errors import SourceError
from publisher.markdown.walk import walk
from publisher.model.post import Note
from publisher.model.rendition import FormulaUse
from publisher.model.tree import Document, Math, MathBlock


@dataclass(frozen=True, slots=True)
class Drawings:
    """Every formula that could be drawn, by (tex, display), and what is to be said of all of them."""

    drawn: Mapping[tuple[str, bool], Typeset]
    uses: tuple[FormulaUse, ...]
    notes: tuple[Note, ...]


def draw(document: Document, path: str, tools: Tools) -> Drawings:
    """Raises SourceError with all formulas that cannot be drawn, unless `tools.lenient`."""
    drawn: dict[tuple[str, bool], Typeset] = {}
    broken: dict[tuple[str, bool], str] = {}
    uses: list[FormulaUse] = []
    wrong: list[tuple[int, str]] = []
    for tex, display, line in _formulas(document):
        formula = (tex, display)
        if formula not in drawn and formula not in broken:
            try:
                drawn[formula] = tools.typeset(tex, display)
            except FormulaError as error:
                broken[formula] = str(error)
        if formula in broken:
            wrong.append((line, f"{broken[formula]} in {_short(tex)}"))
        uses.append(FormulaUse(tex, display, "source" if formula in broken else "svg", line))
    if wrong and not tools.lenient:
        told = wrong[0][1] if len(wrong) == 1 else "; ".join(f"line {line}: {text}" for line, text in wrong)
        raise SourceError(
            f"{'a formula' if len(wrong) == 1 else f'{len(wrong)} formulas'} cannot be drawn: {told}",
            hint="mend the TeX, or use --lenient to send the source as it is",
            path=path,
            line=wrong[0][0],
        )
    notes = tuple(Note("formula-as-source", text, line) for line, text in wrong)
    return Drawings(drawn, tuple(uses), notes)


def _formulas(document: Document) -> Iterator[tuple[str, bool, int]]:
    for node in walk(document):
        if isinstance(node, MathBlock):
            yield node.tex, True, node.lines[0]
        elif isinstance(node, Math):
            yield node.tex, node.display, node.lines[0]


def _short(tex: str) -> str:
    line = " ".join(tex.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
