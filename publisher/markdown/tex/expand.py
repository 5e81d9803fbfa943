"""Definitions carried out: TeX that says the same without any command of the author's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from publisher.markdown.tex import definitions
from publisher.markdown.tex.definitions import Macro
from publisher.markdown.tex.tokens import (
    Tokens,
    argument,
    bare,
    bracketed,
    is_blank,
    joined,
    skip,
    token_at,
    tokens,
)

CALLS, LONGEST = 2_000, 50_000
"""Bounds of one expansion, in calls and tokens: a macro that calls itself must end somewhere."""
_NONE: Mapping[str, Macro] = {}
_ONE = (
    "mathrm mathbf mathit mathsf mathtt mathbb mathcal mathscr mathfrak mathbin mathrel mathop mathord "
    "mathopen mathclose mathpunct hat bar vec dot ddot dddot tilde check breve acute grave mathring "
    "widehat widetilde overline underline overbrace underbrace overrightarrow overleftarrow cancel "
    "bcancel xcancel phantom hphantom vphantom smash xrightarrow xleftarrow substack sqrt not "
    "boldsymbol bm pmb operatorname boxed"
)
_TWO = "frac dfrac tfrac cfrac binom dbinom tbinom stackrel overset underset textcolor"
_TAKES = {
    **{f"\\{name}": 1 for name in _ONE.split()},
    **{f"\\{name}": 2 for name in _TWO.split()},
    "^": 1,
    "_": 1,
}
"""Commands that take the next token, or group, as their argument. A macro there is one token to them, what
it stands for may be many."""


class ExpansionError(ValueError):
    """The reason why the definitions cannot be carried out: one that never ends, or is called wrongly."""


def expand(tex: str, known: Mapping[str, Macro] = _NONE) -> str:
    """The formula with its definitions applied and removed, and the `known` macros applied.

    Everything else, comments and spaces too, stays as it is. Raises ExpansionError.
    """
    defines = definitions.DEFINING.search(tex)
    if not known and not defines:
        return tex
    if defines and len(tex) > definitions.LONGEST:
        raise ExpansionError("it is too long for its definitions to be carried out")
    return _Expansion(tex, known).result()


class _Expansion:
    """`parts` is rewritten from `at` on. `groups` are the open ones, outermost first: what closes each, and
    how many arguments the last command in it still takes."""

    def __init__(self, tex: str, known: Mapping[str, Macro]) -> None:
        self.macros = dict(known)
        self.copies: dict[str, str] = {}  # \let: names of what needs no carrying out
        self.parts = list(tokens(tex))
        self.at = 0
        self.calls = 0
        self.made: list[str] = []
        self.groups: list[tuple[str, int]] = [("", 0)]

    def result(self) -> str:
        while self.at < len(self.parts):
            part = self.parts[self.at]
            if part in self.macros:
                self._call(part)
            elif not part.startswith("\\") or not (self._environment(part) or self._define()):
                self.at += 1
                self._pass(self.copies.get(part, part))
            if self.calls > CALLS or len(self.made) + len(self.parts) - self.at > LONGEST:
                raise ExpansionError("a definition calls itself without end")
        return joined(self.made)

    def _pass(self, part: str) -> None:
        """One token of the result."""
        before = next((made for made in reversed(self.made[-2:]) if not is_blank(made)), "")
        self.made.append(part)
        closer, owed = self.groups[-1]
        if part == "{" or (part == "[" and before in _TAKES):
            self.groups.append(("}" if part == "{" else "]", 0))
        elif part == closer:
            self.groups.pop()
            if part == "}":
                self._owe(self.groups[-1][1] - 1)
        elif part in _TAKES:
            self._owe(_TAKES[part])
        elif not is_blank(part):
            self._owe(owed - 1)

    def _owe(self, count: int) -> None:
        self.groups[-1] = (self.groups[-1][0], max(0, count))

    def _define(self) -> bool:
        read = definitions.definition(self.parts, self.at)
        if read is None:
            return False
        made, self.at = read
        if made.macro is None:
            self.made.append(made.source)  # a colour: only an engine can carry it out
        elif made.at_once:
            self._copy(made.name, made.macro.body[0])
        elif not (made.gives_way and made.name in self.macros):
            self.macros[made.name] = made.macro
        return True

    def _copy(self, name: str, of: str) -> None:
        """What a name means from now on is what the other means at this moment."""
        self.macros.pop(name, None)
        self.copies.pop(name, None)
        if of in self.macros:
            self.macros[name] = self.macros[of]
        else:
            self.copies[name] = self.copies.get(of, of)

    def _call(self, name: str) -> None:
        body, end = _called(name, self.macros[name], self.parts, self.at + 1)
        if self.groups[-1][1] and len(body) != 1:
            body = ("{", *body, "}")
        self._replace(end, body)

    def _environment(self, part: str) -> bool:
        given = argument(self.parts, self.at + 1) if part in {"\\begin", "\\end"} else None
        macro = self.macros.get(f"\\begin{{{bare(given[0])}}}") if given else None
        if given is None or macro is None:
            return False
        body, end = (macro.end, given[1]) if part == "\\end" else _called(part, macro, self.parts, given[1])
        self._replace(end, body)
        return True

    def _replace(self, end: int, body: Tokens) -> None:
        self.calls += 1
        self.parts[self.at : end] = body


def _called(name: str, macro: Macro, parts: Sequence[str], at: int) -> tuple[Tokens, int]:
    """The body with its arguments, read from a position on, filled in; and where they end."""
    after = skip(parts, at)
    if macro.starred and token_at(parts, after) == "*":
        return _called(name, macro.starred, parts, after + 1)
    given: list[Tokens] = []
    if macro.delimiters:
        at, given = _delimited(name, macro.delimiters, parts, at)
    else:
        if macro.first is not None:
            optional = bracketed(parts, at)
            given.append(optional[0] if optional else macro.first)
            at = optional[1] if optional else at
        while len(given) < macro.arguments:
            read = argument(parts, at)
            if read is None:
                raise ExpansionError(f"{name} lacks an argument")
            given.append(read[0])
            at = read[1]
    return tuple(_filled(macro.body, given)), at


def _delimited(
    name: str, delimiters: Sequence[Tokens], parts: Sequence[str], at: int
) -> tuple[int, list[Tokens]]:
    given: list[Tokens] = []
    for number, end in enumerate(delimiters):
        if number and not end:
            read = argument(parts, at)
            if read is None:
                raise ExpansionError(f"{name} lacks an argument")
            given.append(read[0])
            at = read[1]
            continue
        depth, start = 0, at
        while depth or tuple(parts[at : at + len(end)]) != end:
            if at >= len(parts) or (not number and at > start):
                raise ExpansionError(f"{name} is not used as it was defined")
            depth += (parts[at] == "{") - (parts[at] == "}")
            at += 1
        if number:
            given.append(_stripped(tuple(parts[start:at])))
        at += len(end)
    return at, given


def _stripped(parts: Tokens) -> Tokens:
    """A delimited argument that is one group loses its braces."""
    whole = argument(parts, 0) if token_at(parts, 0) == "{" else None
    return whole[0] if whole and whole[1] == len(parts) else parts


def _filled(body: Tokens, given: Sequence[Tokens]) -> list[str]:
    made: list[str] = []
    at = 0
    while at < len(body):
        following = body[at + 1] if at + 1 < len(body) else ""
        if body[at] != "#" or not following:
            made.append(body[at])
            at += 1
        elif following == "#":  # in a definition within a definition
            made.append("#")
            at += 2
        else:
            number = int(following) if following.isdecimal() else 0
            made += given[number - 1] if 0 < number <= len(given) else ()
            at += 2
    return made
