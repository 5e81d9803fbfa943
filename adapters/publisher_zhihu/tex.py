"""An author's TeX → the one line Zhihu takes in a formula's `alt`: no comments, no macro definitions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

DEFINES = re.compile(r"\\(?:newcommand|renewcommand|providecommand|DeclareMathOperator|def)(?![a-zA-Z])\*?")
ROUNDS, LONGEST = 500, 50_000
"""Bounds on expansion: a macro that calls itself must end somewhere."""


@dataclass(frozen=True, slots=True)
class Macro:
    """`body` with #1…#9; `first` is the default of an optional first argument, None where there is none."""

    arguments: int
    body: str
    first: str | None = None


PRESETS = {
    **{f"\\{letter}": Macro(0, f"\\mathbb{{{letter}}}") for letter in "NZQRCE"},
    "\\argmax": Macro(0, "\\operatorname*{arg\\,max}"),
    "\\argmin": Macro(0, "\\operatorname*{arg\\,min}"),
    "\\abs": Macro(1, "\\left\\lvert#1\\right\\rvert"),
    "\\norm": Macro(1, "\\left\\lVert#1\\right\\rVert"),
    "\\llbracket": Macro(0, "\\mathopen{[\\![}"),
    "\\rrbracket": Macro(0, "\\mathclose{]\\!]}"),
    "\\bold": Macro(1, "\\mathbf{#1}"),
    "\\nicefrac": Macro(2, "{}^{#1}\\!/\\!_{#2}"),
    "\\hdots": Macro(0, "\\dots"),
}
"""What the engine that checks formulas takes for granted and a bare MathJax does not know: without this a
formula would pass here and fail in front of readers."""


def one_line(tex: str, display: bool) -> str:
    """Comments removed, white space collapsed; else the author's own. A display formula loses a closing
    line break, which would mark it as display in Zhihu's older notation and now shows as an empty line."""
    line = re.sub(r"\s+", " ", without_comments(tex)).strip()
    while _open_escape(line):
        line = line[:-1].rstrip()  # the blank of a final control space went with the strip
    while display and line.endswith("\\\\") and not line.endswith("\\\\\\"):
        line = line[:-2].rstrip()
    return line


def without_comments(tex: str) -> str:
    """`%` to the end of its line becomes a blank, so that a control word before it still ends there."""
    return re.sub(r"(\\.)|%[^\n]*(?:\n|$)", lambda found: found.group(1) or " ", tex, flags=re.DOTALL)


def expand(tex: str) -> tuple[str, bool]:
    """The formula with its own `\\newcommand`, `\\def`… and the preset names carried out, and whether no
    definition is left in it."""
    own, rest = _definitions(tex)
    macros = PRESETS | own
    for _ in range(ROUNDS):
        changed = _expand_once(rest, macros)
        if changed is None:
            return rest, not DEFINES.search(rest)
        if len(changed) > LONGEST:
            break
        rest = changed
    return tex, False


def _open_escape(line: str) -> bool:
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


def _definitions(tex: str) -> tuple[dict[str, Macro], str]:
    """All definitions, and the formula without them. What cannot be read stays where it is."""
    macros: dict[str, Macro] = {}
    kept, at = "", 0
    while found := DEFINES.search(tex, at):
        kept += tex[at : found.start()]
        read = _definition(tex, found)
        if read is None:
            kept, at = kept + found.group(), found.end()
            continue
        name, macro, at = read
        macros[name] = macro
    return macros, kept + tex[at:]


def _definition(tex: str, found: re.Match[str]) -> tuple[str, Macro, int] | None:
    named = re.compile(r"\s*(?:\{\s*(\\(?:[a-zA-Z]+|.))\s*\}|(\\(?:[a-zA-Z]+|.)))\s*").match(tex, found.end())
    if named is None:
        return None
    name, at = named.group(1) or named.group(2), named.end()
    arguments, first = 0, None
    if found.group().startswith("\\def"):
        signs = re.compile(r"(?:#\d\s*)*").match(tex, at)
        arguments, at = (signs.group().count("#"), signs.end()) if signs else (0, at)
    else:
        counted = re.compile(r"\[(\d)\]\s*(?:\[([^\]]*)\]\s*)?").match(tex, at)
        if counted:
            arguments, first, at = int(counted.group(1)), counted.group(2), counted.end()
    if tex[at : at + 1] != "{":
        return None
    body, at = _argument(tex, at)
    if found.group().startswith("\\DeclareMathOperator"):
        body = f"\\operatorname{'*' if found.group().endswith('*') else ''}{{{body}}}"
    return name, Macro(arguments, body, first), at


def _expand_once(tex: str, macros: Mapping[str, Macro]) -> str | None:
    """The first macro call carried out; None when there is none."""
    for found in re.finditer(r"\\(?:[a-zA-Z]+|.)", tex, re.DOTALL):
        macro = macros.get(found.group())
        if macro is None:
            continue
        at, given = found.end(), []
        if macro.first is not None:
            optional = re.compile(r"\s*\[([^\]]*)\]").match(tex, at)
            given.append(optional.group(1) if optional else macro.first)
            at = optional.end() if optional else at
        while len(given) < macro.arguments:
            value, at = _argument(tex, at)
            given.append(value)
        body = _filled(macro.body, given)
        after = tex[at:]
        joint = " " if re.search(r"\\[a-zA-Z]+$", body) and after[:1].isalpha() else ""
        return tex[: found.start()] + body + joint + after
    return None


def _filled(body: str, given: list[str]) -> str:
    """The body with #1…#9 replaced; a number beyond the arguments gives nothing."""
    values = ["", *given, *[""] * 9]

    def value(sign: re.Match[str]) -> str:
        control, text = sign.group(1) or "", values[int(sign.group(2))]
        return control + (" " if control and text[:1].isalpha() else "") + text

    return re.sub(r"(\\[a-zA-Z]+)?#(\d)", value, body)


def _argument(tex: str, at: int) -> tuple[str, int]:
    """A braced group without its braces, or one token, from `at`; and where it ends."""
    while tex[at : at + 1].isspace():
        at += 1
    if tex[at : at + 1] != "{":
        token = re.compile(r"\\(?:[a-zA-Z]+|.)|.", re.DOTALL).match(tex, at)
        return (token.group(), token.end()) if token else ("", at)
    depth, start = 0, at + 1
    while at < len(tex):
        if tex[at] == "\\":
            at += 1
        elif tex[at] == "{":
            depth += 1
        elif tex[at] == "}":
            depth -= 1
            if depth == 0:
                return tex[start:at], at + 1
        at += 1
    return tex[start:], len(tex)
