"""The words after a tag's name, quoted ones kept whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r'"((?:\\.|[^"\\])*)"|\'((?:\\.|[^\'\\])*)\'|(\S+)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    quoted: bool = False


def words(arguments: str) -> list[Word]:
    """`a "b c" 'd'` is three words; quotes within quotes stay. A backslash before a quote or space goes."""
    found: list[Word] = []
    for match in _WORD.finditer(arguments.replace("\\ ", "\0")):
        quoted = match[3] is None
        text = match[3] or match[1] or match[2] or ""
        if quoted:
            text = re.sub(r"\\([\"'\\])", r"\1", text)
        found.append(Word(text.replace("\0", " "), quoted))
    return found


def joined(parts: list[Word]) -> str:
    """The words as one text."""
    return " ".join(part.text for part in parts)


def verbatim(body: str) -> str:
    """The text between a code tag and its end, less the line ends that belong to the tags."""
    return re.sub(r"\A[ \t]*\n", "", body).rstrip()
