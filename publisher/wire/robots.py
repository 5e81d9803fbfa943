"""What a host's robots.txt lets a program ask for (RFC 9309). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

LARGEST = 512 * 1024
"""Bytes of a robots.txt that are read (RFC 9309 §2.5 asks for 500 KiB at least)."""
_DELAY = re.compile(r"\d{1,6}(?:\.\d+)?")
_KEPT = "/%?&=:;,+$@!~*'()#[]"


@dataclass(frozen=True, slots=True)
class Rule:
    """A path's beginning, in which `*` stands for anything and a `$` at its end for the end."""

    path: str
    allowed: bool

    @property
    def weight(self) -> tuple[int, bool]:
        return len(self.path), self.allowed

    def fits(self, wanted: str) -> bool:
        """In time proportional to the lengths, whatever the pattern: it is a stranger's."""
        ends = self.path.endswith("$")
        first, *pieces = quote(self.path.removesuffix("$"), safe=_KEPT).split("*")
        if not wanted.startswith(first):
            return False
        if not pieces:
            return not ends or wanted == first
        at, last = len(first), pieces.pop() if ends else ""
        for piece in pieces:
            found = wanted.find(piece, at)
            if found < 0:
                return False
            at = found + len(piece)
        return len(wanted) - at >= len(last) and wanted.endswith(last)


@dataclass(frozen=True, slots=True)
class Robots:
    """Rules for one program; `delay` is the seconds wished for between two requests, 0 = not said."""

    rules: tuple[Rule, ...] = ()
    delay: float = 0.0

    def allow(self, path: str) -> bool:
        """Whether a path with its query may be asked for: the longest pattern that fits decides, of two as
        long the one that allows."""
        wanted = quote(path, safe=_KEPT) or "/"
        return max((rule.weight for rule in self.rules if rule.fits(wanted)), default=(0, True))[1]


EVERYTHING = Robots()


def read_robots(text: str, program: str) -> Robots:
    """The rules of the groups that name the program, else of those for all (`*`)."""
    groups: dict[str, list[tuple[str, str]]] = {}
    names: list[str] = []
    begun = False
    for key, value in _lines(text):
        if key == "user-agent":
            names = [value.lower()] if begun else [*names, value.lower()]
            begun = False
            groups.setdefault(names[-1], [])
        else:
            begun = True
            for name in names:
                groups[name].append((key, value))
    found = groups.get(program.lower(), groups.get("*", []))
    rules = tuple(Rule(value, key == "allow") for key, value in found if key != "crawl-delay" and value)
    delays = [float(value) for key, value in found if key == "crawl-delay" and _DELAY.fullmatch(value)]
    return Robots(rules, max(delays, default=0.0))


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.removeprefix("\ufeff").splitlines():
        key, _, value = line.partition("#")[0].partition(":")
        key = key.strip().lower()
        if key in {"user-agent", "allow", "disallow", "crawl-delay"}:
            yield key, value.strip()
