"""The generated regions of a text by its outline: as `blocks.recognise` finds them in a tree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from publisher.markdown.blocks.recognise import bare, heading
from publisher.markdown.scan.parts import Block, Unsure
from publisher.model.post import BlockRule


class Stand(NamedTuple):
    """Where a region stands; lines are 0-based, both included."""

    name: str
    first: int
    last: int


def regions(lines: Sequence[str], blocks: Sequence[Block], rules: Sequence[BlockRule]) -> Iterator[Stand]:
    """The regions, in order. Raises Unsure."""
    told = _Rules(lines, rules)
    if not told.may_begin():
        return
    name, first, last = "", 0, 0
    for block in blocks:
        if told.parts(block, name):
            raise Unsure  # whether words can be parted there depends on what they hold
        rule = told.begun(block)
        alone = rule is not None and told.is_one_line(block, rule)
        goes_on = rule is not None and rule.name == name and not alone
        if not goes_on and (rule is not None or block.kind in {"h", "end"}):
            if name:
                yield Stand(name, first, last)
            name, first = rule.name if rule else "", block.first
        last = block.last
        if alone:
            yield Stand(name, first, last)
            name = ""
    if name:
        yield Stand(name, first, last)


@dataclass(slots=True)
class _Rules:
    """The rules, by the lines they begin on: those whose words do not occur are not looked for."""

    lines: Sequence[str]
    rules: Sequence[BlockRule]
    starting: dict[int, BlockRule] = field(init=False, default_factory=dict)
    patterns: tuple[tuple[BlockRule, re.Pattern[str]], ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        self.patterns = tuple((rule, re.compile(rule.line)) for rule in self.rules if rule.line)
        wanted = [(rule, start) for rule in self.rules for start in rule.starts]
        words = {heading(start.removesuffix("*")) for _, start in wanted} - {""}
        if not words:
            return
        some = re.compile("|".join(map(re.escape, sorted(words))))
        for number, line in enumerate(self.lines):
            if some.search(line.replace("**", "").replace("__", "")):
                rule = next((rule for rule, start in wanted if _begins(line, start)), None)
                if rule is not None:
                    self.starting[number] = rule

    def may_begin(self) -> bool:
        return bool(self.starting or self.patterns)

    def is_one_line(self, block: Block, rule: BlockRule) -> bool:
        """Whether the rule's `line` means this block: words on one line are all there is of it."""
        line = self.lines[block.first].strip()
        agrees = any(rule is one and pattern.search(line) for one, pattern in self.patterns)
        return agrees and block.kind == "p" and block.first == block.last

    def begun(self, block: Block) -> BlockRule | None:
        """The rule whose region a block begins."""
        if block.kind not in {"p", "h"}:
            return None
        return self._rule(block.first, by_line=block.kind == "p" and block.first == block.last)

    def parts(self, block: Block, name: str) -> bool:
        """Whether a region ends or begins within words; `name` is the one they stand in."""
        if block.kind != "p" or block.first == block.last:
            return False
        rule = self._rule(block.first, by_line=True)
        if rule is not None and self.starting.get(block.first) is not rule:
            return True
        name = rule.name if rule else name
        within = (self.starting.get(line) for line in range(block.first + 1, block.last + 1))
        return any(begun is not None and begun.name != name for begun in within)

    def _rule(self, line: int, *, by_line: bool) -> BlockRule | None:
        starting = self.starting.get(line)
        if not by_line:
            return starting
        text = self.lines[line].strip()
        agreeing = next((rule for rule, pattern in self.patterns if pattern.search(text)), None)
        if starting is None or agreeing is None:
            return starting or agreeing
        return min(starting, agreeing, key=self.rules.index)


def _begins(line: str, start: str) -> bool:
    if start.endswith("*"):
        return bool(bare(start[:-1])) and bare(line).startswith(bare(start[:-1]))
    return bool(heading(line)) and heading(line) == heading(start)
