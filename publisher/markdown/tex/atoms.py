"""The atoms of a formula and TeX's spaces between them, as text has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from publisher.markdown.tex.symbols import BIN, CLOSE, INNER, OP, OPEN, ORD, PUNCT, REL

Shape = Literal["italic", "upright", "bold"]
Place = Literal["base", "sub", "sup"]
SPACE = "space"
"""The kind of a space the author asked for: it takes the place of TeX's."""
BEFORE, BEHIND, THIN = "\u00a0", " ", "\u2009"
"""TeX breaks lines behind a relation or an operator, never before it."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one shape at one height."""

    text: str
    shape: Shape
    place: Place


@dataclass(frozen=True, slots=True)
class Atom:
    """`kind` decides the space around it; `scripted`: it ends with a script."""

    runs: tuple[Run, ...]
    kind: str
    scripted: bool = False


_CLOSES: Mapping[str, frozenset[str]] = {
    OP: frozenset({ORD, OP}),
    INNER: frozenset({ORD, OPEN, OP}),
}
_AFTER_NOTHING = frozenset({BIN, OP, REL, OPEN, PUNCT})
_BEFORE_NOTHING = frozenset({REL, CLOSE, PUNCT})


def set_out(atoms: Sequence[Atom], *, tight: bool) -> tuple[Run, ...]:
    """Atoms side by side, spaced as in the TeXbook's chapter 18. `tight` = in a script, where only names of
    functions have space."""
    kinds = _settled(atoms)
    made: list[Run] = []
    last: str | None = None
    asked = False
    for atom, kind in zip(atoms, kinds, strict=True):
        if kind == SPACE:
            made += atom.runs
            asked = True
            continue
        behind, before = ("", "") if asked else _space(last, kind, tight)
        if behind and made:
            made[-1] = Run(made[-1].text + behind, made[-1].shape, made[-1].place)
        if before and atom.runs:
            made.append(Run(before, "upright", atom.runs[0].place))
        made += atom.runs
        last, asked = kind, False
    return merged(made)


def merged(parts: Iterable[Run]) -> tuple[Run, ...]:
    """Neighbours of one shape and height become one run."""
    grouped = groupby((run for run in parts if run.text), key=lambda run: (run.shape, run.place))
    return tuple(Run("".join(run.text for run in group), *look) for look, group in grouped)


def _settled(atoms: Sequence[Atom]) -> list[str]:
    """The kinds, a sign that joins nothing (−1, x∗) being an ordinary one."""
    kinds = [atom.kind for atom in atoms]
    seen = [index for index, kind in enumerate(kinds) if kind != SPACE]
    for order, index in enumerate(seen):
        if kinds[index] != BIN:
            continue
        before = kinds[seen[order - 1]] if order else BIN
        after = kinds[seen[order + 1]] if order + 1 < len(seen) else REL
        if before in _AFTER_NOTHING or after in _BEFORE_NOTHING:
            kinds[index] = ORD
    return kinds


def _space(left: str | None, right: str, tight: bool) -> tuple[str, str]:
    """What is added to the atom before, and what stands before the next one."""
    if left is None:
        return ("", "")
    if (left == OP and right in {ORD, OP}) or (right == OP and left in {ORD, CLOSE, OP, INNER}):
        return ("", BEFORE)
    if tight:
        return ("", "")
    if right in {BIN, REL} and left != right:
        return ("", BEFORE if left not in {OPEN, PUNCT} else "")
    if left in {BIN, REL} and right not in {BIN, REL, CLOSE, PUNCT}:
        return (BEHIND, "")
    if left == PUNCT:
        return (BEHIND, "")
    if (left == INNER and right in {ORD, OPEN}) or (right == INNER and left in {ORD, CLOSE}):
        return ("", THIN)
    return ("", "")
