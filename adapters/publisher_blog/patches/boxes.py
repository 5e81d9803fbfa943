"""Lines set apart by a line before and a line behind, as quotes or as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.markdown.lines import line_end
from publisher.markdown.rewrite import Edit

from ..passage import Passage

_INDENT = re.compile(r"(?: {1,4}|\t)")


def quoted(
    passage: Passage, first: int, last: int, title: str, *, ends: bool, depth: int = 0, said: str = ""
) -> Iterator[Edit]:
    """The lines behind the first as a quote that begins with the title in bold, if there is one. `ends`: the
    last line is no more than an end; else the lines are indented. `depth`: quotes made around it already.
    `said`: who said it, beneath."""
    end, outer = line_end(passage.text), "> " * depth
    start, stop = passage.lines(first, first)
    column = _column(passage, first)
    inner = passage.text[start : start + column]
    head = f"> <strong>{title}</strong>{end}{outer}{inner}>{end}" if title else ""
    yield Edit(start + column if title else start, stop, head)
    for number in range(first + 1, last + 1):
        begin, after = passage.lines(number, number)
        at = begin + min(column, len(passage.line(number)) - len(passage.line(number).lstrip(" \t")))
        if ends and number == last:
            foot = f">{end}> {said}{end}" if said else ""
            yield Edit(at, after, foot + (end if passage.line(number).endswith(("\n", "\r")) else ""))
        elif not ends and (indent := _INDENT.match(passage.text, at)):
            yield Edit(*indent.span(), "> ")
        else:
            yield Edit(at, at, "> ")
    if not ends and not passage.is_blank(last + 1):
        after = passage.lines(last, last)[1]
        yield Edit(after, after, outer.rstrip() + end)


def wrapped(
    passage: Passage, first: int, last: int, before: str, behind: str, *, ends: bool
) -> Iterator[Edit]:
    """HTML in the place of the first and the last line, with empty lines between, so that what they hold
    stays Markdown."""
    end = line_end(passage.text)
    start, stop = passage.lines(first, first)
    yield Edit(start + _column(passage, first), stop, f"{before}{end}{end}")
    if ends:
        begin, after = passage.lines(last, last)
        yield Edit(begin + _column(passage, last), after, f"{end}{behind}{end}")
        return
    for number in range(first + 1, last + 1):
        if indent := _INDENT.match(passage.text, passage.lines(number, number)[0]):
            yield Edit(*indent.span(), "")
    after = passage.lines(last, last)[1]
    gap = "" if passage.line(last).endswith(("\n", "\r")) else end
    yield Edit(after, after, f"{gap}{end}{behind}{end}{'' if passage.is_blank(last + 1) else end}")


def _column(passage: Passage, number: int) -> int:
    line = passage.line(number)
    return len(line) - len(line.lstrip(" \t>"))
