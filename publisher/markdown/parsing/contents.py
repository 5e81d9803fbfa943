"""Where an author wants a table of contents: `[TOC]` and all its spellings, alone on a line."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

_MARKER = re.compile(
    r"(?:\[toc\]|\[\[_?toc_?\]\]|@\[toc\](?:\([^()\n]*\))?|\$\{toc\}|\{\{toc\}\}|<!--[ \t]*toc[ \t]*-->)"
    r"[ \t]*\Z",
    re.IGNORECASE,
)
_END = re.compile(r"<!--\s*(?:toc\s*stop|/\s*toc|end\s*toc|toc\s*end)\s*-->", re.IGNORECASE)
_SIGNS = frozenset("[@${<")


def contents(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A marker on its line. One that a tool has put a list behind (`<!-- toc -->` … `<!-- tocstop -->`)
    marks nothing: the list is there."""
    del end
    at = state.bMarks[start] + state.tShift[start]
    if state.src[at : at + 1] not in _SIGNS or state.is_code_block(start):
        return False
    found = _MARKER.match(state.src, at, state.eMarks[start])
    if not found or (found[0].startswith("<") and _last_end(state) > at):
        return False
    if not silent:
        state.push("toc", "", 0).map = [start, start + 1]
        state.line = start + 1
    return True


def _last_end(state: StateBlock) -> int:
    """Where the last comment stands that ends a list made by a tool; -1 where none does."""
    known: int | None = state.env.get("contents_end")
    if known is None:
        known = max((found.start() for found in _END.finditer(state.src)), default=-1)
        state.env["contents_end"] = known
    return known
