"""Emphasis beside Chinese: `**“重点”**后文` is bold.

CommonMark lets a run of `*` close only where the text before it looks like the end of a word, which
Chinese, written without spaces, often does not. The amendment (markdown-cjk-friendly) also looks at
whether a neighbour is a CJK character, or punctuation such as “ ” that Chinese text uses; text without
any is read as CommonMark says.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.common.utils import isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from publisher.markdown.cjk import is_chinese_text

_EYES = frozenset("^><-@=~+.;")
"""Around `_` they make a face: `^_^`, `>_<`."""


class FriendlyInline(ParserInline):
    """An inline parser whose emphasis and strikethrough follow the amended rule."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = FriendlyState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class FriendlyState(StateInline):
    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:
        scanned = super().scanDelims(start, canSplitWord)
        end = start + scanned.length
        before = self._before(start)
        after = self.src[end] if end < self.posMax else " "
        if not canSplitWord:  # "_": snake_case needs the strict rule
            is_face = before in _EYES and after in _EYES and (before == after or before + after == "><")
            return Scanned(False, False, scanned.length) if is_face else scanned
        if isWhiteSpace(ord(before)) or isWhiteSpace(ord(after)):
            return scanned
        if not (is_chinese_text(before) or is_chinese_text(after)):
            return scanned
        return Scanned(True, True, scanned.length)

    def _before(self, start: int) -> str:
        """The character before a run, looking through a variation selector."""
        if start and "\ufe00" <= self.src[start - 1] <= "\ufe0f":
            start -= 1
        return self.src[start - 1] if start else " "
