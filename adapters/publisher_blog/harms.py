"""Which formulas a Markdown renderer would change, seen from their signs and from what stands around them.

Each rule was found by building pages (Hexo 8.1.2 with hexo-renderer-marked 7.0.1, -pandoc 0.5.0,
-markdown-it 7.1.1 and -kramed 0.1.4; Hugo 0.168.0; Jekyll 4.3.1 with kramdown 2.4). A rule may say too
often that a formula is harmed, never too seldom.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from publisher.model.tree import Math, MathBlock

_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~\n]")
_ACTIVE = re.compile(
    r"[*~`'\"]|--|\.\.|,,|<<|>>|<(?:/?[A-Za-z][\w-]*[\s/>]|[!?])|&(?:#|[A-Za-z]+;)|\]\(|\]\[|\[\^|!\[|://|www\.|@\w|\+-"
    r"|\((?:c|r|tm|p)\)|[!?]{4}",
    re.IGNORECASE,
)
"""Emphasis, code, quotation marks, dashes and dots that are made pretty, HTML, entities, links, addresses;
`(c)` and `+-`, which markdown-it's typographer turns into © and ±; `<<`, which kramdown turns into «."""
AS_HTML = re.compile(r"<(?=[A-Za-z/!?])|&(?=[A-Za-z#])(?!(?:#12[34]|lt|amp);)|(?<=\{)\{(?=[<%])")
"""What HTML or Hugo would read in a formula; entities that stand for such signs already are left."""
BLOCK = re.compile(
    r"\n[ \t>]*(?:\n|[-+*][ \t\n]|-{2,}[ \t]*\n|=+[ \t]*\n|#{1,6}[ \t\n]|[><]|~~~|```|\d{1,9}[.)][ \t\n])"
)
"""Line beginnings within a formula that begin a list, a heading, a table… An empty line ends a paragraph."""
_NUNJUCKS = re.compile(r"\{\{|\{%|\{#|#\}")
_RUN = re.compile(r"_+")
_PLAIN = re.compile(r"[A-Za-z0-9 +=^{}(),/]+")


@dataclass(frozen=True, slots=True)
class Setting:
    """A formula as it stands: `opening` is its first delimiter ("" = a bare environment), `after` the sign
    behind it, `around` the text of its whole paragraph, `cell` whether it stands in a table, `alone` whether
    it is a block between empty lines, `prefixed` whether its lines begin with signs of a quote."""

    formula: Math | MathBlock
    opening: str
    after: str
    around: str
    cell: bool
    alone: bool
    prefixed: bool


Harms = Callable[[Setting], bool]


def passthrough(found: Setting) -> bool:
    """Goldmark with its passthrough extension, which sets in when blocks have been found already: formulas
    go to the page as they are, and so as HTML."""
    tex = found.formula.tex
    return (
        not found.opening
        or found.prefixed
        or (found.cell and "|" in tex)
        or bool(AS_HTML.search(tex) or BLOCK.search(tex))
    )


def commonmark(found: Setting) -> bool:
    """marked, markdown-it, Goldmark: formulas are text like any other."""
    tex = found.formula.tex
    return bool(
        not found.opening.startswith("$")
        or _ESCAPED.search(tex)
        or _ACTIVE.search(tex)
        or BLOCK.search(tex)
        or (found.cell and "|" in tex)
        or ("_" in tex and _pairs(found.around, tex))
    )


def pandoc(found: Setting) -> bool:
    """Knows `$x$` and `$$x$$`, but not with spaces or empty lines inside, nor with a digit behind; drops a
    bare environment."""
    tex = found.formula.tex
    if not found.opening.startswith("$") or "$" in tex or "\n\n" in tex.replace(" ", "").replace(">", ""):
        return True
    return found.opening == "$" and (tex[:1].isspace() or tex[-1:].isspace() or found.after.isdigit())


def kramed(found: Setting) -> bool:
    """Old rules of emphasis, and display formulas that become scripts of inline ones."""
    return found.opening != "$" or not _PLAIN.fullmatch(found.formula.tex)


def kramdown(found: Setting) -> bool:
    """Knows `$$x$$` only: a formula within a line where it stands in one, a block where it stands alone.
    Any bar on a line makes a table."""
    tex = found.formula.tex
    if isinstance(found.formula, MathBlock):
        return not (found.alone and found.opening == "$$")
    return found.formula.display or "|" in tex or commonmark(found)


def kramdown_own(found: Setting) -> bool:
    """The same for an author who writes for kramdown: `$$x$$` in a line means what it means there."""
    if found.opening == "$$":
        return not isinstance(found.formula, MathBlock) and "|" in found.formula.tex
    return kramdown(found)


def never(found: Setting) -> bool:
    """For an author who writes for Goldmark alone, and escapes signs himself."""
    del found
    return False


def any_of_hexo(found: Setting) -> bool:
    """Whichever of the three renderers in use the blog has."""
    return commonmark(found) or pandoc(found)


def in_hexo(renderer: Harms) -> Harms:
    """A renderer's rule, and Nunjucks, which looks for orders in the finished page."""
    return lambda found: bool(_NUNJUCKS.search(found.formula.tex)) or renderer(found)


def _pairs(around: str, tex: str) -> bool:
    """Whether an underscore in the formula could pair with one in its paragraph."""
    opens, closes = _flanks(around)
    here_opens, here_closes = _flanks(f"${tex}$")
    return (here_opens and closes) or (here_closes and opens)


def _flanks(text: str) -> tuple[bool, bool]:
    """Whether any run of `_` may open emphasis, and whether any may close it (CommonMark 0.31)."""
    opens = closes = False
    for found in _RUN.finditer(text):
        before = text[found.start() - 1 : found.start()] or " "
        after = text[found.end() : found.end() + 1] or " "
        left = not after.isspace() and (after.isalnum() or not before.isalnum())
        right = not before.isspace() and (before.isalnum() or not after.isalnum())
        opens |= left and (not right or not before.isalnum())
        closes |= right and (not left or not after.isalnum())
    return opens, closes
