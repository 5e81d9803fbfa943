"""Formulas kept from Hexo's template engine, which runs over the finished page and acts on `{{`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from publisher.markdown.lines import line_end
from publisher.markdown.rewrite import Edit
from publisher.model.post import Note
from publisher.model.tree import Math, MathBlock

from .hazards import raw
from .spans import inside

_HAZARDS = re.compile(r"\{\{|\{%|\{#|#\}")


@dataclass(frozen=True, slots=True)
class Protection:
    """What to change (None: it cannot be told where), and what to tell the author of it."""

    edit: Edit | None
    note: Note


def protect(text: str, formulas: Iterable[Math | MathBlock], mode: str) -> Iterator[Protection]:
    """Wrap formulas in `{% raw %}`: "always" all of them, "auto" those with a sign Hexo would act on.

    What is in there already stays as it is. Within `raw`, Markdown is off and the text reaches the page
    as HTML, so `&` and `<` are written as entities.
    """
    safe = raw(text)
    for formula in formulas:
        if mode == "never" or (mode == "auto" and not _HAZARDS.search(formula.tex)):
            continue
        if formula.span is None:
            detail = f"a formula with signs of Hexo's own could not be protected: {formula.tex}"
            yield Protection(None, Note("formula", detail, formula.lines[0]))
            continue
        start, end = formula.span
        if inside(formula.span, safe):
            continue
        note = Note("formula", "a formula is wrapped in {% raw %}: Hexo reads its signs", formula.lines[0])
        yield Protection(Edit(start, end, _wrapped(text, formula, start, end)), note)


def _wrapped(text: str, formula: Math | MathBlock, start: int, end: int) -> str:
    written = text[start:end].replace("&", "&amp;").replace("<", "&lt;")
    before = text[:start].rpartition("\n")[2]
    if isinstance(formula, Math) or "\n" not in written:
        return f"{{% raw %}}{written}{{% endraw %}}"
    if before.strip():  # in a quote or list: its signs at the line starts would stay in the formula
        tex = " ".join(formula.tex.replace("&", "&amp;").replace("<", "&lt;").split("\n"))
        return f"{{% raw %}}$${tex}$${{% endraw %}}"
    end_of_line = line_end(text)
    return f"{{% raw %}}{end_of_line}{written}{end_of_line}{{% endraw %}}"
