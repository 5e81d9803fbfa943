"""`*[HTML]: Hyper Text Markup Language` on a line of its own explains a word wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markdown_it.rules_block import StateBlock

from publisher.markdown.walk import transform
from publisher.model.tree import Document, Node, Styled, Text

KNOWN = "abbreviations"
"""Where the environment keeps them: word → what it stands for."""

_MOST = 500  # words that one text may explain; every one costs time at every word
_DEFINITION = re.compile(r"\*\[(?P<word>[^\[\]\n]{1,50})\]:[ \t]*(?P<meaning>\S[^\n]*?)[ \t]*\Z")


def abbreviation(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A rule for markdown-it: takes such a line away, unless nothing else in the text has the word."""
    del end
    at = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("*[", at) or state.is_code_block(start):
        return False
    found = _DEFINITION.match(state.src, at, state.eMarks[start])
    if not found or not _is_used(state.src, found["word"], found.span()):
        return False
    if len(state.env.get(KNOWN, ())) >= _MOST:
        return False
    if not silent:
        state.env.setdefault(KNOWN, {}).setdefault(found["word"], found["meaning"])
        state.line = start + 1
    return True


def _is_used(text: str, word: str, line: tuple[int, int]) -> bool:
    return text.find(word, line[1]) >= 0 or text.find(word, 0, line[0]) >= 0


def explain(document: Document, meanings: Mapping[str, str]) -> Document:
    """A copy in which each such word in the text is an `abbr` with its meaning as a title."""
    if not meanings:
        return document
    words = sorted(map(re.escape, meanings), key=len, reverse=True)
    pattern = re.compile(rf"(?<![A-Za-z0-9_])({'|'.join(words)})(?![A-Za-z0-9_])")

    def change(node: Node) -> Node | tuple[Node, ...]:
        if not isinstance(node, Text) or not pattern.search(node.text):
            return node
        made: list[Node] = []
        for number, part in enumerate(pattern.split(node.text)):
            text = Text(text=part, lines=node.lines)
            if number % 2:
                made.append(Styled(tag="abbr", inlines=(text,), title=meanings[part], lines=node.lines))
            elif part:
                made.append(text)
        return tuple(made)

    return transform(document, change)
