"""`!!! note "标题"` and `??? note` as MkDocs writes boxes, `=== "Tab"` its tabs: a rule for markdown-it."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from publisher.markdown.parsing.colons import push_title
from publisher.markdown.parsing.kinds import kind_of

_BOX = re.compile(
    r"(?P<sign>!!!|\?\?\?\+?)[ \t]+(?P<word>[A-Za-z][\w-]*)(?:[ \t]+[A-Za-z][\w-]*)*"
    r"[ \t]*(?P<title>\"[^\"]*\")?[ \t]*\Z"
)
_TITLED = re.compile(r"(?P<sign>!!!|\?\?\?\+?)(?P<word>)[ \t]+(?P<title>\"[^\"]*\")[ \t]*\Z")
_TAB = re.compile(r"===[!+]?[ \t]+(?P<title>\"[^\"]+\"|'[^']+')[ \t]*\Z")
_INDENT = 4


def indented_box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that opens a box, and what is indented below it."""
    at = state.bMarks[start] + state.tShift[start]
    if state.src[at : at + 3] not in {"!!!", "???", "==="} or state.is_code_block(start):
        return False
    line = state.src[at : state.eMarks[start]]
    found = _BOX.match(line) or _TITLED.match(line)
    tab = _TAB.match(line)
    if not (found or tab):
        return False
    stop = _end(state, start + 1, end)
    if stop == start + 1:
        return False
    if silent:
        return True
    if found:
        form, kind, title = _read(found)
    else:
        assert tab is not None
        form, kind, title = "tab", "", tab["title"][1:-1]
    follows = bool(state.tokens) and state.tokens[-1].meta.get("form") == form == "tab"
    opening = state.push("box_open", "", 1)
    opening.meta = {"form": form, "kind": kind, "follows": follows}
    opening.map = [start, stop]
    push_title(state, title, start)
    parent, limit = state.parentType, state.lineMax
    state.parentType, state.lineMax = "box", stop
    state.blkIndent += _INDENT
    state.md.block.tokenize(state, start + 1, stop)
    state.blkIndent -= _INDENT
    state.parentType, state.lineMax = parent, limit
    state.push("box_close", "", -1).meta = {"form": form}
    state.line = stop
    return True


def _end(state: StateBlock, line: int, end: int) -> int:
    """The line behind the last indented one, from `line` on."""
    stop = line
    while line < end and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent + _INDENT):
        line += 1
        if not state.isEmpty(line - 1):
            stop = line
    return stop


def _read(found: re.Match[str]) -> tuple[str, str, str]:
    """Form, kind and title of a box; what is folded shows its kind where it has no title."""
    title = (found["title"] or "")[1:-1]
    kind, shown = kind_of(found["word"] or "note", title)
    if found["sign"] == "!!!":
        return "alert", kind, shown
    return "details", kind, shown or found["word"]
