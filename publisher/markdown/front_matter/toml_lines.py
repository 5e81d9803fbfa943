"""Where the keys of a TOML text stand: tomllib tells what they say, not where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from publisher.markdown.lines import LINE_END

Path = tuple[str | int, ...]

_NAME = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)"""
_DOTTED = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_TABLE = re.compile(rf"\s*\[\s*({_DOTTED})\s*\]\s*(?:#.*)?")
_ARRAY = re.compile(rf"\s*\[\[\s*({_DOTTED})\s*\]\]\s*(?:#.*)?")
_ENTRY = re.compile(rf"\s*({_DOTTED})\s*=")
_LONG = re.compile(r'"""|\'\'\'')


def toml_lines(text: str) -> Mapping[Path, int]:
    """Path of each table and key → its 1-based line. Elements of an array of tables count from 0:
    `("blocks", 1, "name")`. What stands inside an inline table has the line of the key before it: look
    it up with `line_of`."""
    lines: dict[Path, int] = {}
    counts: Counter[Path] = Counter()
    table: Path = ()
    inside = ""  # the quotes of a multi-line string that is still open
    for number, line in enumerate(LINE_END.split(text), start=1):
        if not inside:
            if found := _ARRAY.fullmatch(line):
                path = _resolved(_names(found[1]), counts)
                table = (*path, counts[path])
                counts[path] += 1
                lines[table] = number
            elif found := _TABLE.fullmatch(line):
                table = _resolved(_names(found[1]), counts)
                lines[table] = number
            elif found := _ENTRY.match(line):
                lines.setdefault((*table, *_names(found[1])), number)
        for quotes in _LONG.findall(line):
            inside = quotes if not inside else "" if quotes == inside else inside
    return lines


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """The line of the longest part of `path` that has one, 0 when none has."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return 0


def _names(dotted: str) -> Path:
    return tuple(name.strip("\"'") for name in re.findall(_NAME, dotted))


def _resolved(path: Path, counts: Counter[Path]) -> Path:
    """A header's path, through the newest element of every array of tables on its way."""
    done: Path = ()
    for index, name in enumerate(path):
        done = (*done, name)
        if index < len(path) - 1 and counts[done]:
            done = (*done, counts[done] - 1)
    return done
