"""Lets the stock inline rules tell where in the text their tokens stand."""

from __future__ import annotations

from collections.abc import Callable

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

InlineRule = Callable[[StateInline, bool], bool]

_PAIRED = frozenset(
    f"{kind}_{end}" for kind in ("em", "strong", "s", "mark", "ins") for end in ("open", "close")
)


def traced(rule: InlineRule) -> InlineRule:
    """The rule, with `meta["at"]` = (begin, end) in the token's text set on the first token it makes."""

    def tracing(state: StateInline, silent: bool) -> bool:
        begin, made = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            for token in state.tokens[made:]:
                if token.type != "text":
                    token.meta["at"] = (begin, state.pos)
                    break
        return True

    return tracing


def traced_run(rule: InlineRule) -> InlineRule:
    """The same for a rule that makes one text token of each sign of a run: every token's own place."""

    def tracing(state: StateInline, silent: bool) -> bool:
        begin, made = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        end = state.pos
        for token in reversed(state.tokens[made:]):  # the first of them may be the text before the run
            if end > begin:
                token.meta["at"] = (end - len(token.content), end)
                end -= len(token.content)
        return True

    return tracing


def spread(state: StateInline) -> None:
    """Once runs are paired: `meta["at"]` of what opens emphasis covers all of it, both runs included.

    markdown-it pairs `**` by its inner signs and empties the outer ones, whose places are one further out.
    """
    opened: list[Token] = []
    for token in state.tokens:
        if token.type not in _PAIRED:
            continue
        if token.nesting > 0:
            opened.append(token)
        elif opened:
            opening, outer = opened.pop(), int(token.type == "strong_close")
            begin, end = opening.meta.get("at"), token.meta.get("at")
            if begin and end:
                opening.meta["at"] = (begin[0] - outer, end[1] + outer)
