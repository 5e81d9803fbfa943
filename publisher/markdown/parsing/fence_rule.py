"""Fenced code: as CommonMark has it, save in a list, where code that is indented less than its fence stays
code up to the closing fence, which is how Hexo reads it and what its author meant."""

from __future__ import annotations

import re
from bisect import bisect_left

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.fence import fence as stock_fence

_ITEM = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?:[ \t]|\Z)|#{1,6}[ \t]|>|(?:`{3}|~{3})")
_CLOSING = re.compile(r"^[ \t]*(`{3,}|~{3,})[ \t]*$", re.MULTILINE)


def fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not stock_fence(state, start, end, silent):
        return False
    last = state.line
    if silent or not state.blkIndent or last >= end or _is_closed(state, start, last):
        return True
    closing = _closing(state, start, last, end)
    if closing is not None:
        token = state.tokens[-1]
        lines = range(start + 1, closing)
        least = min((state.sCount[line] for line in lines if not state.isEmpty(line)), default=0)
        token.content = state.getLines(start + 1, closing, min(least, state.sCount[start]), True)
        token.map = [start, closing + 1]
        state.line = closing + 1
    return True


def _is_closed(state: StateBlock, start: int, line: int) -> bool:
    """Whether the fence ended with a line of its own, and not with the list item."""
    return line > start + 1 and _marks(state, line - 1).startswith(state.tokens[-1].markup)


def _marks(state: StateBlock, line: int) -> str:
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip(" \t")
    return text if _CLOSING.match(text) else ""


def _closing(state: StateBlock, start: int, line: int, end: int) -> int | None:
    """The line that closes a fence whose code has left its item; None where another block begins first."""
    markup = state.tokens[-1].markup
    if not _has_closing(state, line):
        return None
    while line < end:
        if _marks(state, line).startswith(markup):
            return line
        if not state.isEmpty(line) and state.sCount[line] < state.sCount[start]:
            at = state.bMarks[line] + state.tShift[line]
            if _ITEM.match(state.src, at, state.eMarks[line]):
                return None
        line += 1
    return None


def _has_closing(state: StateBlock, line: int) -> bool:
    """Whether any fence stands below: a page of open ones must not take forever."""
    fences: list[int] | None = state.env.get("closing_fences")
    if fences is None:
        fences = [found.start() for found in _CLOSING.finditer(state.src)]
        state.env["closing_fences"] = fences
    return bisect_left(fences, state.bMarks[line]) < len(fences)
