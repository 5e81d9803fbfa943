"""What is a formula in a text, and what is only a dollar sign or an escaped bracket."""

from __future__ import annotations

import re
from dataclasses import dataclass

from publisher.markdown.cjk import is_chinese_text
from publisher.markdown.parsing.html_names import names

ENVIRONMENTS = names(
    "align alignat aligned alignedat array Bmatrix bmatrix cases CD dcases eqnarray equation flalign gather "
    "gathered matrix multline multlined numcases pmatrix rcases smallmatrix split subequations Vmatrix "
    "vmatrix"
)
"""Environments MathJax typesets where they stand bare in a text; each also with a star."""

LONGEST_ENVIRONMENT = 50_000  # characters; keeps a page of unclosed ones from taking forever

_DISPLAY = re.compile(r"\$\$((?:\\.|[^\\$]|\$(?!\$))*+)\$\$", re.DOTALL)
_INLINE = re.compile(r"\$((?:\\.|[^\\$])++)\$", re.DOTALL)
_ROUND = re.compile(r"\\\(((?:\\[^()]|[^\\])*+)\\\)", re.DOTALL)
_SQUARE = re.compile(r"\\\[((?:\\[^\[\]]|[^\\])*+)\\\]", re.DOTALL)
_BEGIN = re.compile(r"\\begin\{([A-Za-z]+)(\*?)\}")
_MARK = re.compile(r"[\\^_{}=]")
_SIGN = re.compile(r"[\\^_{}=<>+*/|()-]")
_LETTER = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"[A-Za-z]{3}")


@dataclass(frozen=True, slots=True)
class Formula:
    """`begin` and `end` are positions of the whole, delimiters included; `tex` is what stands between them
    (for a bare environment the whole)."""

    begin: int
    end: int
    tex: str
    display: bool


def formula_at(text: str, at: int, limit: int) -> Formula | None:
    """The formula that begins exactly at a position and ends before `limit`, if one does."""
    if text.startswith("$$", at):
        found = _DISPLAY.match(text, at, limit)
        return _formula(found, display=True) if found and found[1].strip() else None
    if text.startswith("$", at):
        found = _INLINE.match(text, at, limit)
        following = text[found.end() : found.end() + 1] if found else ""
        return _formula(found, display=False) if found and _is_inline(found[1], following) else None
    if text.startswith("\\(", at):
        found = _ROUND.match(text, at, limit)
        return _formula(found, display=False) if found and _is_bracketed(found[1]) else None
    if text.startswith("\\[", at):
        found = _SQUARE.match(text, at, limit)
        return _formula(found, display=True) if found and _is_bracketed(found[1]) else None
    if text.startswith("\\begin{", at):
        return _environment(text, at, limit)
    return None


def _formula(found: re.Match[str], *, display: bool) -> Formula:
    return Formula(found.start(), found.end(), found[1], display)


def _is_inline(tex: str, following: str) -> bool:
    """Whether `$tex$` is a formula: `$5 到 $10`, `$5/月，共$` and `a`$`b` are not."""
    if "`" in tex or "\n\n" in tex:
        return False
    loose = tex[0].isspace()
    if loose != tex[-1].isspace():
        return False
    if loose:  # `$ x $`: some authors put spaces inside; prose about dollars does not look like TeX
        bare = tex.strip()
        return bool(_LETTER.fullmatch(bare) or _MARK.search(bare))
    if following.isdigit():
        return False
    if any(map(is_chinese_text, tex)) and not _MARK.search(tex):
        return bool(_LETTER.search(tex)) and not tex[0].isdigit()
    return True


def _is_bracketed(tex: str) -> bool:
    r"""Whether `\(tex\)` or `\[tex\]` is a formula and not an escaped bracket: `\[注\]`, `\[not a link\]`."""
    if not any(character.isalnum() for character in tex):
        return False
    if any(map(is_chinese_text, tex)):
        return bool(_MARK.search(tex))
    return bool(_SIGN.search(tex)) or not _WORD.search(tex)


def _environment(text: str, at: int, limit: int) -> Formula | None:
    opening = _BEGIN.match(text, at, limit)
    if not opening or opening[1] not in ENVIRONMENTS:
        return None
    name = opening[1] + opening[2]
    limit = min(limit, at + LONGEST_ENVIRONMENT)
    if text.find(f"\\end{{{name}}}", at, limit) < 0:
        return None
    depth = 0
    for found in re.compile(rf"\\(begin|end)\{{{re.escape(name)}\}}").finditer(text, at, limit):
        depth += 1 if found[1] == "begin" else -1
        if not depth:
            return Formula(at, found.end(), text[at : found.end()], display=True)
    return None


def opens_formula(line: str) -> bool:
    """Whether a line leaves a `$$` open for the lines below."""
    return line.count("$$") % 2 == 1


def looks_like_tex(text: str) -> bool:
    """Whether a stretch of text holds signs that TeX has and prose has not."""
    return bool(re.search(r"[\\^_&{}=]", text))
