"""References: every definition used, every use defined."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.markdown.lint.manuscript import Manuscript
from publisher.model.post import Note

_DEFINITION = re.compile(r" {0,3}\[(?P<label>[^\]^\[][^\]\[]*)\]:\s*\S")
_USE = re.compile(r"\[([^\[\]]+)\]")


def references(about: Manuscript) -> Iterator[Note]:
    """Unused `[label]: address` definitions. Notes nobody refers to are the parser's to report."""
    defined: dict[str, int] = {}
    rest: list[str] = []
    for number in range(about.post.body_line, len(about.source)):
        text = "" if number in about.in_code else about.line(number)
        if definition := _DEFINITION.match(text):
            defined.setdefault(_same(definition["label"]), number)
            text = text[definition.end() :]
        rest.append(text)
    used = {_same(label) for label in _USE.findall("\n".join(rest))} if defined else set()
    for label, number in defined.items():
        if label not in used:
            yield Note("reference-unused", f"nothing refers to [{label}]", number)


def _same(label: str) -> str:
    """Labels are compared without regard to case and white space."""
    return " ".join(label.casefold().split())
