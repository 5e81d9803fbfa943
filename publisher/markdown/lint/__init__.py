"""What a careful editor would ask about a manuscript, whatever the target. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from publisher.markdown.lint.code import code
from publisher.markdown.lint.formulas import formulas
from publisher.markdown.lint.headings import headings
from publisher.markdown.lint.leftovers import leftovers
from publisher.markdown.lint.links import links
from publisher.markdown.lint.manuscript import Manuscript, manuscript
from publisher.markdown.lint.pictures import pictures
from publisher.markdown.lint.references import references
from publisher.markdown.lint.tables import tables
from publisher.model.post import Note, Post, Site

RULES: tuple[Callable[[Manuscript], Iterator[Note]], ...] = (
    headings,
    links,
    pictures,
    code,
    tables,
    formulas,
    references,
    leftovers,
)


def lint(post: Post, site: Site, code_columns: int) -> tuple[Note, ...]:
    """Remarks with the author's lines, by line; generated regions are left out. `code_columns` is the most a
    line of code may take (0 = any). Raises nothing, whatever the post."""
    about = manuscript(post, site, code_columns)
    found = dict.fromkeys(note for rule in RULES for note in rule(about))
    return tuple(sorted(found, key=lambda note: note.line))
