"""Marks for a table of contents."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.markdown.lines import line_end
from publisher.markdown.rewrite import Edit
from publisher.markdown.walk import walk
from publisher.model.post import Note
from publisher.model.tree import Toc

from ..passage import Passage


def left_out(passage: Passage) -> Iterator[Edit | Note]:
    """No renderer of Hexo's or Hugo's fills the mark by itself; themes show the headings beside the text."""
    for node in _marks(passage):
        yield Edit(*passage.lines(*node.lines), "")
        yield Note(
            "contents", "the mark for a table of contents is left out: the theme shows one", node.lines[0]
        )


def for_kramdown(passage: Passage) -> Iterator[Edit]:
    """A list with `{:toc}` is what kramdown fills."""
    for node in _marks(passage):
        end = line_end(passage.text)
        if "{:toc}" not in passage.text[slice(*passage.lines(*node.lines))]:
            yield Edit(*passage.lines(*node.lines), f"* TOC{end}{{:toc}}{end}")


def _marks(passage: Passage) -> Iterator[Toc]:
    for node in walk(passage.document):
        if isinstance(node, Toc) and node.lines[0]:
            yield node
