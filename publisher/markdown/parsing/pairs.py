"""`==marked==` and `++inserted++`, where they cannot be `a == b` or `i++`: rules for markdown-it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markdown_it.rules_inline.state_inline import Delimiter, StateInline

from publisher.markdown.cjk import is_chinese_text

_NAMES = {"=": "mark", "+": "ins"}
_WORD = re.compile(r"\+\+([A-Za-z][A-Za-z'-]+)\+\+")
_QUOTES = frozenset("\"'")
_OPENS = frozenset("([{<（【《「『")
_CLOSES = frozenset(")]}>）】》」』")
_NO_BEGINNING = _CLOSES | frozenset("，。、；：！？”’,;:")
_NO_END = _OPENS | frozenset("，、；：“‘,;:")
"""What no author begins or ends marked words with: `==和equals：==比较地址` is about an operator."""


def pair(state: StateInline, silent: bool) -> bool:
    """Two signs that may begin or end a mark; longer runs are text."""
    sign = state.src[state.pos]
    if sign not in _NAMES:
        return False
    end = state.pos
    while end < state.posMax and state.src[end] == sign:
        end += 1
    if end - state.pos < 2:
        return False
    if silent:
        return False
    can_open, can_close = _flanks(state, end) if end - state.pos == 2 else (False, False)
    if sign == "+":
        can_open, can_close = _inserted(state, can_open, can_close)
    state.push("text", "", 0).content = state.src[state.pos : end]
    if can_open or can_close:
        at = len(state.tokens) - 1
        state.delimiters.append(
            Delimiter(marker=ord(sign), length=0, token=at, end=-1, open=can_open, close=can_close)
        )
    state.pos = end
    return True


def _flanks(state: StateInline, end: int) -> tuple[bool, bool]:
    """Whether two signs can open and close a mark. Chinese has no spaces around words; elsewhere what opens
    follows no word, and what closes is not followed by one: `a==b` is code."""
    before = state.src[state.pos - 1] if state.pos else " "
    after = state.src[end] if end < state.posMax else " "
    if before in _QUOTES and after in _QUOTES:
        return False, False
    can_open = _is_edge(before, _CLOSES) and not after.isspace() and after not in _NO_BEGINNING
    can_close = _is_edge(after, _OPENS) and not before.isspace() and before not in _NO_END
    return can_open, can_close


def _is_edge(character: str, brackets: frozenset[str]) -> bool:
    """Whether a character may stand outside, right beside a mark."""
    return is_chinese_text(character) or not (character.isalnum() or character in brackets)


def _inserted(state: StateInline, can_open: bool, can_close: bool) -> tuple[bool, bool]:
    """`++i 和 i++` is code: what is inserted is Chinese at both ends, or one word."""
    if _WORD.match(state.src, state.pos, state.posMax):
        return can_open, False
    before = state.src[state.pos - 1] if state.pos else " "
    after = state.src[state.pos + 2 : state.pos + 3] or " "
    word = re.search(r"\+\+[A-Za-z][A-Za-z'-]+\Z", state.src[max(0, state.pos - 60) : state.pos])
    return can_open and is_chinese_text(after), can_close and (is_chinese_text(before) or bool(word))


def pairs(state: StateInline) -> None:
    """Turns matched signs into tokens of their own."""
    _match(state, state.delimiters)
    for meta in state.tokens_meta:
        if meta and "delimiters" in meta:
            _match(state, meta["delimiters"])


def _match(state: StateInline, delimiters: Iterable[Delimiter]) -> None:
    found = list(delimiters)
    for opening in found:
        sign = chr(opening.marker)
        if sign not in _NAMES or opening.end < 0:
            continue
        for delimiter, nesting, kind in ((opening, 1, "open"), (found[opening.end], -1, "close")):
            token = state.tokens[delimiter.token]
            token.type, token.tag, token.content = f"{_NAMES[sign]}_{kind}", _NAMES[sign], ""
            token.nesting = nesting  # type: ignore[assignment]
