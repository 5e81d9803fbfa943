"""What a check finds in posts and settings, how grave it is, and what each code means. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """`error`: nothing is sent before it is mended. `warning`: readers would meet something wrong or lose
    something. `note`: worth knowing, often meant so."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 is the gravest."""
        return list(Level).index(self)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a code stands for: how grave it is by itself, what is meant, and what to do about it."""

    level: Level
    meaning: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing in one place. `code` is a stable kebab-case word; `path` is POSIX, below the site's root;
    `line` and `column` count from 1 in that file (0 = the whole file, the whole line); `targets` are those
    it concerns, () = all of them; `more` are further lines of the file where the same is to be said."""

    code: str
    level: Level
    message: str
    hint: str = ""
    path: str = ""
    line: int = 0
    column: int = 0
    targets: tuple[str, ...] = ()
    more: tuple[int, ...] = ()
