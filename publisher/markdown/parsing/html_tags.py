"""Rules for markdown-it: only names HTML knows begin HTML; `<think>` and `<unk>` are words."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it.common.html_re import HTML_TAG_RE
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.html_block import html_block as stock_block
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.html_inline import html_inline as stock_inline

from publisher.markdown.parsing.html_names import ELEMENTS
from publisher.markdown.parsing.tags import TagSet, masked

_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")


def is_word(text: str, at: int) -> bool:
    """Whether what begins with `<` there names no HTML element."""
    found = _NAME.match(text, at)
    return bool(found) and found is not None and found[1].lower() not in ELEMENTS


def html_inline(tags: TagSet | None) -> Callable[[StateInline, bool], bool]:
    """markdown-it's, save that a tag of an unknown name is kept as the text it is, and that source tags may
    stand in attributes."""

    def rule(state: StateInline, silent: bool) -> bool:
        at = state.pos
        if state.src[at] != "<":
            return False
        if not is_word(state.src, at):
            return _unmasked(state, silent, tags)
        found = HTML_TAG_RE.match(state.src, at, state.posMax)
        if not found:
            return False
        if not silent:
            state.append_pending(found[0])
        state.pos = found.end()
        return True

    return rule


def _unmasked(state: StateInline, silent: bool, tags: TagSet | None) -> bool:
    text, at = state.src, state.pos
    state.src = masked(text, tags)
    try:
        made = stock_inline(state, silent)
    finally:
        state.src = text
    if made and not silent:
        state.tokens[-1].content = text[at : state.pos]
    return made


def html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """markdown-it's, save that a line with a tag of an unknown name begins a paragraph."""
    if is_word(state.src, state.bMarks[start] + state.tShift[start]):
        return False
    return stock_block(state, start, end, silent)
