"""Formulas: checked by the engine every target shares, then made the one line Zhihu takes."""

from __future__ import annotations

from dataclasses import replace

from publisher.contract import FormulaError, Tools
from publisher.errors import SourceError
from publisher.markdown.tex.expand import ExpansionError
from publisher.markdown.tex.trivial import runs
from publisher.markdown.walk import transform
from publisher.model.post import Note
from publisher.model.rendition import FormulaUse
from publisher.model.tree import Code, CodeBlock, Document, Math, MathBlock, Node

from ..notation import UNSURE, settled
from .notes import Notes


def settle(
    document: Document, tools: Tools, path: str
) -> tuple[Document, tuple[FormulaUse, ...], tuple[Note, ...]]:
    """Every formula ready to print: `complete`, which `passes.formulas` has set, becomes what Zhihu is given.
    Broken ones: one SourceError naming them all; with `tools.lenient` their source is shown as code."""
    settling = _Settling(tools)
    document = transform(document, settling.change)
    if settling.broken and not tools.lenient:
        raise _broken(settling.broken, path)
    return document, tuple(settling.uses), tuple(settling.notes)


class _Settling:
    """One document's formulas; `broken` says of each that cannot be set where it is, and why."""

    def __init__(self, tools: Tools) -> None:
        self.tools = tools
        self.uses: list[FormulaUse] = []
        self.notes = Notes()
        self.broken: list[tuple[int, str]] = []

    def change(self, node: Node) -> Node | tuple[Node, ...]:
        if not isinstance(node, Math | MathBlock):
            return node
        display = isinstance(node, MathBlock) or node.display
        line, whole = node.lines[0], node.tex if node.complete is None else node.complete
        try:
            if not _is_plain(whole, display):
                self.tools.typeset(whole, display)
            tex = settled(whole, display)
        except (FormulaError, ExpansionError) as error:
            return self._as_source(node, display, str(error), getattr(error, "line", 0))
        self.uses.append(FormulaUse(node.tex, display, "eeimg", line))
        if not tex:
            self.notes.say("formula-empty", "a formula that prints nothing is left out", node)
            return ()
        if unsure := UNSURE.search(tex):
            detail = f"Zhihu may not know {unsure.group()}: look at this formula in the draft"
            self.notes.say("formula-unsure", detail, node)
        return replace(node, tex=tex)

    def _as_source(self, node: Math | MathBlock, display: bool, reason: str, below: int) -> Node:
        line = node.lines[0] + below
        told = f"{reason} in {_short(node.tex)}"
        self.broken.append((line, told))
        self.notes.say("formula-broken", told, replace(node, lines=(line, node.lines[1])))
        self.uses.append(FormulaUse(node.tex, display, "source", line))
        if isinstance(node, MathBlock):
            return CodeBlock(code=node.tex, language="latex", lines=node.lines, span=node.span)
        return Code(text=node.tex, lines=node.lines, span=node.span)


def _is_plain(tex: str, display: bool) -> bool:
    """Whether a formula needs no engine to be known for good: "" (nothing but definitions), or mere signs."""
    return not tex or (not display and runs(tex) is not None)


def _broken(found: list[tuple[int, str]], path: str) -> SourceError:
    (line, first), *rest = found
    more = "".join(f"; line {at}: {reason}" for at, reason in rest)
    return SourceError(
        f"{f'{len(found)} formulas' if rest else 'a formula'} cannot be drawn: {first}{more}",
        hint="mend the TeX, or use --lenient to send the source as it is",
        path=path,
        line=line,
    )


def _short(tex: str) -> str:
    line = " ".join(tex.split())
    return line if len(line) <= 60 else line[:59] + "…"
