"""Places in a body whose wording is decided when the whole is known: formulas and listings.

A rule writes a slot, a few characters no text of an author's can hold; `fill` puts the chosen form there.
So one rendering of a post is enough to know what any choice would cost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

SLOT = re.compile("\x02([^\x03]*)\x03")
_GAP = "\x1f"


@dataclass(frozen=True, slots=True)
class Slot:
    """`index` counts a post's formulas and listings; `line` is the author's. `before` and `after` are
    punctuation (as HTML) that must not part from what stands between."""

    index: int
    line: int
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        return f"\x02{_GAP.join((str(self.index), str(self.line), self.before, self.after))}\x03"


def found(html: str) -> list[Slot]:
    """The slots of a text, in reading order."""
    return [_read(match) for match in SLOT.finditer(html)]


def fill(html: str, form: Callable[[Slot], str]) -> str:
    """The text with each slot replaced."""
    return SLOT.sub(lambda match: form(_read(match)), html)


def _read(match: re.Match[str]) -> Slot:
    index, line, before, after = match[1].split(_GAP)
    return Slot(int(index), int(line), before, after)
