"""Finding the generated regions of a post by the lines they begin with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from publisher.markdown.blocks.split import split
from publisher.markdown.lines import lines_of
from publisher.markdown.parsing.builder import Wrapper
from publisher.model.post import BlockRule
from publisher.model.tree import (
    Block,
    Blocks,
    Document,
    Footnotes,
    Heading,
    More,
    Paragraph,
    Region,
    ThematicBreak,
)

_ENDS = (ThematicBreak, Heading, Footnotes, More)
_COLONS = ":： "


def recognise(
    document: Document, text: str, rules: Iterable[BlockRule], wrappers: Iterable[Wrapper] = ()
) -> Document:
    """The document with its regions wrapped, and empty ones where a missing block is to be put.

    `text` is the whole file, which the nodes' lines count in. The first region of a name is kept, further
    ones are marked for removal (`keep` = False). What stands inside one of `wrappers` begins no region, and
    a region that one begins in holds all of it; below one that is never closed there are no regions.
    """
    rules = tuple(rules)
    wrappers = tuple(wrappers)
    seen: set[str] = set()
    blocks: list[Block] = []
    for name, group in _Lines(text, rules, wrappers).grouped(document.blocks):
        if name:
            first, last = group[0].lines[0], group[-1].lines[1]
            last = max((last, *(w.lines[1] for w in wrappers if first <= w.lines[0] <= last)))
            blocks.append(Region(name=name, blocks=group, lines=(first, last), keep=name not in seen))
            seen.add(name)
        else:
            blocks += group
    missing = [rule for rule in rules if rule.name not in seen]
    top = [Region(name=rule.name) for rule in missing if rule.place == "top"]
    is_open = any(not wrapper.closed for wrapper in wrappers)
    end = [Region(name=rule.name) for rule in missing if rule.place == "end" and not is_open]
    notes = len(blocks) - 1 if blocks and isinstance(blocks[-1], Footnotes) else len(blocks)
    return replace(document, blocks=(*top, *blocks[:notes], *end, *blocks[notes:]))


def heading(line: str) -> str:
    """A start line bare of what decorates it: spaces, `#`, bold, and a colon at its end."""
    return bare(line).rstrip(_COLONS)


def bare(line: str) -> str:
    """A line bare of surrounding spaces, heading marks and bold."""
    return re.sub(r"\*\*|__|^\s*#{1,6}\s|\s#+\s*$", "", line.strip().removesuffix("\\")).strip()


class _Lines:
    """Tells by the text what a block of the tree begins."""

    def __init__(self, text: str, rules: tuple[BlockRule, ...], wrappers: tuple[Wrapper, ...]) -> None:
        self._written = lines_of(text)
        self._rules = rules
        self._closed = tuple(wrapper for wrapper in wrappers if wrapper.closed)
        opened = min((wrapper.lines[0] for wrapper in wrappers if not wrapper.closed), default=0)
        around = (wrapper.lines[0] for wrapper in self._closed if wrapper.holds(opened))
        self._open = min((opened, *around))

    def grouped(self, blocks: Blocks) -> Iterator[tuple[str, Blocks]]:
        """(name, its blocks) of each region, ("", blocks) of what stands between them."""
        name = ""
        group: list[Block] = []
        waiting = list(reversed(blocks))
        while waiting:
            block, *rest = self._cut(waiting.pop(), name)
            waiting += rest
            rule = self._started(block)
            alone = rule is not None and self._is_one_line(block, rule)
            goes_on = rule is not None and rule.name == name and not alone
            if not goes_on and (rule is not None or (name and self._ends(block))):
                yield name, tuple(group)
                name, group = rule.name if rule else "", []
            group.append(block)
            if alone:
                yield name, tuple(group)
                name, group = "", []
        if group:
            yield name, tuple(group)

    def _cut(self, block: Block, name: str) -> tuple[Block, ...]:
        """A paragraph parted where a region ends or begins within it; `name` is the one it stands in."""
        if not isinstance(block, Paragraph):
            return (block,)
        first, last = block.lines
        rule = self._rule(first, by_line=True)
        if rule is not None and not self._begins(first, rule):
            return (self._is_outside(first + 1) and split(block, first + 1)) or (block,)
        name = rule.name if rule else name
        for line in range(first + 1, last + 1):
            begun = self._rule(line, by_line=False)
            if begun is not None and begun.name != name:
                return split(block, line) or (block,)
        return (block,)

    def _started(self, block: Block) -> BlockRule | None:
        """The rule whose block begins here."""
        if not isinstance(block, Paragraph | Heading):
            return None
        first, last = block.lines
        return self._rule(first, by_line=isinstance(block, Paragraph) and first == last)

    def _is_one_line(self, block: Block, rule: BlockRule) -> bool:
        """Whether the rule's `line` means this block: a paragraph of one line is all there is of it."""
        first, last = block.lines
        return isinstance(block, Paragraph) and first == last and self._agrees(first, rule)

    def _rule(self, line: int, *, by_line: bool) -> BlockRule | None:
        """The first rule whose `starts`, or whose `line` too, a line agrees with."""
        if not self._is_outside(line):
            return None
        found = (
            rule for rule in self._rules if self._begins(line, rule) or (by_line and self._agrees(line, rule))
        )
        return next(found, None)

    def _begins(self, line: int, rule: BlockRule) -> bool:
        return any(_begins(self._written[line - 1], start) for start in rule.starts)

    def _agrees(self, line: int, rule: BlockRule) -> bool:
        return bool(rule.line) and re.search(rule.line, self._written[line - 1].strip()) is not None

    def _ends(self, block: Block) -> bool:
        """Whether no region goes on in this block."""
        first, last = block.lines
        if isinstance(block, Footnotes) or 0 < self._open <= last:
            return True
        return isinstance(block, _ENDS) and not any(wrapper.holds(first) for wrapper in self._closed)

    def _is_outside(self, line: int) -> bool:
        return (
            0 < line <= len(self._written)
            and not 0 < self._open < line
            and not any(wrapper.holds(line) for wrapper in self._closed)
        )


def _begins(line: str, start: str) -> bool:
    if start.endswith("*"):
        return bool(bare(start[:-1])) and bare(line).startswith(bare(start[:-1]))
    return bool(heading(line)) and heading(line) == heading(start)
