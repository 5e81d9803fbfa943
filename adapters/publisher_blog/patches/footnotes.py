"""Footnotes for renderers that print `[^1]`: numbers that lead to the notes, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.markdown.lines import line_end
from publisher.markdown.rewrite import Edit
from publisher.markdown.walk import walk
from publisher.model.post import Note
from publisher.model.tree import Footnote, FootnoteRef

from ..passage import Passage, written

_LABEL = re.compile(r"([ \t>]*)(\[\^[^\]\n]+\]:)[ \t]*")
_INDENT = re.compile(r"(?: {1,4}|\t)")


def as_links(passage: Passage) -> Iterator[Edit | Note]:
    """marked 15 and markdown-it 13 know no footnotes; kramed 0.5 makes a quote of each. A note stays where
    it was written, as a paragraph that begins with its number."""
    numbers: dict[str, int] = {}
    for node in passage.placed(FootnoteRef):
        if written(passage.text, node).startswith("[^") and node.span:
            name = "" if node.label in numbers else f' id="fnref-{len(numbers) + 1}"'
            number = numbers.setdefault(node.label, len(numbers) + 1)
            yield Edit(*node.span, f'<sup{name}><a href="#fn-{number}">{number}</a></sup>')
    for note in walk(passage.document):
        if isinstance(note, Footnote) and note.lines[0] and note.label in numbers:
            yield from _note(passage, note, numbers[note.label])


def in_brackets(passage: Passage) -> Iterator[Edit | Note]:
    """`正文^[注文]` is pandoc's alone."""
    for node in passage.placed(FootnoteRef):
        if node.span and written(passage.text, node).startswith("^["):
            start, end = node.span
            yield Edit(start, start + 2, "（")
            yield Edit(end - 1, end, "）")
            yield Note("footnote", "a note is written in brackets where it is referred to", node.lines[0])


def _note(passage: Passage, node: Footnote, of: int) -> Iterator[Edit | Note]:
    first, last = node.lines
    start = passage.lines(first, first)[0]
    found = _LABEL.match(passage.text, start)
    if not found:
        return
    if not passage.is_blank(first - 1):  # two notes on neighbouring lines would be one paragraph
        yield Edit(start, start, passage.quotes(first) + line_end(passage.text))
    yield Edit(found.start(2), found.end(), f'<sup id="fn-{of}">{of}</sup> ')
    for number in range(first + 1, last + 1):
        begin = passage.lines(number, number)[0]
        if indent := _INDENT.match(passage.text, begin):
            yield Edit(*indent.span(), "")
    end = passage.lines(last, last)[0] + len(passage.line(last).rstrip())
    if not any(begin < end <= stop for begin, stop in passage.code):
        yield Edit(end, end, f" [↩](#fnref-{of})")
    yield Note("footnote", f"footnote {of} is written as a paragraph where it stands", first)
