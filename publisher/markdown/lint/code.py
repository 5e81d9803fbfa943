"""Code blocks: closed by their author, and narrow enough to be read on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.markdown.lint.manuscript import Manuscript
from publisher.markdown.passes.diagrams import DRAWN
from publisher.markdown.width import columns
from publisher.model.post import Note
from publisher.model.tree import CodeBlock

_FENCE = re.compile(r"(?:[\s>]|[-*+]\s|\d+[.)]\s)*(?P<fence>`{3,}|~{3,})")


def code(about: Manuscript) -> Iterator[Note]:
    for node in about.nodes:
        if isinstance(node, CodeBlock) and node.lines != (0, 0):
            yield from _unclosed(node, about)
            if about.code_columns and not (node.picture or node.language in DRAWN):
                yield from _long(node, about)


def _unclosed(node: CodeBlock, about: Manuscript) -> Iterator[Note]:
    opening = _FENCE.match(about.line(node.lines[0]))
    if opening is None:
        return
    fence = opening["fence"]
    closing = re.compile(rf"[\s>]*{re.escape(fence[0])}{{{len(fence)},}}\s*")
    last = about.line(node.lines[1])
    if node.lines[0] == node.lines[1] or closing.fullmatch(last) is None:
        yield Note(
            "code-unclosed",
            f"the code that begins with {fence} here is never closed: it goes on to line {node.lines[1]}",
            node.lines[0],
        )


def _long(node: CodeBlock, about: Manuscript) -> Iterator[Note]:
    """One remark a block, at its first line that is too long."""
    wide = [line for line in node.code.split("\n") if columns(line) > about.code_columns]
    if not wide:
        return
    most = max(map(columns, wide))
    many = f"{len(wide)} lines of this code have" if len(wide) > 1 else "a line of this code has"
    detail = f"{many} more than {about.code_columns} columns, up to {most}"
    yield Note("code-long-line", detail, _line_of(wide[0], node, about))


def _line_of(text: str, node: CodeBlock, about: Manuscript) -> int:
    """The file's line a line of code stands on, the block's first where it cannot be found."""
    numbers = range(node.lines[0], node.lines[1] + 1)
    return next((n for n in numbers if about.line(n).rstrip().endswith(text.strip())), node.lines[0])
