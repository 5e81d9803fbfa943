"""Where a key of a TOML table stands, or would stand: the places to edit."""

from __future__ import annotations

import re

from publisher.errors import SourceError
from publisher.markdown.front_matter.flow import flow
from publisher.markdown.front_matter.toml_lines import toml_lines
from publisher.markdown.lines import line_starts
from publisher.markdown.rewrite import Edit

_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'|"(?:[^"\\\r\n]|\\.)*"|\'[^\'\r\n]*\'|#[^\r\n]*|[^\S\r\n]+|.',
    re.DOTALL,
)


def edits(block: str, table: str, key: str, value: object, newline: str) -> tuple[Edit, ...]:
    """What makes of `block` (between the delimiters) one in which the table, which is there, has the key.
    The table may be `[table]`, `table = {…}`, `table.other = …`, or only `[table.other]`. SourceError
    where its lines do not tell."""
    lines, starts = toml_lines(block), line_starts(block)
    written = flow(value, "toml")
    first = min((line for path, line in lines.items() if path[0] == table), default=0)
    number = lines.get((table, key), lines.get((table,), first))
    start = starts[number - 1] if number else len(block)
    end = starts[number] if number and number < len(starts) else len(block)
    header = block[start:].lstrip(" \t").startswith("[")
    entry = f"{key} = {written}{newline}"
    if (table, key) in lines and not header:
        return (_replaced(block, _value(block, start), written),)
    if (table,) in lines:
        if header:
            return (Edit(end, end, entry),)
        return (_in_braces(block, _value(block, start), key, written),)
    if first and (table, key) not in lines:
        opened = f"[{table}]{newline}{entry}{newline}" if header else f"{table}.{entry}"
        return (Edit(start, start, opened),)
    raise SourceError(f"{table}.{key} cannot be found as text", hint="write it as `key = value`", line=1)


def _in_braces(block: str, start: int, key: str, written: str) -> Edit:
    """In an inline table that begins at `start`: the key's value replaced, or a pair put last."""
    last = at = start + 1
    end = _end(block, start) - 1
    while at < end:
        equals = _find(block, at, "=")
        name = block[at:equals].strip().strip("\"'")
        begin = _value(block, at)
        last = _end(block, begin)
        if name == key:
            return Edit(begin, last, written)
        at = _find(block, last, ",") + 1
    pair = f"{key} = {written}"
    return Edit(last, last, f", {pair}" if last > start + 1 else f" {pair} ")


def _replaced(block: str, start: int, written: str) -> Edit:
    return Edit(start, _end(block, start), written)


def _value(block: str, start: int) -> int:
    """Where the value of the pair that begins at `start` does."""
    at = _find(block, start, "=") + 1
    return at + len(block[at:]) - len(block[at:].lstrip(" \t"))


def _find(block: str, start: int, sign: str) -> int:
    """The next place of a sign outside quotes, else the end."""
    return next((token.start() for token in _TOKEN.finditer(block, start) if token[0] == sign), len(block))


def _end(block: str, start: int) -> int:
    """Where the value that begins at `start` ends."""
    depth, end = 0, start
    for token in _TOKEN.finditer(block, start):
        sign = token[0]
        if not depth and (sign in {",", "]", "}", "\r", "\n"} or sign.startswith("#")):
            break
        depth += (sign in {"[", "{"}) - (sign in {"]", "}"})
        if not sign.isspace() and not sign.startswith("#"):
            end = token.end()
    return end
