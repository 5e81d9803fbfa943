"""Definition lists for renderers that print the colon."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.markdown.lines import line_end
from publisher.markdown.rewrite import Edit
from publisher.markdown.walk import walk
from publisher.model.tree import DefinitionList, Strong

from ..passage import Passage

_COLON = re.compile(r"([ \t>]*)([:~])(?=[ \t])")


def as_lists(passage: Passage) -> Iterator[Edit]:
    """The term in bold, its descriptions as a list: markdown-it 13 and kramed 0.5 know no definition list,
    marked only one of a single line each."""
    for node in walk(passage.document):
        if not isinstance(node, DefinitionList) or passage.line(node.lines[0]).lstrip(" \t>").startswith("<"):
            continue
        for item in node.items:
            first = item.lines[0] or (item.term[0].lines[0] if item.term else 0)
            if not first:
                continue
            yield from _bold(passage, first, any(isinstance(part, Strong) for part in item.term))
            yield from _listed(passage, first, item.lines[1])


def _bold(passage: Passage, number: int, already: bool) -> Iterator[Edit]:
    line = passage.line(number)
    start, words = passage.lines(number, number)[0], line.strip(" \t>\r\n")
    begin = start + line.index(words) if words else start
    if words and not already:
        yield Edit(begin, begin, "<strong>")
        yield Edit(begin + len(words), begin + len(words), "</strong>")
    if not passage.is_blank(number + 1):
        after = passage.lines(number, number)[1]
        yield Edit(after, after, passage.quotes(number) + line_end(passage.text))


def _listed(passage: Passage, first: int, last: int) -> Iterator[Edit]:
    for number in range(first + 1, last + 1):
        found = _COLON.match(passage.line(number))
        if found:
            at = passage.lines(number, number)[0] + found.start(2)
            yield Edit(at, at + 1, "-")
