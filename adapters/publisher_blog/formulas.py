"""Formulas kept from the generator's template engine and from its Markdown renderer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from publisher.markdown.lines import line_end
from publisher.markdown.rewrite import Edit
from publisher.markdown.tex.comments import without_comments
from publisher.markdown.walk import walk
from publisher.model.post import Note
from publisher.model.tree import Block, Cell, Heading, Math, MathBlock, Paragraph

from .harms import AS_HTML, BLOCK, Harms, Setting
from .hazards import boxes, past_liquid, raw
from .passage import Passage
from .spans import Span, inside

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_NOMARKDOWN = re.compile(r"\{::nomarkdown\}.*?\{:/(?:nomarkdown)?\}", re.DOTALL)
_DOUBLED = ("\\\\(", "\\\\[")
_OPENINGS = ("$$", "$", "\\(", "\\[")
_ENTITIES = {"<": "&lt;", "&": "&amp;", "{": "&#123;"}
_CLOSINGS = {"$$": "$$", "$": "$", "\\(": "\\)", "\\[": "\\]", "": ""}

Form = Callable[[Passage, Setting], str]
"""A formula as it is written for a renderer."""


def protect(
    passage: Passage, harms: Harms, form: Form, mode: str, kept: tuple[Span, ...] = ()
) -> Iterator[Edit | Note]:
    """Formulas that would not arrive as they are, written so that they do: "auto" those the renderer harms,
    "always" all of them. What stands in `{% raw %}`, `{::nomarkdown}` or a `kept` tag already stays, and so
    does `\\\\(x\\\\)`, whose author counts on Markdown to take one backslash."""
    if mode == "never":
        return
    safe = (*raw(passage.text), *(found.span() for found in _NOMARKDOWN.finditer(passage.text)))
    for found in settings(passage):
        formula = found.formula
        if mode == "auto" and not harms(found) and not _is_tag(passage, formula):
            continue
        if _is_kept(passage, formula, kept):
            continue
        if formula.span is None:
            detail = f"a formula that the blog would change could not be protected: {formula.tex}"
            yield Note("formula", detail, formula.lines[0])
        elif not inside(formula.span, safe) and not passage.text.startswith(_DOUBLED, formula.span[0]):
            new = form(passage, found)
            if new != passage.text[slice(*formula.span)]:
                yield Edit(*formula.span, new)


def _is_tag(passage: Passage, formula: Math | MathBlock) -> bool:
    """Whether a formula stands in a source tag in the place of delimiters."""
    return formula.span is not None and passage.text.startswith(("{%", "{{"), formula.span[0])


def _is_kept(passage: Passage, formula: Math | MathBlock, kept: tuple[Span, ...]) -> bool:
    """Whether a formula is what a kept tag holds: one on its lines, where its place is not known."""
    if formula.span:
        begin, stop = formula.span
        return any(start <= begin and stop <= end for start, end in kept)
    lines, begins = passage.lines(*formula.lines), formula.tex.strip().split("\n")[0]
    return any(inside(lines, (span,)) and begins in passage.text[slice(*span)] for span in kept)


def settings(passage: Passage) -> Iterator[Setting]:
    """Every formula with what stands around it."""
    for holder in walk(passage.document):
        if isinstance(holder, MathBlock):
            yield _setting(passage, holder, holder)
        elif isinstance(holder, Paragraph | Heading | Cell):
            for node in walk(holder):
                if isinstance(node, Math):
                    yield _setting(passage, node, holder)


def _setting(passage: Passage, formula: Math | MathBlock, holder: Block) -> Setting:
    first, last = holder.lines if holder.lines[0] else formula.lines
    start, end = formula.span or (0, 0)
    opening = next((sign for sign in _OPENINGS if passage.text.startswith(sign, start)), "")
    if _is_tag(passage, formula):
        opening = "\\[" if isinstance(formula, MathBlock) or formula.display else "\\("
    return Setting(
        formula,
        opening if formula.span else "$",
        passage.text[end : end + 1],
        passage.text[slice(*passage.lines(first, last))] if first else "",
        isinstance(holder, Cell),
        isinstance(formula, MathBlock) and passage.is_blank(first - 1) and passage.is_blank(last + 1),
        any(passage.quotes(line) for line in range(passage.number(start) + 1, passage.number(end) + 1)),
    )


# ── forms ───────────────────────────────────────────────────────────────────────────────────────────


def in_raw(passage: Passage, found: Setting) -> str:
    """Hexo's `{% raw %}`: neither Nunjucks nor Markdown looks inside, and the text reaches the page as HTML.

    Within another tag's box it would not help: the box hands what `raw` gave to Markdown (NexT 8.29's
    `note`). There every sign is an entity. A tag that begins a line is an HTML block to marked and
    markdown-it, and the rest of the line no Markdown: `<wbr>`, which shows nothing, goes before it.
    """
    assert found.formula.span
    start, end = found.formula.span
    if inside(found.formula.span, (box for box in boxes(passage.text) if box != found.formula.span)):
        return _in_entities(_one_line(found))
    text, number = passage.text, passage.number(start)
    first = passage.opens_line(start)
    written = _entities(_exact(passage, found))
    if isinstance(found.formula, MathBlock) and first and "\n" in text[start:end]:
        before = text[passage.lines(number, number)[0] : start]
        if not before.strip():
            newline = line_end(text)
            return f"{{% raw %}}{newline}{before}{written}{newline}{before}{{% endraw %}}"
    if first and (isinstance(found.formula, Math) or not passage.is_blank(number - 1)):
        return f"<wbr>{{% raw %}}{written}{{% endraw %}}"
    return f"{{% raw %}}{written}{{% endraw %}}"


def for_kramdown(passage: Passage, found: Setting) -> str:
    """`$$x$$`, or where that would be a table or a block, kramdown's own `{::nomarkdown}`."""
    formula = found.formula
    exact = _joined(formula)
    if not found.opening:
        if found.alone and passage.opens_line((formula.span or (0, 0))[0]):
            newline = line_end(passage.text)
            return f"{{::nomarkdown}}{newline}{past_liquid(_entities(formula.tex))}{newline}{{:/nomarkdown}}"
        return _nomarkdown(exact)
    if isinstance(formula, MathBlock) or formula.display:
        return _nomarkdown(f"\\[{exact}\\]")
    alone = found.around.strip(" \t\r\n>") == passage.text[slice(*(formula.span or (0, 0)))]
    if alone or "|" in exact or "$" in exact:
        return _nomarkdown(f"\\({exact}\\)")
    return f"$${past_liquid(exact)}$$"


def for_passthrough(passage: Passage, found: Setting) -> str:
    """Goldmark with its passthrough extension: formulas reach the page as they are, and so as HTML."""
    if not found.opening:
        return for_goldmark(passage, found)
    exact = _one_line(found) if BLOCK.search(found.formula.tex) else _exact(passage, found)
    written = AS_HTML.sub(lambda sign: _ENTITIES[sign[0]], exact)
    return written.replace("|", "&#124;") if found.cell else written


def for_goldmark(passage: Passage, found: Setting) -> str:
    """Goldmark alone: every sign that could mean something is an entity, which means nothing in Markdown and
    the same in HTML."""
    exact = _exact(passage, found)
    if "\n\n" in exact.replace(" ", "").replace("\r", ""):
        exact = re.sub(r"\s*\n\s*\n\s*", "\n", exact)
    return _in_entities(exact)


def _in_entities(written: str) -> str:
    return _PUNCTUATION.sub(lambda sign: f"&#{ord(sign[0])};", written)


def _nomarkdown(written: str) -> str:
    return f"{{::nomarkdown}}{past_liquid(_entities(written)).replace('|', '&#124;')}{{:/nomarkdown}}"


def _entities(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _exact(passage: Passage, found: Setting) -> str:
    """The formula with its delimiters: as written, and in a quote or list without the signs of those."""
    assert found.formula.span
    start, end = found.formula.span
    markup = passage.text[start:end]
    if not found.prefixed and markup.startswith(found.opening):
        return markup
    return _one_line(found)


def _one_line(found: Setting) -> str:
    return f"{found.opening}{_joined(found.formula)}{_CLOSINGS[found.opening]}"


def _joined(formula: Math | MathBlock) -> str:
    """The TeX on one line."""
    if "\n" not in formula.tex:
        return formula.tex
    return " ".join(part.strip() for part in without_comments(formula.tex).split("\n"))
