"""Lets the stock inline rules tell where in the text their tokens stand."""

from __future__ import annotations

from collections.abc import Callable

from markdown_it.rules_inline import StateInline

InlineRule = Callable[[StateInline, bool], bool]


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
