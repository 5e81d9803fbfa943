"""Two states of a text as the places where they differ. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

LIKE = 0.5
"""From which likeness on a line is taken for another one changed, not for one gone and one come."""
MOST_PAIRS = 400


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines that became others: one line changed, or some gone, or some come. `previous` and `following`
    are the lines around them as they were, "" at the ends; `previous_now` is the one before as it is."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    previous: str = ""
    following: str = ""
    previous_now: str = ""

    def is_beside(self, previous: str, following: str) -> tuple[bool, bool]:
        """Whether these are the lines around it, as they were or as they are."""
        return previous in {self.previous, self.previous_now}, following == self.following


def hunks(before: str, after: str) -> tuple[Hunk, ...]:
    """In reading order. Lines that are much alike are paired, so that each is told by itself."""
    old, new = before.split("\n"), after.split("\n")
    found: list[Hunk] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        previous, following = old[i1 - 1] if i1 else "", old[i2] if i2 < len(old) else ""
        pairs = list(_paired(old[i1:i2], new[j1:j2]))
        for at, (gone, come) in enumerate(pairs):
            gone_before, come_before = pairs[at - 1] if at else ((previous,), (previous,))
            above, above_now = (gone_before or come_before)[-1], (come_before or gone_before)[-1]
            below = next((pair[0][0] for pair in pairs[at + 1 :] if pair[0]), following)
            found.append(Hunk(gone, come, above, below, above_now))
    return tuple(found)


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The most alike pair first, then what stands before and behind it."""
    best, at = LIKE, None
    if len(old) * len(new) <= MOST_PAIRS:
        for i, one in enumerate(old):
            for j, other in enumerate(new):
                like = SequenceMatcher(None, one, other, autojunk=False)
                if like.quick_ratio() > best and (ratio := like.ratio()) > best:
                    best, at = ratio, (i, j)
    if at is None:
        if old or new:
            yield tuple(old), tuple(new)
        return
    i, j = at
    yield from _paired(old[:i], new[:j])
    if old[i] != new[j]:
        yield (old[i],), (new[j],)
    yield from _paired(old[i + 1 :], new[j + 1 :])
