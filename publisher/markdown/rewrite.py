"""Span edits: change parts of a text and leave every other character as it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `text` in the place of the half-open range of character offsets; `start == end` inserts."""

    start: int
    end: int
    text: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with every edit made; offsets are those of the text given, in any order.

    Insertions at one place keep their order and come before an edit that begins there. ValueError when
    two edits overlap or one lies outside the text: that is a mistake of the caller, never of an author.
    """
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if not 0 <= edit.start <= edit.end <= len(text):
            raise ValueError(f"{edit} lies outside a text of {len(text)} characters")
        if edit.start < done:
            raise ValueError(f"{edit} overlaps the edit that ends at {done}")
        parts += (text[done : edit.start], edit.text)
        done = edit.end
    return "".join((*parts, text[done:]))
