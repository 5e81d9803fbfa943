"""An author's TeX → what Zhihu takes in `alt`: one line, no comment, no command it may not know."""

from __future__ import annotations

import re
from collections.abc import Mapping

from publisher.markdown.tex.comments import without_comments
from publisher.markdown.tex.definitions import Macro
from publisher.markdown.tex.expand import expand
from publisher.markdown.tex.presets import MACROS
from publisher.markdown.tex.tokens import Tokens, argument, bracketed, joined, skip, tokens

GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi "
    "chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
)
COMMANDS: Mapping[str, tuple[int, str]] = {
    **dict.fromkeys(("label", "require"), (1, "")),
    **dict.fromkeys(("mathbbm", "mathds"), (1, "\\mathbb{#1}")),
    "bra": (1, "\\langle{#1}|"), "Bra": (1, "\\left\\langle{#1}\\right|"),
    "ket": (1, "|{#1}\\rangle"), "Ket": (1, "\\left|{#1}\\right\\rangle"),
    "coloneqq": (0, "\\mathrel{:=}"), "eqqcolon": (0, "\\mathrel{=:}"),
    "degree": (0, "^{\\circ}"), "celsius": (0, "^{\\circ}\\mathrm{C}"),
    **{f"up{name}": (0, f"\\{name}") for name in GREEK.split()},
}  # fmt: skip
"""Commands of packages the checking engine loads and Zhihu's need not: the nearest that every MathJax has."""
ENVIRONMENTS: Mapping[str, tuple[str, str]] = {
    "dcases": ("\\begin{cases}", "\\end{cases}"),
    "rcases": ("\\left.\\begin{array}{ll}", "\\end{array}\\right\\}"),
    "psmallmatrix": ("\\left(\\begin{smallmatrix}", "\\end{smallmatrix}\\right)"),
    "bsmallmatrix": ("\\left[\\begin{smallmatrix}", "\\end{smallmatrix}\\right]"),
}
KNOWN: Mapping[str, Macro] = {
    **MACROS,
    **{f"\\{name}": Macro(count, tokens(body)) for name, (count, body) in COMMANDS.items()},
    **{
        f"\\begin{{{name}}}": Macro(0, tokens(begin), end=tokens(end))
        for name, (begin, end) in ENVIRONMENTS.items()
    },
}
UNSURE = re.compile(
    r"\\(?:braket|Braket|set|Set|prescript|math[lrc]lap|(?:under|over)bracket|(?:short)?intertext|centernot"
    r"|(?:row|cell|column)color|splitd?frac|Aboxed|xleftrightharpoons|DeclarePairedDelimiter)(?![A-Za-z])"
    r"|\\begin\{(?:numcases|subnumcases|empheq|prooftree|multlined|drcases|dcases\*|[pbvBV]?matrix\*)\}"
)
"""What else those packages define, and no plainer TeX says as well."""


def one_line(tex: str, display: bool) -> str:
    """Comments removed, white space collapsed; else the same. A display formula loses a closing line break,
    which would mark it as display in Zhihu's older notation and now shows as an empty line."""
    line = re.sub(r"\s+", " ", without_comments(tex)).strip()
    while _open_escape(line):
        line = line[:-1].rstrip()  # the blank of a final control space went with the strip
    while display and line.endswith("\\\\") and not line.endswith("\\\\\\"):
        line = line[:-2].rstrip()
    return line


def settled(tex: str, display: bool) -> str:
    """The formula as Zhihu is given it: definitions carried out, colours in braces, on one line.

    Raises ExpansionError for definitions that cannot be carried out.
    """
    return one_line(joined(_braced(tokens(expand(tex, KNOWN)))), display)


def _open_escape(line: str) -> bool:
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


def _braced(parts: Tokens) -> Tokens:
    """`\\color{red} x y` colours what follows; Zhihu's colours one argument: `\\color{red}{x y}`."""
    made: list[str] = []
    at = 0
    while at < len(parts):
        switch = _switch(parts, at)
        if switch is None:
            made.append(parts[at])
            at += 1
            continue
        end = _scope(parts, switch)
        coloured = tokens("".join(parts[switch:end]).strip())
        made += (*parts[at:switch], "{", *_braced(coloured), "}")
        at = end
    return tuple(made)


def _switch(parts: Tokens, at: int) -> int | None:
    """Where the name of a colour ends whose command takes no argument of its own; else None."""
    if parts[at] != "\\color":
        return None
    model = bracketed(parts, at + 1)
    named = argument(parts, model[1] if model else at + 1)
    if named is None or parts[skip(parts, named[1]) : skip(parts, named[1]) + 1] == ("{",):
        return None
    return named[1]


def _scope(parts: Tokens, at: int) -> int:
    """Where what began at a token ends: with its group, cell, line or environment."""
    depth = 0
    while at < len(parts):
        token = parts[at]
        if not depth and token in {"}", "&", "\\\\", "\\cr", "\\end", "\\right", "\\middle", "\\hline"}:
            return at
        depth += token in {"{", "\\begin", "\\left"}
        depth -= token in {"}", "\\end", "\\right"}
        at += 1
    return at
