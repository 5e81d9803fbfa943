"""A post as rules look at it: the nodes its author wrote, its lines in the file, its words line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from publisher.markdown.lines import lines_of
from publisher.markdown.walk import children
from publisher.model.post import Post, Site
from publisher.model.tree import (
    Cell,
    CodeBlock,
    Definition,
    Details,
    FootnoteRef,
    HardBreak,
    Heading,
    Inline,
    Link,
    Node,
    Paragraph,
    Region,
    SoftBreak,
    Text,
)

OBJECT = "\ufffc"
"""Stands in a line's words for what is no text there: code, a formula, a picture."""


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one line of the file as a reader sees them; `last`: its block ends with it."""

    number: int
    text: str
    last: bool


@dataclass(frozen=True, slots=True)
class Manuscript:
    """`nodes` is the tree without generated regions, in reading order; `source` the file's lines, from 1 on
    (0 is empty); `words` what is text; `in_code` the lines that code blocks stand on."""

    post: Post
    site: Site
    code_columns: int
    nodes: tuple[Node, ...]
    source: tuple[str, ...]
    words: tuple[Line, ...]
    in_code: frozenset[int]

    def line(self, number: int) -> str:
        """A line of the file as written, "" for one that is not there."""
        return self.source[number] if 0 <= number < len(self.source) else ""

    def column(self, number: int, fragment: str) -> int:
        """The column at which a fragment first stands in a line; 0 where it cannot be found."""
        return self.line(number).find(fragment) + 1


def manuscript(post: Post, site: Site, code_columns: int) -> Manuscript:
    """What all rules share, made once."""
    nodes = tuple(_authored(post.document))
    code = (node.lines for node in nodes if isinstance(node, CodeBlock))
    return Manuscript(
        post=post,
        site=site,
        code_columns=code_columns,
        nodes=nodes,
        source=("", *lines_of(post.text)),
        words=tuple(line for node in nodes for line in _words(node)),
        in_code=frozenset(number for first, last in code for number in range(first, last + 1)),
    )


def _authored(node: Node) -> Iterator[Node]:
    yield node
    for child in children(node):
        if not isinstance(child, Region):
            yield from _authored(child)


def _words(node: Node) -> Iterator[Line]:
    if isinstance(node, Paragraph | Heading | Cell):
        inlines = node.inlines
    elif isinstance(node, Definition):
        inlines = node.term
    elif isinstance(node, Details):
        inlines = node.summary
    else:
        return
    lines = list(_told(inlines, node.lines[0]))
    told: dict[int, str] = {}
    for number, text in lines:
        told[number] = told.get(number, "") + text
    final = max(told, default=0)
    for number, text in told.items():
        yield Line(number, text, last=number == final)


def _told(inlines: Iterable[Inline], line: int) -> Iterator[tuple[int, str]]:
    """The line and text of every piece; a node of unknown line stands where the one before it does."""
    for node in inlines:
        line = node.lines[0] or line
        if isinstance(node, Text):
            yield line, node.text
        elif isinstance(node, SoftBreak | HardBreak | FootnoteRef):
            continue
        elif isinstance(node, Link) and node.auto:
            yield line, node.url
        elif inner := [child for child in children(node) if isinstance(child, Inline)]:
            yield from _told(inner, line)
        else:
            yield line, OBJECT
