"""Finding the generated regions of a post by the lines they begin with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from publisher.markdown.lines import LINE_END
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


def recognise(document: Document, text: str, rules: Iterable[BlockRule]) -> Document:
    """The document with its regions wrapped, and empty ones where a missing block is to be put.

    `text` is the whole file, which the nodes' lines count in. The first region of a name is kept, further
    ones are marked for removal (`keep` = False).
    """
    rules = tuple(rules)
    lines = LINE_END.split(text)
    seen: set[str] = set()
    blocks: list[Block] = []
    for name, group in _grouped(document.blocks, lines, rules):
        if name:
            span = (group[0].lines[0], group[-1].lines[1])
            blocks.append(Region(name=name, blocks=group, lines=span, keep=name not in seen))
            seen.add(name)
        else:
            blocks += group
    missing = [rule for rule in rules if rule.name not in seen]
    top = [Region(name=rule.name) for rule in missing if rule.place == "top"]
    end = [Region(name=rule.name) for rule in missing if rule.place == "end"]
    notes = len(blocks) - 1 if blocks and isinstance(blocks[-1], Footnotes) else len(blocks)
    return replace(document, blocks=(*top, *blocks[:notes], *end, *blocks[notes:]))


def heading(line: str) -> str:
    """A start line bare of what decorates it: spaces, `#`, bold, and a colon at its end."""
    return bare(line).rstrip(_COLONS)


def bare(line: str) -> str:
    """A line bare of surrounding spaces, heading marks and bold."""
    return re.sub(r"\*\*|__|^\s*#{1,6}\s|\s#+\s*$", "", line.strip().removesuffix("\\")).strip()


def _grouped(blocks: Blocks, lines: list[str], rules: tuple[BlockRule, ...]) -> Iterator[tuple[str, Blocks]]:
    """(name, its blocks) of each region, ("", blocks) of what stands between them."""
    name = ""
    group: list[Block] = []
    for block in blocks:
        started = _started(block, lines, rules)
        if started is not None and (started.name != name or _is_one_line(block, lines, started)):
            yield name, tuple(group)
            name, group = started.name, []
        elif started is None and name and isinstance(block, _ENDS):
            yield name, tuple(group)
            name, group = "", []
        group.append(block)
        if started is not None and _is_one_line(block, lines, started):
            yield name, tuple(group)
            name, group = "", []
    if group:
        yield name, tuple(group)


def _started(block: Block, lines: list[str], rules: tuple[BlockRule, ...]) -> BlockRule | None:
    """The rule whose block begins here."""
    if not isinstance(block, Paragraph | Heading) or not 0 < block.lines[0] <= len(lines):
        return None
    first = lines[block.lines[0] - 1]
    for rule in rules:
        if any(_begins(first, start) for start in rule.starts) or _is_one_line(block, lines, rule):
            return rule
    return None


def _begins(line: str, start: str) -> bool:
    if start.endswith("*"):
        return bool(bare(start[:-1])) and bare(line).startswith(bare(start[:-1]))
    return bool(heading(line)) and heading(line) == heading(start)


def _is_one_line(block: Block, lines: list[str], rule: BlockRule) -> bool:
    """Whether the rule's `line` means this block: a paragraph of one line is all there is of it."""
    return (
        bool(rule.line)
        and isinstance(block, Paragraph)
        and block.lines[0] == block.lines[1]
        and re.search(rule.line, lines[block.lines[0] - 1].strip()) is not None
    )
