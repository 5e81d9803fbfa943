"""What can be said of a style sheet: what happens to a line of it on WeChat, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from . import kept

GRAMMAR = "theme-syntax"
UNRESOLVED = "theme-unresolved"
STOPS = frozenset({GRAMMAR, UNRESOLVED})
"""With one of these nobody knows what its author meant: nothing is rendered. Everything else is left out or
kept, and said; a kind that ends in `-lost` is left out."""


@dataclass(frozen=True, slots=True)
class Fault:
    """`kind` is a Note's; `line` is of the style sheet, 0 = all of it."""

    kind: str
    line: int
    what: str
    advice: str

    @property
    def text(self) -> str:
        return f"{self.what}; {self.advice}" if self.advice else self.what


def syntax(what: str, line: int) -> Fault:
    return Fault(GRAMMAR, line, what, "a rule reads  selector { name: value; name: value }")


def unresolved(what: str, advice: str, line: int) -> Fault:
    return Fault(UNRESOLVED, line, what, advice)


def rule_lost(keyword: str, *, late: bool, line: int) -> Fault:
    if late:
        return Fault("theme-rule-lost", line, "@import stands after a rule", "move it to the top")
    what, advice = kept.AT_RULES.get(
        keyword, (f"@{keyword} is dropped: no style sheet reaches WeChat", "remove it")
    )
    return Fault("theme-rule-lost", line, what, advice)


def import_unknown(name: str, known: Iterable[str], line: int) -> Fault:
    names = sorted(known)
    close = get_close_matches(name, names, 1)
    advice = f"did you mean {close[0]!r}?" if close else f"there are: {', '.join(names)}"
    return unresolved(f"@import {name!r}: there is no such theme", advice, line)


def selector_lost(selector: str, line: int, *, nested: bool = False) -> Fault:
    """A selector no article has; with the one that was meant, where that can be told."""
    if nested:
        return Fault(
            "theme-selector-lost",
            line,
            f"{selector!r} stands inside another rule",
            "write it as a rule of its own",
        )
    for pattern, what, advice in kept.SELECTORS:
        if pattern.search(selector):
            return Fault("theme-selector-lost", line, f"{selector!r} is dropped: {what}", advice)
    return Fault(
        "theme-selector-lost",
        line,
        f"{selector!r} styles nothing: no article contains it",
        "see the README's table",
    )


def selector_unknown(selector: str, known: Iterable[str], line: int) -> Fault:
    meant = kept.MEANT.get(selector)
    close = get_close_matches(selector, known, 1)
    if not meant and close:
        meant = close[0]
    advice = f"use {meant!r}" if meant else f"known: {', '.join(sorted(known))}"
    return Fault("theme-selector-lost", line, f"{selector!r} styles nothing: no article contains it", advice)


def property_lost(name: str, line: int) -> Fault:
    if name in kept.DROPPED:
        what, advice = kept.DROPPED[name]
        return Fault("theme-property-lost", line, f"{name} is dropped: {what}", advice)
    if name.startswith("-"):
        what = f"{name} is dropped: it is one browser's own"
        return Fault("theme-property-lost", line, what, "use the standard property")
    close = get_close_matches(name, kept.PROPERTIES, 1)
    advice = f"did you mean {close[0]!r}?" if close else "remove it"
    return Fault(
        "theme-property-lost", line, f"{name} is dropped: WeChat keeps no property of that name", advice
    )


def value_lost(name: str, why: str, advice: str, line: int) -> Fault:
    return Fault("theme-value-lost", line, f"{name} is dropped: {why}", advice)
