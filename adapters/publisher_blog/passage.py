"""The author's own part of a post, as the patches see it: text, tree, and where lines begin."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from publisher.markdown.lines import line_starts
from publisher.markdown.walk import walk
from publisher.model.tree import Document, Inline, Math, MathBlock, Node

from .spans import Span, code

N = TypeVar("N", bound=Inline)

PREFIX = re.compile(r"[ \t]*(?:>[ \t]?|(?:[-+*]|\d{1,9}[.)])[ \t]+|\[[ xX]\][ \t]+)*[ \t]*")
"""Signs of quotes, list items and tasks in front of a line's words."""
_QUOTES = re.compile(r"[ \t]*(?:>[ \t]?)*")


@dataclass(frozen=True, slots=True)
class Passage:
    """`starts` are the offsets at which lines begin, `code` where code stands, `begin` is where the Markdown
    begins."""

    text: str
    document: Document
    starts: tuple[int, ...]
    code: tuple[Span, ...]
    begin: int = 0

    def placed(self, *kinds: type[N]) -> Iterator[N]:
        """The nodes of these kinds whose place is known."""
        for node in walk(self.document):
            if isinstance(node, kinds) and node.span:
                yield node

    def line(self, number: int) -> str:
        """A line (from 1) with its end; "" beyond the last."""
        return self.text[slice(*self.lines(number, number))]

    def lines(self, first: int, last: int) -> Span:
        """The span of whole lines, 1-based, both included."""
        return self._start(first), self._start(last + 1)

    def _start(self, number: int) -> int:
        """Where a line (from 1) begins; beyond the last one, where the text ends."""
        return self.starts[number - 1] if number <= len(self.starts) else len(self.text)

    def number(self, offset: int) -> int:
        """The line (from 1) of an offset."""
        return bisect_right(self.starts, offset)

    def quotes(self, number: int, depth: int = 9) -> str:
        """The signs of quotes in front of a line, `depth` of them at most, as an empty line needs them."""
        found = _QUOTES.match(self.line(number))
        signs = [sign.rstrip() for sign in re.findall(r"[^>]*>", found.group())] if found else []
        return "".join(signs[:depth])

    def opens_line(self, offset: int) -> bool:
        """Whether nothing but signs of containers stands before an offset on its line."""
        return opens_line(self.text, offset)

    def is_blank(self, number: int) -> bool:
        """Whether a line holds nothing but signs of quotes; so does what lies outside the text."""
        return number < 1 or not self.line(number).strip(" \t\r\n>")

    def formulas(self) -> Iterator[Span]:
        for node in walk(self.document):
            if isinstance(node, Math | MathBlock) and node.span:
                yield node.span


def passage(text: str, authored: Document, body_line: int) -> Passage:
    starts = line_starts(text)
    return Passage(text, authored, starts, code(text, authored), starts[min(body_line, len(starts)) - 1])


def opens_line(text: str, offset: int) -> bool:
    """Whether nothing but signs of containers stands before an offset on its line."""
    begin = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    return PREFIX.fullmatch(text, begin, offset) is not None


def written(text: str, node: Node) -> str:
    """A node as it stands in the text; "" where that is not known."""
    return text[slice(*node.span)] if node.span else ""
