"""How many columns a text takes in print of one width, where a Chinese character takes two."""

from __future__ import annotations

import unicodedata


def columns(text: str) -> int:
    """Columns as a terminal counts them: wide and full-width characters two, combining marks none, a tab up
    to the next multiple of four."""
    if text.isascii() and "\t" not in text:
        return len(text)
    total = 0
    for character in text:
        if character == "\t":
            total += 4 - total % 4
        elif not unicodedata.combining(character):
            total += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return total
