"""`:::note 标题` … `:::` as VitePress, Docusaurus, pandoc and Zenn write boxes: a rule for markdown-it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it.rules_block import StateBlock

from publisher.markdown.parsing.html_names import names
from publisher.markdown.parsing.kinds import FOLDED, KINDS, kind_of

_FENCE = re.compile(r"(:{3,})[ \t]*(.*?)[ \t:]*\Z")
_CODE = re.compile(r"(`{3,}|~{3,})")
_OPENING = re.compile(
    r"(?:(?P<braces>\{[^{}]*\})|(?P<word>[\w.-]*)(?:#[\w-]+)?)[ \t]*"
    r"(?P<brackets>\[[^\[\]]*\])?[ \t]*(?P<more>\{[^{}]*\})?"
)
_CLASS = re.compile(r"(?:^|\s)\.([\w-]+)")
_TITLE = re.compile(r"(?:^|\s)(?:title|summary|label)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
_SHADES = {"alert": "caution", "warn": "warning", "info": "note"}
"""Zenn's and Qiita's second word: `:::message alert`, `:::note warn`."""
_HELD = names(
    "code-group code-tabs v-pre raw div columns column grid row col card cards steps layout only demo"
)
_ALIGNED = {word: side for side in ("left", "center", "right") for word in (side, f"align-{side}")}
_TAB = re.compile(r"@tab(?::active)?[ \t]+(\S.*?)(?:#[\w-]+)?[ \t]*\Z")


@dataclass(frozen=True, slots=True)
class Box:
    """What a fence opens: `form` is alert | details | held | tabs | tab | left | center | right."""

    form: str
    kind: str = ""
    title: str = ""


def colon_box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A box of at least three colons that is closed by a line of colons alone; boxes may stand in boxes."""
    opening = _opening(state, start)
    if opening is None:
        return False
    closing = _closing(state, start, end)
    if closing is None:
        return False
    if silent:
        return True
    box = box_of(opening)
    token = state.push("box_open", "", 1)
    token.map = [start, closing + 1]
    token.meta = {"form": box.form, "kind": box.kind}
    push_title(state, box.title, start)
    limit, parent = state.lineMax, state.parentType
    state.lineMax, state.parentType = closing, "box"
    tabs = state.env.get("tabs", 0)
    state.env["tabs"] = tabs + (box.form == "tabs")
    state.md.block.tokenize(state, start + 1, closing)
    state.env["tabs"] = tabs
    state.lineMax, state.parentType = limit, parent
    state.push("box_close", "", -1)
    state.line = closing + 1
    return True


def tab_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`@tab name` in a box of tabs."""
    del end
    if not state.env.get("tabs"):
        return False
    found = _TAB.match(_line(state, start))
    if not found:
        return False
    if not silent:
        state.push("box_open", "", 1).meta = {"form": "tab", "kind": "", "follows": True}
        state.tokens[-1].map = [start, start + 1]
        push_title(state, found[1], start)
        state.push("box_close", "", -1)
        state.line = start + 1
    return True


def push_title(state: StateBlock, title: str, line: int) -> None:
    """The tokens of a box's title, which may hold Markdown."""
    if title:
        state.push("title_open", "", 1).map = [line, line + 1]
        token = state.push("inline", "", 0)
        token.content, token.map, token.children = title, [line, line + 1], []
        state.push("title_close", "", -1)


def box_of(opening: str) -> Box:
    """What the words behind the colons ask for."""
    found = _OPENING.match(opening)
    assert found is not None  # everything in it is optional
    braces, word = found["braces"] or "", found["word"] or ""
    given = " ".join(part[1:-1] for part in (braces, found["more"] or "") if part)
    rest = opening[found.end() :].strip()
    title = (found["brackets"] or "")[1:-1] or rest
    if named := _TITLE.search(given):
        title = title or next(filter(None, named.groups()), "")
    if braces:
        word = _class_of(braces[1:-1])
        if not word:
            return Box("held", title=title)
    lower = word.lower()
    if lower in FOLDED:
        return Box("details", title=title)
    if lower in {"tabs", "tab-set"} or lower in _HELD:
        return Box("tabs" if lower.startswith("tab") else "held", title=title)
    if lower in _ALIGNED:
        return Box(_ALIGNED[lower], title=title)
    if lower in {"message", "note"} and title.lower() in _SHADES:
        return Box("alert", _SHADES[title.lower()])
    kind, title = kind_of(word, title)
    return Box("alert", kind, title)


def _class_of(given: str) -> str:
    """pandoc's `{.note}`, Quarto's `{.callout-tip}`, MyST's `{warning}`; "" for what is no call-out."""
    words = [found.removeprefix("callout-") for found in _CLASS.findall(given)]
    if not words and re.fullmatch(r"[\w-]+", given.strip()):
        return given.strip()
    return next(
        (word for word in words if word.lower() in KINDS or word.lower() in FOLDED | set(_ALIGNED)), ""
    )


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip(" \t")


def _fence(state: StateBlock, line: int) -> tuple[int, str] | None:
    """How many colons a line begins with, and what it opens ("": it closes)."""
    at = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith(":::", at) or state.is_code_block(line):
        return None
    found = _FENCE.match(_line(state, line))
    return (len(found[1]), found[2]) if found else None


def _opening(state: StateBlock, line: int) -> str | None:
    found = _fence(state, line)
    return found[1] or None if found else None


def _closing(state: StateBlock, start: int, end: int) -> int | None:
    """The line that closes the box opened at `start`. One pass finds those of all boxes that follow too."""
    known: dict[tuple[int, int, int], int | None] = state.env.setdefault("boxes", {})
    key = (start, state.blkIndent, end)
    if key in known:
        return known[key]
    opened: list[tuple[int, int]] = []
    code = ""
    for line in range(start, end):
        if not state.isEmpty(line) and state.sCount[line] < state.blkIndent:
            break
        if code_fence := _CODE.match(_line(state, line)):
            if not code:
                code = code_fence[1]
            elif code_fence[1].startswith(code) and not _line(state, line)[code_fence.end() :].strip():
                code = ""
        if code or not (found := _fence(state, line)):
            continue
        colons, opening = found
        if opening:
            opened.append((line, colons))
        elif opened:
            same = next(
                (at for at in reversed(range(len(opened))) if opened[at][1] == colons), len(opened) - 1
            )
            for box, _ in opened[same:]:
                known[box, state.blkIndent, end] = line if box == opened[same][0] else None
            del opened[same:]
            if not opened:
                break
    for box, _ in opened:
        known[box, state.blkIndent, end] = None
    return known.get(key)
