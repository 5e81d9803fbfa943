"""The author's text and the parser's copy of it: where a place in one lies in the other."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

LINE_END = re.compile(r"\r\n|\r|\n")


class Source:
    """`body` is what the parser reads: the text from `offset` on, less a byte order mark, with every line
    end as one line feed. Lines count from 0 there, from 1 in the author's file."""

    def __init__(self, text: str, offset: int) -> None:
        if text.startswith("\ufeff", offset) and not text[:offset]:
            offset += 1
        self.text = text
        self.first_line = 1 + sum(1 for _ in LINE_END.finditer(text, 0, offset))
        ends = [found.end() for found in LINE_END.finditer(text, offset)]
        self._starts = [offset, *ends]
        self.body = LINE_END.sub("\n", text[offset:]).replace("\0", "\ufffd")
        self.lines = self.body.split("\n")
        self._body_starts = list(accumulate((len(line) + 1 for line in self.lines), initial=0))

    def file_line(self, line: int) -> int:
        """The 1-based line of the author's file for a 0-based line of the body."""
        return self.first_line + line

    def line_start(self, line: int) -> int:
        """Where a line of the body begins in it."""
        return self._body_starts[min(line, len(self.lines))]

    def line_at(self, position: int) -> int:
        """The 0-based line of the body on which a position of the body lies."""
        return min(bisect_right(self._body_starts, position), len(self.lines)) - 1

    def file_offset(self, position: int) -> int:
        """The offset in the author's text of a position of the body."""
        line = self.line_at(position)
        return self._starts[line] + position - self._body_starts[line]

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """The author's span for a half-open range of the body."""
        return self.file_offset(begin), self.file_offset(end)


class Places:
    """Where the characters of a token's content stand in the body.

    Containers cut prefixes (`> `, indents) off lines, so content is a tail of each body line: `starts`
    are content positions from which on the body runs in step, with the body position of each.
    """

    def __init__(self, starts: list[tuple[int, int]]) -> None:
        self._content = [content for content, _ in starts]
        self._body = [body for _, body in starts]

    def body(self, position: int) -> int | None:
        """The body position of a content position; None where it cannot be told."""
        at = bisect_right(self._content, position) - 1
        if at < 0 or self._body[at] < 0:
            return None
        return self._body[at] + position - self._content[at]


def places(source: Source, content: str, first: int, last: int) -> Places:
    """Places of content cut from the body's lines `first` to `last` (inclusive) by a block rule."""
    starts: list[tuple[int, int]] = []
    position = 0
    for line, part in enumerate(content.split("\n"), first):
        column, skipped = -1, 0
        if line <= last and line < len(source.lines):
            column, skipped = _column(source.lines[line], part)
        starts.append((position + skipped, source.line_start(line) + column if column >= 0 else -1))
        position += len(part) + 1
    return Places(starts)


def _column(line: str, part: str) -> tuple[int, int]:
    """Column at which a line's tail begins, and how many characters of `part` (spaces a tab was turned
    into) come before it; column -1 when it is no tail."""
    bare = line.rstrip(" \t")
    for tail in (line, bare, bare.rstrip("#").rstrip(" \t")):
        if tail.endswith(part):
            return len(tail) - len(part), 0
    text = part.lstrip(" \t")
    for tail in (line, bare):
        if text and tail.endswith(text):
            return len(tail) - len(text), len(part) - len(text)
    if text.strip() and line.count(text.rstrip()) == 1:  # cut off by a tag behind it
        return line.index(text.rstrip()), len(part) - len(text)
    return -1, 0
