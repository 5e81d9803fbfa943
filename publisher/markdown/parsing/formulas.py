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
_TRIPLE = re.compile(r"(?<!\$)\$\$\$((?:\\.|[^\\$])++)\$\$\$(?!\$)", re.DOTALL)
_ROUND = re.compile(r"\\\(((?:\\[^()]|[^\\])*+)\\\)", re.DOTALL)
_TICKED = re.compile(r"\$`([^`]++)`\$")
_DOUBLE_ROUND = re.compile(r"\\\\\(((?:(?!\\\\[()]|\n[ \t]*\n).)++)\\\\\)", re.DOTALL)
_DOUBLE_SQUARE = re.compile(r"\\\\\[((?:(?!\\\\\[(?!\d)|\\\\\]).)++)\\\\\]", re.DOTALL)
_SQUARE = re.compile(r"\\\[((?:\\[^\[\]]|[^\\])*+)\\\]", re.DOTALL)
_BEGIN = re.compile(r"\\begin\{([A-Za-z]+)(\*?)\}")
_MARK = re.compile(r"[\\^_{}=]")
_TEX = re.compile(r"[\\^_]")
_BRACE = re.compile(r"\\.|([{}])", re.DOTALL)
_COMMAND = re.compile(r"\([A-Za-z]{2,}[^()]*\)")
_STRING = re.compile(r'"(?:\$\w+){2,}"', re.ASCII)
_SUM = re.compile(r"[\\^_{}=<>+]")
_SIGN = re.compile(r"[\\^_{}=<>+*/|()]")
_END_TAG = re.compile(r"</[A-Za-z]")
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
    if text.startswith("$$$", at):  # Codeforces
        found = _TRIPLE.match(text, at, limit)
        return _formula(found, display=False) if found and _is_inline(found[1], "") else None
    if text.startswith("$$", at):
        found = _DISPLAY.match(text, at, limit)
        return _formula(found, display=True) if found and found[1].strip() else None
    if text.startswith("$`", at):  # GitLab, GitHub
        found = _TICKED.match(text, at, limit)
        return _formula(found, display=False) if found and found[1].strip() else None
    if text.startswith("$", at):
        if at and _STRING.match(text, at - 1):  # `echo "$a$b"`
            return None
        found = _INLINE.match(text, at, limit)
        following = text[found.end() : found.end() + 1] if found else ""
        if not found or not _is_inline(found[1], following) or _leaves_link(text, at, found[1]):
            return None
        return _formula(found, display=False)
    if text.startswith("\\(", at):
        found = _ROUND.match(text, at, limit)
        return _formula(found, display=False) if found and _is_bracketed(found, _SIGN) else None
    if text.startswith("\\[", at):
        found = _SQUARE.match(text, at, limit)
        return _formula(found, display=True) if found and _is_bracketed(found, _SUM) else None
    if text.startswith("\\\\(", at):  # what Markdown makes `\\(` for the page's MathJax
        found = _DOUBLE_ROUND.match(text, at, limit)
        return _formula(found, display=False) if found and _is_bracketed(found, _SIGN) else None
    if text.startswith("\\\\[", at):
        found = _DOUBLE_SQUARE.match(text, at, limit)
        return _formula(found, display=True) if found and _is_bracketed(found, _SUM) else None
    if text.startswith("\\begin{", at):
        return _environment(text, at, limit)
    return None


def _formula(found: re.Match[str], *, display: bool) -> Formula:
    return Formula(found.start(), found.end(), found[1], display)


def _is_inline(tex: str, following: str) -> bool:
    """Whether `$tex$` is a formula: `$5 到 $10`, `$5/月，共$` and `a`$`b` are not."""
    if "`" in tex or "\n\n" in tex or _END_TAG.search(tex) or _is_shell(tex, following):
        return False
    loose = tex[0].isspace()
    if loose != tex[-1].isspace():
        return False
    if loose:  # `$ x $`: some authors put spaces inside; prose about dollars does not look like TeX
        bare = tex.strip()
        return bool(_LETTER.fullmatch(bare) or _MARK.search(bare))
    if following.isdigit() and (tex[0].isdigit() or not _MARK.search(tex[:-1])):
        return False
    if any(map(is_chinese_text, tex)) and not _MARK.search(tex):
        return bool(_LETTER.search(tex)) and not tex[0].isdigit() and not _COMMAND.match(tex)
    return True


def _is_shell(tex: str, following: str) -> bool:
    """Whether `$tex$` lies between two variables of a command: `awk '{print $2}' 与 echo "$a"`."""
    if not _is_balanced(tex):
        words = '"' in tex or "'" in tex or any(map(is_chinese_text, tex))
        return bool(_LETTER.match(following)) or (words and not _TEX.search(tex))
    return '"' in tex and tex[0].isdigit() and not _MARK.search(tex)


def _is_balanced(tex: str) -> bool:
    """Whether every brace has its partner; `\\{` is none."""
    depth = 0
    for found in _BRACE.finditer(tex):
        depth += (found[1] == "{") - (found[1] == "}")
        if depth < 0:
            return False
    return not depth


def _leaves_link(text: str, at: int, tex: str) -> bool:
    """Whether `$tex$` begins in a link's words and ends behind them: `[$A](x) 和 [$B](y)`."""
    depth = 0
    for found in re.finditer(r"\\.|\[|\](\(?)", tex, re.DOTALL):
        if found[0] == "[":
            depth += 1
        elif found[0].startswith("]"):
            depth -= 1
            if depth < 0 and found[1]:
                paragraph = text.rfind("\n\n", 0, at) + 1
                return text.count("[", paragraph, at) > text.count("]", paragraph, at)
    return False


def _is_bracketed(found: re.Match[str], signs: re.Pattern[str]) -> bool:
    r"""Whether `\(tex\)` or `\[tex\]` is a formula and not an escaped bracket: `文献\[1\]`, `\[注\]`.

    `signs` are those that prose in such brackets does not have. Brackets that have their lines to
    themselves hold a formula even where nothing but numbers or short words stands in them.
    """
    tex = found[1]
    if not any(character.isalnum() for character in tex):
        return False
    if any(map(is_chinese_text, tex)):
        return bool(_MARK.search(tex))
    if signs.search(tex):
        return bool(_MARK.search(tex) or _LETTER.search(tex)) or _stands_alone(found)
    if _WORD.search(tex):
        return False
    return _stands_alone(found) or (signs is _SIGN and bool(_LETTER.search(tex)))


def _stands_alone(found: re.Match[str]) -> bool:
    """Whether nothing else stands on the lines of a match."""
    text = found.string
    before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
    end = text.find("\n", found.end())
    return not before.strip() and not text[found.end() : end if end >= 0 else len(text)].strip()


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


def environment_end(text: str, at: int) -> int:
    """Where the first `\\end` of the environment that begins at a position stands; -1 where none is near."""
    opening = _BEGIN.match(text, at)
    if not opening or opening[1] not in ENVIRONMENTS:
        return -1
    return text.find(f"\\end{{{opening[1]}{opening[2]}}}", at, at + LONGEST_ENVIRONMENT)


def opens_formula(line: str) -> bool:
    """Whether a line leaves a `$$` open for the lines below."""
    return line.count("$$") % 2 == 1


def looks_like_prose(text: str) -> bool:
    """Whether a stretch of text has words, and none of the signs that TeX has."""
    words = any(map(is_chinese_text, text)) or len(_WORD.findall(text)) > 1
    return words and not re.search(r"[\\^_&{}=]", text)
