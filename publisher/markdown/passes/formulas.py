"""What an engine needs to draw each formula on its own: the post's definitions, its equation numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from publisher.markdown.tex.definitions import DEFINING, Definition, names, pieces, used
from publisher.markdown.tex.numbers import Numbered, number, references, resolved
from publisher.markdown.tex.tokens import tokens
from publisher.markdown.tex.trivial import runs
from publisher.markdown.walk import transform, walk
from publisher.model.post import Note
from publisher.model.tree import Document, Math, MathBlock, Node, Text

_BRACED_COLOUR = re.compile(r"\\color\s*(?:\[\w+\])?\{[^{}]*\}\s*\{")
_DRAWS_NOTHING = re.compile(r"(?:\s|%[^\n]*|\{\s*\}|\\(?:require|label)\s*\{[^{}]*\})*")


def complete(document: Document) -> Document:
    """A copy in which every formula's `complete` is set; `tex` stays as the author wrote it.

    Definitions are visible from where they stand to the end of the post, as on a page set by MathJax. Each
    formula is given those it uses, directly or through others, in front of its own text; one that only
    defines draws nothing and is completed to "". `\\label`, `\\ref` and `\\eqref` become numbers
    (`markdown.tex.numbers`), in prose too. A document that is complete is given back as it is.
    """
    formulas = [node for node in walk(document) if isinstance(node, Math | MathBlock)]
    if formulas and all(node.complete is not None for node in formulas):
        return document
    numbered = _numbered(document)
    ready = _defined(numbered.formulas, numbered)

    def change(node: Node) -> Node:
        if isinstance(node, Math | MathBlock):
            return replace(node, complete=next(ready))
        if isinstance(node, Text) and "ref" in node.text and "\\" in node.text:
            text = resolved(node.text, numbered.shown, _in_prose)
            return replace(node, text=text) if text != node.text else node
        return node

    return transform(document, change)


def remarks(document: Document) -> tuple[Note, ...]:
    """What does not add up in a post's equation numbers, and colours that LaTeX would spread further than
    MathJax and we do, by the author's lines."""
    numbered = _numbered(document)
    made: list[Note] = []
    for node in walk(document):
        if not isinstance(node, Math | MathBlock | Text):
            continue
        text = node.text if isinstance(node, Text) else node.tex
        made += [
            Note("equation-unknown", f"no formula of this post has the label {label}", node.lines[0])
            for label in references(text)
            if label not in numbered.shown
        ]
        if not isinstance(node, Text) and (found := _BRACED_COLOUR.search(text)):
            advice = r"write \textcolor{…}{…}: LaTeX reads \color{…}{…} in another way"
            line = node.lines[0] + text.count("\n", 0, found.start())
            made.append(Note("formula-colour", advice, line))
    if numbered.repeated:
        again = ", ".join(sorted(numbered.repeated))
        made.append(Note("label-repeated", f"set more than once, the first counts: {again}"))
    return tuple(made)


def _numbered(document: Document) -> Numbered:
    formulas: list[str] = []
    wanted: set[str] = set()
    for node in walk(document):
        if isinstance(node, Math | MathBlock):
            formulas.append(node.tex)
            wanted.update(references(node.tex))
        elif isinstance(node, Text) and "\\" in node.text:
            wanted.update(references(node.text))
    return number(formulas, wanted)


def _defined(formulas: Sequence[str], numbered: Numbered) -> Iterator[str]:
    known: list[Definition] = []
    for formula in formulas:
        formula = resolved(formula, numbered.shown, lambda shown: f"\\text{{{shown}}}")
        if not known and not DEFINING.search(formula):
            yield formula
            continue
        before = len(known)
        wanted: list[tuple[str, int]] = []
        drawn = ""
        for piece in pieces(formula):
            if isinstance(piece, str):
                drawn += piece
                wanted += [(name, len(known)) for name in names(tokens(piece))]
            elif not (piece.gives_way and any(piece.name == other.name for other in known)):
                known.append(piece)
        if _DRAWS_NOTHING.fullmatch(drawn):
            yield ""
            continue
        needed = used(wanted, known)
        yield "".join(known[index].on_one_line for index in sorted(needed) if index < before) + formula


def _in_prose(number: str) -> str:
    """A number as words, where it is TeX as `$\\star$` is."""
    if not set(number) & set("\\$"):
        return number
    styled = runs(number.replace("$", ""))
    return "".join(run.text for run in styled) if styled else number
