"""Fenced code found in a text that is otherwise no Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class Fence:
    """`begin` and `end` are positions of the whole, the fences' lines included."""

    begin: int
    end: int
    info: str
    code: str


def fences(text: str) -> Iterator[Fence]:
    """The fences of a text that are closed, in order."""
    opened, info = "", ""
    begin = inner = at = 0
    for line in text.split("\n"):
        found = _FENCE.match(line)
        rest = line[found.end() :].strip() if found else ""
        if found and not opened and "`" not in rest:
            opened, info, begin, inner = found[1], rest, at, at + len(line) + 1
        elif found and opened and found[1].startswith(opened) and not rest:
            yield Fence(begin, at + len(line), info, text[inner:at].removesuffix("\n"))
            opened = ""
        at += len(line) + 1
