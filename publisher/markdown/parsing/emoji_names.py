"""`:smile:` becomes the character of that name: a rule for markdown-it."""

from __future__ import annotations

import re
from functools import cache

from markdown_it.rules_inline import StateInline

_NAME = re.compile(r":(?P<name>[a-z0-9_+-]{1,50}):")


def emoji_name(state: StateInline, silent: bool) -> bool:
    """A name between colons that stand by no letter or digit: `10:30:45` and `a:b:c` are text, as is what
    is no name of an emoji."""
    at = state.pos
    if state.src[at] != ":" or (at and _is_word(state.src[at - 1])):
        return False
    found = _NAME.match(state.src, at, state.posMax)
    if not found or _is_word(state.src[found.end() : found.end() + 1]):
        return False
    character = emoji(found["name"])
    if not character:
        return False
    if not silent:
        state.append_pending(character)
    state.pos = found.end()
    return True


def _is_word(character: str) -> bool:
    return character == ":" or (character.isascii() and character.isalnum())


@cache
def emoji(name: str) -> str:
    """The emoji of a name as GitHub and Slack use it, "" for any other word."""
    from emoji import emojize  # names are few, and the table is large

    written = f":{name}:"
    made = emojize(written, language="alias")
    return made if made != written else ""
