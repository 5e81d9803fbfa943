"""A paragraph taken apart at a line: as text it always can be, as tree only at a line end of its own."""

from __future__ import annotations

from dataclasses import replace

from publisher.markdown.parsing.content import tidy
from publisher.model.tree import HardBreak, Paragraph, SoftBreak


def split(block: Paragraph, line: int) -> tuple[Paragraph, Paragraph] | None:
    """What stands before `line` (of the author's file) and what from it on; None where the end of the line
    before lies within a node (bold, code, a formula, a link)."""
    inlines = block.inlines
    for at in range(len(inlines) - 1, 0, -1):
        node = inlines[at - 1]
        if isinstance(node, SoftBreak | HardBreak) and node.lines[0] == line - 1:
            before, rest = tidy(inlines[: at - 1]), inlines[at:]
            if not before or rest[0].lines[0] != line:
                return None
            first, last = block.lines
            return (
                replace(block, inlines=before, lines=(first, line - 1)),
                replace(block, inlines=rest, lines=(line, last)),
            )
    return None
