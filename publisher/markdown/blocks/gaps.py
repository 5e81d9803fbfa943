"""What is left where a region is taken out: no rule may stand doubled, first or last because of it."""

from __future__ import annotations

from collections.abc import Iterable

from publisher.model.tree import Block, Blocks, Footnotes, Region, ThematicBreak


def dropped(blocks: Iterable[Block], removed: Iterable[Region]) -> Blocks:
    """The rules that go with the removed regions; rules of the author's elsewhere stay as they are."""
    gone = {id(region) for region in removed}
    kept: list[Block] = []
    rules: list[Block] = []
    gap = False
    for block in blocks:
        if id(block) in gone:
            gap = True
            continue
        if gap and isinstance(block, ThematicBreak) and (not kept or isinstance(kept[-1], ThematicBreak)):
            rules.append(block)
            continue
        if gap and isinstance(block, Footnotes) and kept and isinstance(kept[-1], ThematicBreak):
            rules.append(kept.pop())
        kept.append(block)
        gap = False
    if gap and kept and isinstance(kept[-1], ThematicBreak):
        rules.append(kept.pop())
    return tuple(rules)


def standing(blocks: Iterable[Block]) -> Blocks:
    """The blocks that stand in the source: places for blocks that are to be put in are none."""
    return tuple(block for block in blocks if not isinstance(block, Region) or block.blocks)


def outside(blocks: Iterable[Block]) -> Blocks:
    """The blocks that are the author's: without regions, and the rules that only set these apart. So a
    region taken out of the source, with its rule, changes nothing here."""
    there = standing(blocks)
    regions = [block for block in there if isinstance(block, Region)]
    gone = {id(block) for block in (*regions, *dropped(there, regions))}
    return tuple(block for block in there if id(block) not in gone)
