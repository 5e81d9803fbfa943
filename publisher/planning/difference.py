"""What changed since it was last sent, as text a person reads. Pure."""

from __future__ import annotations

import difflib

CONTEXT = 2
MOST_LINES = 200
MOST_COMPARED = 4000
"""Lines beyond this, once the common start and end are off, are counted instead of compared: difflib
takes quadratic time on long texts that have little in common."""


def difference(before: str, after: str) -> str:
    """A unified diff without file names, at most `MOST_LINES` long; "" when nothing changed."""
    old, new = before.splitlines(), after.splitlines()
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    lead, tail = max(0, start - CONTEXT), max(0, end - CONTEXT)
    old, new = old[lead : len(old) - tail], new[lead : len(new) - tail]
    if len(old) + len(new) > MOST_COMPARED:
        return f"… {len(old)} lines became {len(new)}"
    lines = list(difflib.unified_diff(old, new, n=CONTEXT, lineterm=""))[2:]
    lines = [_shifted(line, lead) if line.startswith("@@") else line for line in lines]
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"… and {len(lines) - MOST_LINES} more lines"]
    return "\n".join(lines)


def _common(one: list[str], other: list[str]) -> int:
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _shifted(header: str, lead: int) -> str:
    """`@@ -1,3 +1,4 @@` counts within what was compared; the reader counts within the text."""

    def moved(part: str) -> str:
        start, comma, count = part[1:].partition(",")
        return f"{part[0]}{int(start) + lead}{comma}{count}"

    _, old, new, _ = header.split()
    return f"@@ {moved(old)} {moved(new)} @@"
