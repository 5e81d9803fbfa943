"""Formulas simple enough to be set as words: italics, subscripts and superscripts, nothing else.

A formula is given as runs only where they show what TeX would: letters, digits, Greek, signs, names of
functions, one level of scripts. Anything else, and anything in doubt, is to be drawn.

Spaces are TeX's as far as text has them: one on each side of a relation or an operator, one behind a
comma, none in scripts. The one before a sign does not break, since TeX breaks a line only behind it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from publisher.markdown.cjk import is_chinese_text
from publisher.markdown.tex.atoms import SPACE, Atom, Place, Shape, set_out
from publisher.markdown.tex.atoms import Run as Run
from publisher.markdown.tex.expand import ExpansionError, expand
from publisher.markdown.tex.presets import MACROS
from publisher.markdown.tex.symbols import CLOSE, COMMANDS, DOUBLE_STRUCK, OP, OPEN, ORD, SIGNS, SPACES
from publisher.markdown.tex.tokens import Tokens, argument, skip, token_at, tokens

T = TypeVar("T")
LONGEST = 400
"""Characters of TeX; what is longer is no simple formula."""
FONTS: dict[str, Shape] = {"\\mathrm": "upright", "\\mathbf": "bold", "\\mathit": "italic"}
WORDS: dict[str, Shape] = {
    **dict.fromkeys(("\\text", "\\textrm", "\\textnormal", "\\mbox"), "upright"),
    "\\textbf": "bold",
    "\\textit": "italic",
}
DELIMITERS = {name: sign for name, (sign, _, _) in (SIGNS | COMMANDS).items() if sign in "()[]{}|‖⟨⟩⌊⌋⌈⌉"}
"""What `\\left` and `\\right` may be followed by."""
_PRIME = "′"
_ESCAPE = re.compile(r"\\([%&#$_{} ])")


class _Doubt(Exception):
    """It is not certain that words show what TeX would."""


def runs(tex: str) -> tuple[Run, ...] | None:
    """A formula within a line as styled words; None when it is not that simple.

    Definitions in front of it, and the usual presets, are carried out. Neighbouring runs differ in shape or
    height.
    """
    if len(tex) > 10 * LONGEST:
        return None
    try:
        simple = expand(tex, MACROS)
        if len(simple) > LONGEST:
            return None
        parts = tuple(part for part in tokens(simple) if not part.startswith("%"))
        made = set_out(_atoms(parts, "base", None), tight=False)
    except (_Doubt, ExpansionError):
        return None
    return made if any(run.text.strip() for run in made) else None


def _atoms(parts: Sequence[str], place: Place, font: Shape | None) -> list[Atom]:
    found: list[Atom] = []
    open_pairs = 0
    at = skip(parts, 0)
    while at < len(parts):
        if parts[at] in {"\\left", "\\right"}:
            open_pairs += 1 if parts[at] == "\\left" else -1
            if open_pairs < 0:
                raise _Doubt
        atom, at = _atom(parts, at, place, font)
        atom, at = _with_scripts(atom, parts, skip(parts, at), place, font)
        found.append(atom)
        at = skip(parts, at)
    if open_pairs:
        raise _Doubt
    return found


def _atom(parts: Sequence[str], at: int, place: Place, font: Shape | None) -> tuple[Atom, int]:
    """One atom without its scripts."""
    part = parts[at]
    if part == "{":
        inner, end = _argument(parts, at)
        atoms = _atoms(inner, place, font)
        laid = set_out(atoms, tight=place != "base")
        return Atom(laid, ORD, scripted=any(atom.scripted for atom in atoms)), end
    if part in FONTS:
        inner, end = _argument(parts, at + 1)
        laid = set_out(_atoms(inner, place, FONTS[part]), tight=place != "base")
        named = part == "\\mathrm" and re.fullmatch(r"[A-Za-z][A-Za-z0-9]+", "".join(inner).strip())
        return Atom(laid, OP if named else ORD), end  # MathJax takes upright words for functions
    if part in WORDS:
        inner, end = _argument(parts, at + 1)
        return Atom((Run(_words(inner), WORDS[part], place),), ORD), end
    if part == "\\mathbb":
        inner, end = _argument(parts, at + 1)
        return Atom((Run(_known("".join(inner).strip(), DOUBLE_STRUCK), "upright", place),), ORD), end
    if part == "\\operatorname":
        star = skip(parts, at + 1)
        inner, end = _argument(parts, star + 1 if token_at(parts, star) == "*" else star)
        name = "".join("".join(inner).split()).replace("\\,", "\u00a0")
        if not re.fullmatch(r"[A-Za-z0-9\u00a0]+", name):
            raise _Doubt
        return Atom((Run(name, "upright", place),), OP), end
    if part in {"\\left", "\\right"}:
        at = skip(parts, at + 1)
        sign = _known(token_at(parts, at), DELIMITERS)
        return Atom((Run(sign, "upright", place),), OPEN if part == "\\left" else CLOSE), at + 1
    if part in SPACES:
        return Atom((Run(SPACES[part], font or "upright", place),), SPACE), at + 1
    return _character(part, place, font), at + 1


def _character(part: str, place: Place, font: Shape | None) -> Atom:
    if part.isascii() and part.isalpha():
        return Atom((Run(part, font or "italic", place),), ORD)
    if part.isascii() and part.isdigit() and font != "italic":
        return Atom((Run(part, font or "upright", place),), ORD)
    if is_chinese_text(part):
        return Atom((Run(part, "upright", place),), ORD)
    sign, kind, shape = _known(part, COMMANDS if len(part) > 1 else SIGNS)
    if font in {None, "upright"} or shape == "italic":  # fonts leave small Greek letters as they are
        return Atom((Run(sign, "italic" if shape == "italic" else "upright", place),), kind)
    if font == "bold" and kind == ORD and sign.isalpha():
        return Atom((Run(sign, font, place),), kind)
    raise _Doubt


def _with_scripts(
    atom: Atom, parts: Sequence[str], at: int, place: Place, font: Shape | None
) -> tuple[Atom, int]:
    """The atom with the one script that follows it; primes may stand before a superscript."""
    last = ""
    while (part := token_at(parts, at)) in {"'", _PRIME, "^", "_"}:
        made: tuple[Run, ...] = (Run(_PRIME, "upright", place),)
        end = at + 1
        if part in {"^", "_"}:
            made, end = _script(parts, at, font)
        kind = part
        if all(not run.text.strip(_PRIME) for run in made):  # f^\prime is f'
            kind, made = _PRIME, tuple(replace(run, place=place) for run in made)
        elif place != "base":
            raise _Doubt
        if not (atom.runs and made) or atom.kind == SPACE or atom.scripted or (last, kind) not in _FOLLOWS:
            raise _Doubt
        atom = replace(atom, runs=atom.runs + made)
        last, at = kind, skip(parts, end)
    return replace(atom, scripted=atom.scripted or bool(last)), at


_FOLLOWS = {("", _PRIME), ("", "^"), ("", "_"), (_PRIME, _PRIME), (_PRIME, "^")}


def _script(parts: Sequence[str], at: int, font: Shape | None) -> tuple[tuple[Run, ...], int]:
    place: Place = "sup" if parts[at] == "^" else "sub"
    at = skip(parts, at + 1)
    if token_at(parts, at) in {"", "^", "_", "'", "}", "\\left", "\\right"}:
        raise _Doubt
    atom, end = _atom(parts, at, place, font)
    if atom.kind == OP and parts[at] in COMMANDS:
        raise _Doubt  # x_\log is an error: the name of a function needs braces here
    return atom.runs, end


def _argument(parts: Sequence[str], at: int) -> tuple[Tokens, int]:
    read = argument(parts, at)
    if read is None:
        raise _Doubt
    return read


def _words(parts: Sequence[str]) -> str:
    """What stands in `\\text{…}`."""
    bare = _ESCAPE.sub("", "".join(parts))
    if set(bare) & set("\\$`{}~"):
        raise _Doubt
    return re.sub(r"\s+", " ", _ESCAPE.sub(r"\1", "".join(parts))).replace("'", "’")


def _known(name: str, table: Mapping[str, T]) -> T:
    if name not in table:
        raise _Doubt
    return table[name]
