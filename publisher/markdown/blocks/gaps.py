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
