"""Which function closes which HTML element."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from publisher.markdown.parsing import html_blocks as blocks
from publisher.markdown.parsing import html_inlines as inlines
from publisher.markdown.parsing.builder import Frame
from publisher.markdown.parsing.html_names import names
from publisher.model.tree import Node

Closer = Callable[[Frame], Iterable[Node]]

_ALIKE: tuple[tuple[Closer, str], ...] = (
    (inlines.strong, "strong b"),
    (inlines.emphasis, "em i cite dfn var"),
    (inlines.strike, "del s strike"),
    (inlines.styled, "u ins mark sub sup small big kbd abbr"),
    (inlines.quoted, "q"),
    (inlines.link, "a"),
    (inlines.code, "code tt samp"),
    (blocks.pre, "pre"),
    (inlines.ruby_text, "rt"),
    (inlines.gone, "rp rtc"),
    (inlines.ruby, "ruby"),
    (blocks.paragraph, "p div section article aside address header footer main nav hgroup fieldset"),
    (blocks.paragraph, "search legend figcaption caption summary body html"),
    (partial(blocks.aligned, align="center"), "center"),
    (blocks.quote, "blockquote"),
    (partial(blocks.items, ordered=False), "ul menu dir"),
    (partial(blocks.items, ordered=True), "ol"),
    (blocks.item, "li"),
    (blocks.term, "dt"),
    (blocks.description, "dd"),
    (blocks.definitions, "dl"),
    (blocks.cell, "td th"),
    (blocks.row, "tr"),
    (blocks.head, "thead"),
    (blocks.table, "table"),
    (blocks.details, "details"),
    (blocks.figure, "figure"),
    *((partial(blocks.heading, level=level), f"h{level}") for level in range(1, 7)),
)

CLOSERS: Mapping[str, Closer] = {name: closer for closer, listed in _ALIKE for name in names(listed)}
"""By element name; an element that is not among them is unwrapped."""

PLAIN_WRAPPERS = names("span font label data time bdi bdo rb tbody tfoot colgroup optgroup")
"""Unwrapped without a Note: they carry looks or structure, no meaning."""

SLOTS = {"summary": "details", "caption": "table", "figcaption": "figure"}
"""Parts that belong to the element directly around them."""
