"""GFM tables whose cells may hold formulas with bars, and which never drop a cell."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise, zip_longest

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from publisher.markdown.parsing.formulas import formula_at

CODE = re.compile(r"(`+)(?!`)(?:.*?[^`])\1(?!`)")
DELIMITER = re.compile(r":?-+:?")
MOST_FILLED = 0x10000
"""Empty cells a table may be filled up with; a guard against small texts that make huge tables."""


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """As markdown-it's, save that a bar within a formula separates nothing and a longer row is kept whole."""
    if start + 2 > end or state.sCount[start + 1] < state.blkIndent or state.is_code_block(start):
        return False
    if state.is_code_block(start + 1) or "|" not in _line(state, start):
        return False
    aligns = _aligns(_line(state, start + 1))
    if aligns is None:
        return False
    head = _cells(state, start, len(aligns))
    if len(head) != len(aligns):
        return False
    if silent:
        return True
    parent, state.parentType = state.parentType, "table"
    rows, filled = [head], 0
    line = start + 2
    while line < end and not _ends(state, line, end):
        row = _cells(state, line, len(aligns))
        filled += max(0, len(aligns) - len(row))
        if filled > MOST_FILLED:
            break
        rows.append(row)
        line += 1
    _push(state, rows, aligns, start, line)
    state.parentType = parent
    state.line = line
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip(" \t\n\r")


def _aligns(line: str) -> list[str] | None:
    """Column alignments of a delimiter row; None when the line is none."""
    if not re.fullmatch(r"[-:|][-:|\s]+", line) or line.startswith(("- ", "-\t")):
        return None
    columns = [column.strip() for column in line.split("|")]
    if columns and not columns[0]:
        columns.pop(0)
    if columns and not columns[-1]:
        columns.pop()
    if not columns or not all(DELIMITER.fullmatch(column) for column in columns):
        return None
    names = {(False, False): "", (True, False): "left", (False, True): "right", (True, True): "center"}
    return [names[column.startswith(":"), column.endswith(":")] for column in columns]


def _ends(state: StateBlock, line: int, end: int) -> bool:
    if state.sCount[line] < state.blkIndent or state.isEmpty(line) or state.is_code_block(line):
        return True
    return any(rule(state, line, end, True) for rule in state.md.block.ruler.getRules("blockquote"))


Part = tuple[int, int]
"""Begin and end of a cell in the body, spaces trimmed."""


def _cells(state: StateBlock, line: int, columns: int) -> list[Part]:
    """The cells of a row. A bar within a formula divides nothing; but where only cutting there (the dollars
    were prices), or only sparing code spans too (`a|b`), gives as many cells as the table has columns, the
    author meant that."""
    first = cells = _split(state, line, _formula_end)
    for spare in (_nothing, _code_end):
        if len(cells) == columns:
            return cells
        cells = _split(state, line, spare)
    return cells if len(cells) == columns else first


Spare = Callable[[str, int, int], int]
"""The end of what must not be cut and begins at a position; 0 where nothing does."""


def _nothing(src: str, at: int, end: int) -> int:
    del src, at, end
    return 0


def _formula_end(src: str, at: int, end: int) -> int:
    formula = formula_at(src, at, end) if src[at] in "$\\" else None
    return formula.end if formula else 0


def _code_end(src: str, at: int, end: int) -> int:
    code = CODE.match(src, at, end)
    return code.end() if code else _formula_end(src, at, end)


def _split(state: StateBlock, line: int, spare: Spare) -> list[Part]:
    src = state.src
    begin = state.bMarks[line] + state.tShift[line]
    begin, end = _trimmed(src, begin, state.eMarks[line])
    bars: list[int] = []
    at = begin
    while at < end:
        if spared := spare(src, at, end):
            at = spared
            continue
        if src[at] == "|":
            bars.append(at)
        at += 2 if src[at] == "\\" else 1
    edges = [begin - 1, *bars, end]
    parts = [(left + 1, right) for left, right in pairwise(edges)]
    if parts and parts[0][0] == parts[0][1]:
        parts.pop(0)
    if parts and parts[-1][0] >= parts[-1][1]:
        parts.pop()
    return [_trimmed(src, *part) for part in parts]


def _trimmed(src: str, begin: int, end: int) -> Part:
    while begin < end and src[begin] in " \t":
        begin += 1
    while end > begin and src[end - 1] in " \t":
        end -= 1
    return begin, end


def _push(state: StateBlock, rows: list[list[Part]], aligns: list[str], start: int, end: int) -> None:
    width = max(map(len, rows))
    state.push("table_open", "table", 1).map = [start, end]
    for number, row in enumerate(rows):
        line = start + number + (1 if number else 0)
        state.push("tr_open", "tr", 1).map = [line, line + 1]
        for part, align in zip_longest([*row, *[None] * (width - len(row))], aligns):
            opening = state.push("th_open" if number == 0 else "td_open", "td", 1)
            opening.map = [line, line + 1]
            opening.meta = {"align": align or ""}
            _inline(state.push("inline", "", 0), state.src, part, line)
            state.push("td_close", "td", -1)
        state.push("tr_close", "tr", -1)
    state.push("table_close", "table", -1)


def _inline(token: Token, src: str, part: Part | None, line: int) -> None:
    """Fills in a cell's text, `\\|` made `|` outside formulas, and where each stretch of it stands."""
    token.map = [line, line + 1]
    token.children = []
    begin, end = part or (0, 0)
    starts, pieces, size = [(0, begin)], [], 0
    at = kept = begin
    while at < end:
        if spared := _formula_end(src, at, end):
            at = spared
        elif src.startswith("\\|", at):
            pieces.append(src[kept:at])
            size += at - kept
            starts.append((size, at + 1))
            kept, at = at + 1, at + 2
        else:
            at += 2 if src[at] == "\\" else 1
    pieces.append(src[kept:end])
    token.content = "".join(pieces)
    token.meta = {"starts": starts}
