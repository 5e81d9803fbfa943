"""pandoc's inline footnote: `正文^[注文]`."""

from __future__ import annotations

from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline


def inline_note(state: StateInline, silent: bool) -> bool:
    """A note written where it is referred to."""
    if not state.src.startswith("^[", state.pos):
        return False
    begin, limit = state.pos, state.posMax
    end = parseLinkLabel(state, begin + 1)
    if end < 0 or not state.src[begin + 2 : end].strip():
        return False
    if not silent:
        token = state.push("note_open", "", 1)
        token.meta = {"at": (begin, end + 1)}
        state.pos, state.posMax = begin + 2, end
        state.md.inline.tokenize(state)
        state.posMax = limit
        state.push("note_close", "", -1)
    state.pos = end + 1
    return True
