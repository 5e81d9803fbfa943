"""Braces, `\\left` and `\\begin` that nothing closes."""

from __future__ import annotations

from publisher.markdown.tex.tokens import tokens

CLOSERS = {"{": "}", "\\left": "\\right", "\\begin": "\\end"}


def unbalanced(tex: str) -> int | None:
    """Where, in characters, something begins that is not closed, or closes what was not opened; None where
    all is in pairs."""
    opened: list[tuple[str, int]] = []
    at = 0
    for part in tokens(tex):
        if part in CLOSERS:
            opened.append((CLOSERS[part], at))
        elif part in CLOSERS.values():
            if not opened:
                return at
            closer, begin = opened.pop()
            if closer != part:
                return begin
        at += len(part)
    return opened[-1][1] if opened else None
