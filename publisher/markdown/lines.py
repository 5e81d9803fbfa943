"""Line numbers of a text, counted the way an editor and the parser count them."""

from __future__ import annotations

import re

LINE_END = re.compile(r"\r\n|\n|\r")
"""The ends that count. `str.splitlines` would also split at form feeds and U+2028, which editors do not."""


def lines_of(text: str) -> list[str]:
    """The lines without their ends, and without a byte order mark."""
    return LINE_END.split(text.removeprefix("\ufeff"))


def line_starts(text: str) -> tuple[int, ...]:
    """The offset at which every line begins; the last one is that of the (maybe empty) rest after the
    last line end."""
    return (0, *(end.end() for end in LINE_END.finditer(text)))


def line_at(text: str, offset: int) -> int:
    """The 1-based line a character offset lies in."""
    return sum(1 for _ in LINE_END.finditer(text, 0, offset)) + 1


def line_end(text: str) -> str:
    """The line end this text uses, by its first one."""
    found = LINE_END.search(text)
    return found.group() if found else "\n"
