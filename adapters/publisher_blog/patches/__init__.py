"""What a Markdown renderer does not do as the author meant, written in a way that it does.

A patch changes single spans of the text and yields the edits, with a Note where something is lost. Which
renderer needs which is said in `renderers.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from publisher.markdown.rewrite import Edit
from publisher.model.post import Note

from ..passage import Passage
from . import (
    addresses,
    attributes,
    callouts,
    code,
    contents,
    diagrams,
    emoji,
    emphasis,
    footnotes,
    gaps,
    headings,
    kramdown,
    scripts,
    tasks,
    terms,
)

Patch = Callable[[Passage], Iterator[Edit | Note]]

PATCHES: Mapping[str, Patch] = {
    "diagrams": diagrams.told,
    "gaps": gaps.before_blocks,
    "gaps-code": gaps.before_tables_and_code,
    "callouts": callouts.as_quotes,
    "callouts-kramdown": callouts.for_kramdown,
    "contents": contents.left_out,
    "contents-kramdown": contents.for_kramdown,
    "heading-names": headings.as_places,
    "attributes": attributes.left_out,
    "attributes-pandoc": attributes.for_pandoc,
    "attributes-kramdown": attributes.for_kramdown,
    "footnotes": footnotes.as_links,
    "inline-notes": footnotes.in_brackets,
    "code-dollars": code.as_elements,
    "html-kramdown": kramdown.markdown_in_html,
    "tasks": tasks.as_boxes,
    "terms": terms.as_lists,
    "emphasis": emphasis.as_elements,
    "emphasis-zero-width": emphasis.beside_nothing,
    "emoji": emoji.as_characters,
    "marks": scripts.marks,
    "scripts": scripts.scripts,
    "tildes": scripts.tildes,
    "bars": scripts.bars,
    "addresses": addresses.in_brackets,
    "address-ends": addresses.ended,
}
"""By name; in the order in which insertions at one place are made."""
