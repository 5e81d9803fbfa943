"""Words from posts, files and platforms made fit for a terminal and a CI log: shown, never obeyed."""

from __future__ import annotations

import re

_OBEYED = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f]"  # move the cursor, set colours and titles, begin a line
    "|[\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # break lines, turn them round
    r"|(?<=##)(?:vso)?\[|^\s*::"  # begin a command to a CI runner
)


def visible(text: str) -> str:
    """One line, with what a terminal or a runner would obey written as an escape (`\\x1b`, `\\n`)."""
    return _OBEYED.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    shown = found[0].encode("unicode_escape").decode("ascii")
    return shown if shown != found[0] else f"\\{shown}"
