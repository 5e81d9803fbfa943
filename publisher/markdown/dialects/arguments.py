"""What stands after a tag's name: words, quoted ones kept whole, and named values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_WORD = re.compile(r'"((?:\\.|[^"\\])*)"|\'((?:\\.|[^\'\\])*)\'|(\S+)', re.DOTALL)
_VALUE = r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|`[^`]*`"
_PART = re.compile(rf"(?:(?P<name>[A-Za-z_][\w-]*)\s*[=:]\s*)?(?P<value>{_VALUE}|[^\s\"'`=,]+)", re.DOTALL)
_ESCAPED = re.compile(r"\\([\"'\\])")


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Arguments:
    """`placed` are the values without a name, in order."""

    placed: tuple[str, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)

    def get(self, *names: str) -> str:
        """The value of the first of these names that has one, else ""."""
        return next((self.named[name] for name in names if self.named.get(name)), "")

    def at(self, place: int, *names: str) -> str:
        """As `get`, or the value at a place, counted from 0."""
        return self.get(*names) or (self.placed[place] if place < len(self.placed) else "")


def arguments(text: str) -> Arguments:
    """`a "b c" d=e f='g h'` has two values by place and two by name."""
    placed: list[str] = []
    named: dict[str, str] = {}
    for found in _PART.finditer(text):
        value = found["value"]
        if value[0] in "\"'`" and value[-1] == value[0] and len(value) > 1:
            value = value[1:-1] if value[0] == "`" else _ESCAPED.sub(r"\1", value[1:-1])
        if found["name"]:
            named.setdefault(found["name"].lower(), value)
        else:
            placed.append(value)
    return Arguments(tuple(placed), named)


def words(arguments: str) -> list[Word]:
    """`a "b c" 'd'` is three words; quotes within quotes stay. A backslash before a quote or space goes."""
    found: list[Word] = []
    for match in _WORD.finditer(arguments.replace("\\ ", "\0")):
        quoted = match[3] is None
        text = match[3] or match[1] or match[2] or ""
        if quoted:
            text = _ESCAPED.sub(r"\1", text)
        found.append(Word(text.replace("\0", " "), quoted))
    return found


def listed(arguments: str) -> list[str]:
    """`a, b c, "d"`, as NexT and Butterfly write: parts between commas, trimmed and unquoted."""
    parts = [part.strip() for part in arguments.split(",")]
    return [part[1:-1] if len(part) > 1 and part[0] == part[-1] in "\"'" else part for part in parts]


def joined(parts: list[Word]) -> str:
    """The words as one text."""
    return " ".join(part.text for part in parts)


def verbatim(body: str) -> str:
    """The text between a code tag and its end, less the line ends that belong to the tags."""
    return re.sub(r"\A[ \t]*\n", "", body).rstrip()
