"""Formulas: TeX that every engine takes alike, macros made before they are used, numbers that add up."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.markdown.lint.manuscript import Manuscript
from publisher.markdown.passes.formulas import remarks
from publisher.markdown.tex.definitions import DEFINING, Definition, names, pieces
from publisher.markdown.tex.tokens import tokens
from publisher.model.post import Note
from publisher.model.tree import Math, MathBlock

_NEW = ("\\newcommand", "\\newenvironment", "\\Declare", "\\def", "\\gdef")
"""Others change what there already is, so that a use before them means what was there."""


def formulas(about: Manuscript) -> Iterator[Note]:
    yield from _late([node for node in about.nodes if isinstance(node, Math | MathBlock)])
    yield from remarks(about.post.document)


def _late(found: list[Math | MathBlock]) -> Iterator[Note]:
    """Macros that a formula uses although only a later one makes them."""
    if not any(DEFINING.search(node.tex) for node in found):
        return
    cut = [(node.lines[0], pieces(node.tex)) for node in found]
    made: dict[str, int] = {}
    for line, parts in cut:
        for part in parts:
            if isinstance(part, Definition) and part.source.startswith(_NEW):
                made.setdefault(part.name, line)
    known: set[str] = set()
    for line, parts in cut:
        for part in parts:
            if isinstance(part, Definition):
                known.add(part.name)
                continue
            for name in sorted((names(tokens(part)) & made.keys()) - known):
                known.add(name)  # said once
                yield Note("tex-macro-late", f"{name} is used here, and made only on line {made[name]}", line)
