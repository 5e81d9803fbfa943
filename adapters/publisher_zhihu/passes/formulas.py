"""Formulas: checked by the engine every target shares, then made the one line Zhihu takes."""

from __future__ import annotations

from dataclasses import replace

from publisher.contract import FormulaError, Tools
from publisher.errors import SourceError
from publisher.markdown.walk import transform
from publisher.model.post import Note
from publisher.model.rendition import FormulaUse
from publisher.model.tree import Code, CodeBlock, Document, Math, MathBlock, Node

from ..tex import expand, one_line


def settle(
    document: Document, tools: Tools, path: str
) -> tuple[Document, tuple[FormulaUse, ...], tuple[Note, ...]]:
    """Every formula ready to print. Broken ones: one SourceError naming them all; with `tools.lenient`
    their source is shown as code, with a Note."""
    uses: list[FormulaUse] = []
    notes: list[Note] = []
    broken: list[tuple[int, str]] = []

    def change(node: Node) -> Node | tuple[Node, ...]:
        if not isinstance(node, Math | MathBlock):
            return node
        display = isinstance(node, MathBlock) or node.display
        line = node.lines[0]
        try:
            tools.typeset(node.tex, display)
        except FormulaError as error:
            broken.append((line, f"{_short(node.tex)}: {error}"))
            notes.append(Note("formula-broken", f"shown as source: {_short(node.tex)} ({error})", line))
            uses.append(FormulaUse(node.tex, display, "source", line))
            if isinstance(node, MathBlock):
                return CodeBlock(code=node.tex, language="latex", lines=node.lines, span=node.span)
            return Code(text=node.tex, lines=node.lines, span=node.span)
        uses.append(FormulaUse(node.tex, display, "eeimg", line))
        tex, whole = expand(one_line(node.tex, display))
        tex = one_line(tex, display)
        if not whole:
            notes.append(
                Note("formula-macro", f"Zhihu knows no \\newcommand or \\def: {_short(node.tex)}", line)
            )
        if not tex:
            notes.append(Note("formula-empty", "a formula that prints nothing is left out", line))
            return ()
        return replace(node, tex=tex)

    settled = transform(document, change)
    if broken and not tools.lenient:
        line, first = broken[0]
        more = "".join(f"; line {at}: {reason}" for at, reason in broken[1:])
        raise SourceError(
            f"a formula cannot be set: {first}{more}",
            hint="mend the TeX, or show its source instead with --lenient",
            path=path,
            line=line,
        )
    return settled, tuple(uses), tuple(notes)


def _short(tex: str) -> str:
    line = " ".join(tex.split())
    return line if len(line) <= 60 else line[:59] + "…"
