"""What is to be said of links, and the finding it becomes. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from publisher.model.finding import Finding
from publisher.planning.check.codes import explained
from publisher.planning.check.links.uses import Use

APART = 3
"""Links of one block that are told one by one; more of them are one finding, so that they drown nothing."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Said of one link, or of several of one post; `hint` "" = what the code's explanation says."""

    code: str
    message: str
    uses: tuple[Use, ...]
    hint: str = ""

    def finding(self, path: str) -> Finding:
        meaning = explained(self.code)
        first = self.uses[0]
        lines = dict.fromkeys(use.line for use in self.uses)
        return Finding(
            self.code,
            meaning.level,
            self.message,
            self.hint or meaning.remedy,
            path,
            first.line,
            first.column,
            more=tuple(line for line in lines if line != first.line),
        )


def by_block(
    found: Iterable[Use], one: Callable[[Use], Remark], many: Callable[[tuple[Use, ...], str], Remark]
) -> Iterator[Remark]:
    """Links of prose and of blocks with few of them one by one, those of a block with many as one; `many`
    gets them and the block's name."""
    blocks: dict[tuple[str, int], list[Use]] = {}
    for use in found:
        blocks.setdefault((use.block, use.list if use.block else 0), []).append(use)
    for (block, _), uses in blocks.items():
        if block and len(uses) > APART:
            yield many(tuple(uses), block)
        else:
            yield from map(one, uses)


def named(uses: Iterable[Use]) -> str:
    """The first few by what they are called: `“One”, “Two”, “Three” and 5 more`."""
    names = list(dict.fromkeys(use.words or use.url for use in uses))
    told = ", ".join(f"“{name}”" for name in names[:APART])
    rest = len(names) - APART
    return f"{told} and {rest} more" if rest > 0 else told
