"""Headings: an outline without gaps, whose entries can be told apart."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.markdown.lint.manuscript import Manuscript
from publisher.markdown.plain import plain
from publisher.model.post import Note
from publisher.model.tree import Heading


def headings(about: Manuscript) -> Iterator[Note]:
    found = [node for node in about.nodes if isinstance(node, Heading)]
    yield from _tops(found)
    above: list[tuple[int, str]] = []
    seen: dict[tuple[tuple[int, str], ...], int] = {}
    before = 0
    for node in found:
        line = node.lines[0]
        words = " ".join(plain(node.inlines).split())
        if not words:
            yield Note("heading-empty", "a heading without words", line)
        if before and node.level > before + 1:
            yield Note(
                "heading-jump",
                f"a heading of level {node.level} below one of level {before}: {words}",
                line,
            )
        before = node.level
        above = [*(each for each in above if each[0] < node.level), (node.level, words)]
        first = seen.setdefault(tuple(above), line)
        if first != line and words:
            yield Note("heading-duplicate", f"the heading of line {first} once more: {words}", line)


def _tops(found: list[Heading]) -> Iterator[Note]:
    """One remark a post: several headings of the first level are a habit, not a slip of one line."""
    tops = [node for node in found if node.level == 1]
    if len(tops) > 1:
        yield Note(
            "heading-several-h1",
            f"{len(tops)} headings of the first level; the post's title is one already",
            tops[1].lines[0],
        )
