"""Lines gone or come as a whole → the same in the source; and lines a source has as they are. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from publisher.markdown.lines import line_end
from publisher.markdown.rewrite import Edit
from publisher.markdown.seen import atoms
from publisher.planning.marks import words
from publisher.planning.takeback.hunks import Hunk
from publisher.planning.takeback.leaves import Leaf, find
from publisher.planning.takeback.words import Unclear, as_markdown

MARKER = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
BLANK = re.compile(r"(?:[ \t]*(?:\r\n|\n|\r))*")
BULLET = re.compile(r"^(?:• |#\. |◦ |▪ |\d+\. )")


def gone(hunk: Hunk, among: Sequence[Leaf], text: str) -> tuple[Edit, ...]:
    """Paragraphs, headings, rows or items taken out, with the blank lines behind them. Raises Unclear."""
    found = []
    for line in hunk.old:
        leaf = find(line, among)
        if leaf is None or leaf.letters != words(line):
            raise Unclear
        start, end = leaf.owner
        if not leaf.item:
            end += len(BLANK.match(text[end:]).group())  # type: ignore[union-attr]  # it may be empty
            start = start if end < len(text) else len(text[:start].rstrip()) + len(line_end(text))
        found.append(Edit(start, end, ""))
    return tuple(dict.fromkeys(found))


def come(hunk: Hunk, among: Sequence[Leaf], text: str, *, escaped: bool) -> tuple[Edit, ...]:
    """New paragraphs behind what stood before them, new items in its list. Raises Unclear."""
    above, below = find(hunk.previous, among), find(hunk.following, among)
    newline = line_end(text)
    items = [BULLET.match(line) is not None for line in hunk.new]
    if all(items):
        beside = above if above is not None and above.item else below
        marker = MARKER.match(text, beside.owner[0]) if beside is not None and beside.item else None
        if beside is None or marker is None:
            raise Unclear
        lines = [
            marker.group() + _written(BULLET.sub("", line), escaped=escaped) + newline for line in hunk.new
        ]
        at = beside.owner[1] if beside is above else beside.owner[0]
        return (Edit(at, at, _begun(text, at, newline) + "".join(lines)),)
    if any(items) or any(line.startswith(("|", "```", "<图")) for line in hunk.new):
        raise Unclear
    lines = [_written(line, escaped=escaped) for line in hunk.new]
    if above is not None:
        at = above.owner[1]
        return (Edit(at, at, _begun(text, at, newline) + newline + (newline * 2).join(lines) + newline),)
    if below is not None:
        at = below.owner[0]
        return (Edit(at, at, "".join(line + newline * 2 for line in lines)),)
    raise Unclear


def verbatim(hunk: Hunk, text: str) -> tuple[Edit, ...]:
    """Lines that stand in the source as they are, once: code, and all of a blog's file. Raises Unclear."""
    lines = text.splitlines(keepends=True)
    bare = [line.rstrip("\r\n") for line in lines]
    wanted = hunk.old or (hunk.previous, hunk.following)
    size = len(wanted)
    found = [at for at in range(len(bare) - size + 1) if tuple(bare[at : at + size]) == tuple(wanted)]
    if hunk.old and not found and size == 1 == len(hunk.new):
        return _indented(hunk, lines, bare)
    if len(found) != 1 or not any(line.strip() for line in wanted):
        raise Unclear
    newline = line_end(text)
    start = sum(map(len, lines[: found[0] + (0 if hunk.old else 1)]))
    end = start + sum(map(len, lines[found[0] : found[0] + size])) if hunk.old else start
    return (Edit(start, end, "".join(line + newline for line in hunk.new)),)


def _indented(hunk: Hunk, lines: Sequence[str], bare: Sequence[str]) -> tuple[Edit, ...]:
    """One line of code in a list or a quote: what stands before it there stays."""
    old, new = ("".join(atoms(line)) for line in (*hunk.old, *hunk.new))
    found = [at for at, line in enumerate(bare) if old.strip() and line.endswith(old)]
    if len(found) != 1:
        raise Unclear
    end = sum(map(len, lines[: found[0]])) + len(bare[found[0]])
    return (Edit(end - len(old), end, new),)


def _written(line: str, *, escaped: bool) -> str:
    return "".join(as_markdown(atoms(line), escaped=escaped))


def _begun(text: str, at: int, newline: str) -> str:
    """What ends the line before, where the file ends without."""
    return "" if at == 0 or text[at - 1] in "\r\n" else newline
