"""Attribute lists, `{width=300}` and `{: .class}`, for renderers that print them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.markdown.rewrite import Edit
from publisher.model.tree import Code, Image, Inline, Link, Math

from ..markup import Picture, html_image
from ..passage import Passage
from ..spans import Span, inside

_LIST = re.compile(r"\{:?[ \t]*(?:[#.][\w:.-]+|[A-Za-z_][\w:.-]*=)[^{}\n]*\}")
_LINE = re.compile(r"^[ \t>]*\{:(?![ \t]*toc\b)[^{}\n]*\}[ \t]*(?:\r?\n|\r|\Z)", re.MULTILINE)


def for_pandoc(passage: Passage) -> Iterator[Edit]:
    """kramdown's colon means nothing to pandoc."""
    for _, found in _lists(passage):
        if found.group().startswith("{:"):
            yield Edit(found.start(), found.start() + 2, "{")
    yield from _lines(passage, ())


def for_kramdown(passage: Passage) -> Iterator[Edit]:
    """Without a colon it is text to kramdown."""
    for _, found in _lists(passage):
        if not found.group().startswith("{:"):
            yield Edit(found.start() + 1, found.start() + 1, ":")


def left_out(passage: Passage) -> Iterator[Edit]:
    """None of Hexo's renderers but pandoc knows them, Goldmark only those of headings. A picture from the web
    keeps its size as HTML; the post's own get it where they are placed."""
    done = []
    for node, found in _lists(passage):
        done.append(found.span())
        if isinstance(node, Image) and node.width and (not node.asset or node.src.startswith("/")):
            picture = Picture(node.src, node.alt, node.title, node.width, node.height)
            assert node.span
            yield Edit(node.span[0], found.end(), html_image(picture, node.src))
        else:
            yield Edit(*found.span(), "")
    yield from _lines(passage, tuple(done))


def _lists(passage: Passage) -> Iterator[tuple[Inline, re.Match[str]]]:
    """Each list right behind something, and that."""
    for node in passage.placed(Image, Link, Code, Math):
        if node.span and (found := _LIST.match(passage.text, node.span[1])):
            yield node, found


def _lines(passage: Passage, done: tuple[Span, ...]) -> Iterator[Edit]:
    for found in _LINE.finditer(passage.text, passage.begin):
        if not inside(found.span(), (*passage.code, *done)):
            yield Edit(*found.span(), "")
