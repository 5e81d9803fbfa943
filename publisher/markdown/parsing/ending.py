"""Where a text may not go on: its last block is one that nothing closes."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from publisher.markdown.parsing.builder import Wrapper
from publisher.markdown.parsing.source import Source

_MORE = ("", "***", "", "x")


def left_open(md: MarkdownIt, source: Source, tokens: Sequence[Token]) -> tuple[Wrapper, ...]:
    """The code fence or comment that would swallow whatever is put below the text. Of HTML elements the
    tree's builder knows; Markdown's own containers end where a line does not go on with them."""
    last = next((token for token in reversed(tokens) if token.map and token.level == 0), None)
    if last is None or last.map is None or last.nesting:
        return ()
    first = last.map[0]
    lines = [*source.lines[first:], *_MORE]
    probe: list[Token] = []
    md.block.parse("\n".join(lines), md, {}, probe)
    if any(token.type == "paragraph_open" and token.map == [len(lines) - 1, len(lines)] for token in probe):
        return ()
    line = source.file_line(first)
    return (Wrapper(last.type, (line, line), closed=False),)
