"""Names that an author gives headings: `## 题 {#intro}`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from publisher.markdown.rewrite import Edit
from publisher.markdown.walk import walk
from publisher.model.tree import Heading

from ..passage import Passage

_NAME = re.compile(
    r"(?P<before>[ \t>]*(?:#{1,6}[ \t]+)?)(?P<words>.*?)"
    r"(?P<list>[ \t]+\{(?::[ \t]*)?#(?P<name>[\w:.-]+)[^{}]*\})[ \t]*#*[ \t]*(?=\r|\n|\Z)"
)


def as_places(passage: Passage) -> Iterator[Edit]:
    """An empty element of that name before the words, so that links to it still lead there. To Nunjucks `{#`
    begins a comment, and Hexo 8.1.2 stops at one that has no end."""
    for node in walk(passage.document):
        if isinstance(node, Heading) and node.lines[0]:
            start = passage.lines(node.lines[0], node.lines[0])[0]
            if found := _NAME.match(passage.text, start):
                at = found.end("before")
                yield Edit(at, at, f'<span id="{escape(found["name"])}"></span>')
                yield Edit(*found.span("list"), "")
