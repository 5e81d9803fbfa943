"""Call-outs (`> [!NOTE]`, `::: tip`, `!!! note`) as quotes that begin with their title in bold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape

from publisher.markdown.lines import line_end
from publisher.markdown.parsing.tags import Words
from publisher.markdown.plain import plain
from publisher.markdown.rewrite import Edit
from publisher.markdown.walk import children, walk
from publisher.model.post import Note
from publisher.model.tree import Alert, Details, Division, Inlines, Node, Text

from ..passage import Passage
from ..spans import inside
from .boxes import quoted, wrapped

TITLES = {"note": "注意", "tip": "提示", "important": "重要", "warning": "警告", "caution": "当心"}
_ELEMENT = re.compile(r"<(?:details|div)\b")
_HTML = re.compile(r"<(?:details|div|center|p|h[1-6])\b", re.IGNORECASE)
_QUOTED = re.compile(r"(?P<before>[ \t>]*>[ \t]?)\[!\w+\][+-]?[ \t]*(?P<title>[^\r\n]*?)[ \t]*(?=\r|\n|\Z)")
_FENCED = re.compile(r"[ \t>]*:{3,}")
_INDENTED = re.compile(r"[ \t>]*(?:!!!|\?\?\?)\+?[ \t]")
_OPENING = re.compile(r"^[ \t>]*(:{3,})[ \t]*\S.*$")
_CLOSING = re.compile(r"^[ \t>]*(:{3,})[ \t]*$")
_TAB = re.compile(r"^[ \t>]*@tab(?::active)?[ \t]+(\S.*?)[ \t]*$")


def as_quotes(passage: Passage) -> Iterator[Edit | Note]:
    """None of the renderers knows them without a plugin. What has no form of its own (tabs, columns) loses
    its lines of colons. NexT's `{% note %}` stays: it is a tag."""
    done: set[int] = set()
    yield from _boxes(passage, passage.document, 0, done)
    yield from _leftovers(passage, done)


def for_kramdown(passage: Passage) -> Iterator[Edit | Note]:
    """The same; in HTML, kramdown reads Markdown only where it is told to."""
    for part in as_quotes(passage):
        if isinstance(part, Edit) and part.text.startswith(("<details>", "<div ")):
            yield replace(part, text=in_kramdown(part.text))
        else:
            yield part


def in_kramdown(html: str) -> str:
    """An element that kramdown reads Markdown in."""
    return _ELEMENT.sub(r'\g<0> markdown="1"', html, count=1)


def title_of(node: Alert) -> str:
    """The author's title, else the usual one, as HTML."""
    return words_of(node.title) or TITLES.get(node.kind, node.kind)


def words_of(inlines: Inlines) -> str:
    """Inlines as HTML without elements; what a tag was given as text stays as written."""
    return "".join(
        part.text if isinstance(part, Words) else escape(plain(part), quote=False) for part in inlines
    )


def _boxes(passage: Passage, node: Node, depth: int, done: set[int]) -> Iterator[Edit | Note]:
    first, last = node.lines
    line = passage.line(first) if first else ""
    ends = bool(_FENCED.match(line))
    if isinstance(node, Details | Division) and _HTML.search(line):
        line, ends = "", False  # words with HTML behind them
    deeper = depth
    if isinstance(node, Alert) and (found := _QUOTED.match(line)):
        yield from _titled(passage, node, found)
        yield Note("callout", f"the call-out ({node.kind}) is written as a quote", first)
    elif isinstance(node, Alert | Details | Division) and (ends or _INDENTED.match(line)):
        done |= {first, last} if ends else {first}
        if isinstance(node, Alert):
            deeper += 1
            yield from quoted(passage, first, last, title_of(node), ends=ends, depth=depth)
            yield Note("callout", f"the call-out ({node.kind}) is written as a quote", first)
        elif isinstance(node, Details):
            before = f"<details><summary>{words_of(node.summary)}</summary>"
            yield from wrapped(passage, first, last, before, "</details>", ends=ends)
        else:
            yield from wrapped(passage, first, last, f'<div align="{node.align}">', "</div>", ends=ends)
    for inner in children(node):
        yield from _boxes(passage, inner, deeper, done)


def _titled(passage: Passage, node: Alert, found: re.Match[str]) -> Iterator[Edit]:
    start = passage.lines(node.lines[0], node.lines[0])[0]
    title = found["title"] or TITLES.get(node.kind, node.kind)
    new = f"<strong>{title}</strong>"
    if not passage.is_blank(node.lines[0] + 1) and node.lines[1] > node.lines[0]:
        new += line_end(passage.text) + found["before"].rstrip()
    yield Edit(start + found.end("before"), start + found.end(), new)


def _leftovers(passage: Passage, done: set[int]) -> Iterator[Edit]:
    """Lines of colons that open and close something else, and the names of tabs between. What the tree has as
    words is words."""
    words = {
        node.lines[0]
        for node in walk(passage.document)
        if isinstance(node, Text) and node.text.lstrip().startswith((":::", "@tab"))
    }
    opened: list[int] = []
    for number in range(passage.number(passage.begin), len(passage.starts) + 1):
        start, stop = passage.lines(number, number)
        line = passage.text[start:stop].rstrip("\r\n")
        if not line.lstrip(" \t>").startswith((":::", "@tab")) or inside((start, stop), passage.code):
            continue
        if number in words:
            continue
        if _OPENING.match(line):
            opened.append(number)
        elif opened and _CLOSING.match(line):
            for end in (opened.pop(), number):
                if end not in done:
                    first, last = passage.lines(end, end)
                    yield Edit(first, last, line_end(passage.text))
        elif opened and (tab := _TAB.match(line)):
            yield Edit(start + tab.start(), start + tab.end(), f"**{tab[1]}**")
