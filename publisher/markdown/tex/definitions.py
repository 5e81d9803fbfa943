"""What a formula defines: commands, environments and colours that later formulas may use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from publisher.markdown.tex.comments import without_comments
from publisher.markdown.tex.tokens import (
    Tokens,
    argument,
    bare,
    bracketed,
    is_blank,
    is_word,
    skip,
    token_at,
    tokens,
)

COMMANDS = frozenset({"\\newcommand", "\\renewcommand", "\\providecommand"})
ENVIRONMENTS = frozenset({"\\newenvironment", "\\renewenvironment"})
DEFINING = re.compile(
    r"\\(?:(?:new|renew|provide)command|g?def|let|DeclareMathOperator|DeclarePairedDelimiter|definecolor"
    r"|(?:re)?newenvironment)(?![A-Za-z])"
)
"""Found nowhere in a text that defines nothing."""
LONGEST = 20_000
"""Characters of a formula in which definitions are looked for."""
_DELIMITERS = 50
"""Tokens between the arguments of a `\\def`."""
_PREFIXES = frozenset({"\\global", "\\long"})
_COLOURS = frozenset(
    {"\\color", "\\textcolor", "\\colorbox", "\\fcolorbox", "\\pagecolor", "\\cellcolor", "\\rowcolor"}
)


@dataclass(frozen=True, slots=True)
class Macro:
    """What a call becomes: `body` with #1…#9 replaced by its `arguments`.

    `first` is the default of an optional first argument (None: there is none). `delimiters`, where
    `\\def` gives any, are what must stand after the name and after each argument. `starred` is what
    the call with a star becomes, `end` what the closing of an environment does.
    """

    arguments: int
    body: Tokens
    first: Tokens | None = None
    delimiters: tuple[Tokens, ...] = ()
    starred: Macro | None = None
    end: Tokens = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """`name` is `\\x`, `\\begin{x}`, or `{x}` for a colour; `source` as the author wrote it; `uses` the names
    in it. `at_once`: these are looked up when it is read (`\\let`), not when it is used. `gives_way`:
    it does nothing where the name is taken. `macro` is None where only an engine can carry it out."""

    name: str
    source: str
    uses: frozenset[str]
    macro: Macro | None = None
    at_once: bool = False
    gives_way: bool = False

    @property
    def on_one_line(self) -> str:
        """Put in front of a formula it moves none of the formula's lines."""
        return re.sub(r"\s+", " ", without_comments(self.source))


def pieces(tex: str) -> tuple[Definition | str, ...]:
    """A formula cut into its definitions and what stands between them. What cannot be read as a definition
    is text."""
    if len(tex) > LONGEST or not DEFINING.search(tex):
        return (tex,)
    parts = tokens(tex)
    if parts.count("{") != parts.count("}"):
        return (tex,)
    found: list[Definition | str] = []
    at = begin = 0
    while at < len(parts):
        read = definition(parts, at)
        if read is None:
            at += 1
            continue
        found += ["".join(parts[begin:at]), read[0]]
        begin = at = read[1]
    return (*found, "".join(parts[begin:]))


def definition(parts: Sequence[str], at: int) -> tuple[Definition, int] | None:
    """The definition that begins exactly at a token, and where it ends."""
    begin = at
    while at < len(parts) and parts[at] in _PREFIXES:
        at = skip(parts, at + 1)
    if at >= len(parts):
        return None
    command, at = parts[at], at + 1
    if command in COMMANDS:
        read = _command(parts, at)
    elif command in ENVIRONMENTS:
        read = _environment(parts, at)
    elif command in {"\\def", "\\gdef"}:
        read = _def(parts, at)
    elif command == "\\let":
        read = _let(parts, at)
    elif command == "\\DeclareMathOperator":
        read = _operator(parts, at)
    elif command == "\\DeclarePairedDelimiter":
        read = _delimiter(parts, at)
    elif command == "\\definecolor":
        read = _colour(parts, at)
    else:
        return None
    if read is None:
        return None
    name, macro, end = read
    source = tuple(parts[begin:end])
    made = Definition(
        name,
        "".join(source),
        names(source) - {name, command} if command != "\\let" else names(source) - {command},
        macro,
        at_once=command == "\\let",
        gives_way=command == "\\providecommand",
    )
    return made, end


def names(parts: Iterable[str]) -> frozenset[str]:
    """Everything in a text that a definition may have given a meaning."""
    return frozenset(_names(tuple(parts)))


def _names(parts: Tokens) -> Iterator[str]:
    for index, part in enumerate(parts):
        if not part.startswith("\\"):
            continue
        yield part
        if part == "\\begin" and (given := argument(parts, index + 1)):
            yield f"\\begin{{{bare(given[0])}}}"
        elif part in _COLOURS:
            at = index + 1
            while given := argument(parts, at) if token_at(parts, at) == "{" else None:
                yield f"{{{bare(given[0])}}}"
                at = given[1]


def used(wanted: Iterable[tuple[str, int]], known: Sequence[Definition]) -> frozenset[int]:
    """Which of the known definitions names need, directly or through others. Each name comes with how many
    of them stand before its use: the last of these counts."""
    needed: set[int] = set()
    seen: set[tuple[str, int]] = set()
    ahead = list(wanted)
    while ahead:
        name, before = ahead.pop()
        if (name, before) in seen:
            continue
        seen.add((name, before))
        index = next((i for i in range(before - 1, -1, -1) if known[i].name == name), None)
        if index is not None:
            needed.add(index)
            ahead += [(other, index if known[index].at_once else before) for other in known[index].uses]
    return frozenset(needed)


Read = tuple[str, Macro | None, int]


def _name(parts: Sequence[str], at: int) -> tuple[str, int] | None:
    """A command's name, in braces or not."""
    given = argument(parts, at)
    if given is None:
        return None
    named = [part for part in given[0][:9] if not is_blank(part)]
    return (named[0], given[1]) if len(named) == 1 and len(named[0]) > 1 and named[0][0] == "\\" else None


def _past_star(parts: Sequence[str], at: int) -> tuple[bool, int]:
    after = skip(parts, at)
    return (True, after + 1) if token_at(parts, after) == "*" else (False, at)


def _signature(parts: Sequence[str], at: int) -> tuple[int, Tokens | None, int] | None:
    """`[2][default]`."""
    counted = bracketed(parts, at)
    if counted is None:
        return 0, None, at
    number = bare(counted[0])
    if len(number) != 1 or not number.isdecimal():
        return None
    default = bracketed(parts, counted[1])
    return (int(number), default[0], default[1]) if default else (int(number), None, counted[1])


def _command(parts: Sequence[str], at: int) -> Read | None:
    named = _name(parts, _past_star(parts, at)[1])
    signature = _signature(parts, named[1]) if named else None
    body = argument(parts, signature[2]) if signature else None
    if named is None or signature is None or body is None:
        return None
    return named[0], Macro(signature[0], body[0], signature[1]), body[1]


def _environment(parts: Sequence[str], at: int) -> Read | None:
    named = argument(parts, _past_star(parts, at)[1])
    signature = _signature(parts, named[1]) if named else None
    opening = argument(parts, signature[2]) if signature else None
    closing = argument(parts, opening[1]) if opening else None
    if named is None or signature is None or opening is None or closing is None:
        return None
    macro = Macro(signature[0], opening[0], signature[1], end=closing[0])
    return f"\\begin{{{bare(named[0])}}}", macro, closing[1]


def _def(parts: Sequence[str], at: int) -> Read | None:
    named = _name(parts, at)
    if named is None:
        return None
    name, at = named
    delimiters: list[list[str]] = [[]]
    furthest = min(len(parts), at + _DELIMITERS)
    while at < furthest and parts[at] != "{":
        if parts[at] == "#":
            at += 1
            if token_at(parts, at) != str(len(delimiters)):
                return None
            delimiters.append([])
        elif not is_blank(parts[at]) or (parts[at].isspace() and not is_word(parts[at - 1])):
            delimiters[-1].append(parts[at])
        at += 1
    body = argument(parts, at)
    if body is None:
        return None
    ends = tuple(tuple(end) for end in delimiters)
    return name, Macro(len(ends) - 1, body[0], delimiters=ends if any(ends) else ()), body[1]


def _let(parts: Sequence[str], at: int) -> Read | None:
    named = _name(parts, at)
    if named is None:
        return None
    at = skip(parts, named[1])
    at = skip(parts, at + 1) if token_at(parts, at) == "=" else at
    if at >= len(parts) or parts[at] in {"{", "}"}:
        return None
    return named[0], Macro(0, (parts[at],)), at + 1


def _operator(parts: Sequence[str], at: int) -> Read | None:
    star, at = _past_star(parts, at)
    named = _name(parts, at)
    words = argument(parts, named[1]) if named else None
    if named is None or words is None:
        return None
    body = ("\\operatorname", *(("*",) if star else ()), "{", *words[0], "}")
    return named[0], Macro(0, body), words[1]


def _delimiter(parts: Sequence[str], at: int) -> Read | None:
    named = _name(parts, at)
    left = argument(parts, named[1]) if named else None
    right = argument(parts, left[1]) if left else None
    if named is None or left is None or right is None:
        return None
    grown = Macro(1, ("\\left", *left[0], "#", "1", "\\right", *right[0]))
    open_, close = ("\\mathopen", "{", "#", "1"), ("\\mathclose", "{", "#", "1")
    body = (*open_, *left[0], "}", "{", "#", "2", "}", *close, *right[0], "}")
    return named[0], Macro(2, body, first=(), starred=grown), right[1]


def _colour(parts: Sequence[str], at: int) -> Read | None:
    given: list[Tokens] = []
    for _ in range(3):
        read = argument(parts, at)
        if read is None:
            return None
        given.append(read[0])
        at = read[1]
    return f"{{{bare(given[0])}}}", None, at
