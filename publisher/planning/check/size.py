"""What makes a body long, and where the post could be split so that each part fits. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from publisher.markdown.plain import plain
from publisher.model.post import Post
from publisher.model.rendition import Part, Rendition
from publisher.model.tree import Heading

_LARGEST = 3  # parts that are named one by one
_NAMED = 0.05  # of the whole, from which a part is worth naming
_TOLD = 5  # cuts that are named: who has more will write another post
_DEEPER = 0.1  # what a cut at a heading one level deeper costs against uneven parts


@dataclass(frozen=True, slots=True)
class Place:
    """A heading at which a post may be cut."""

    line: int
    level: int
    words: str


@dataclass(frozen=True, slots=True)
class Split:
    """Where to cut, and how many characters each part then has, generated ones included."""

    cuts: tuple[Place, ...]
    sizes: tuple[int, ...]


def costs(parts: Sequence[Part]) -> str:
    """Which kinds cost most, and which single parts, in words; "" where an adapter tells no parts."""
    total = sum(part.characters for part in parts)
    if not total:
        return ""
    kinds: Counter[str] = Counter()
    for part in parts:
        kinds[part.kind] += part.characters
    shares = ", ".join(f"{kind} {count:,} ({count / total:.0%})" for kind, count in kinds.most_common())
    largest = sorted(parts, key=lambda part: -part.characters)[:_LARGEST]
    named = [
        f"{part.kind} of line {part.line} ({part.characters:,})"
        for part in largest
        if part.line and part.kind != "text" and part.characters >= _NAMED * total
    ]
    return f"characters by kind: {shares}" + (f"; the largest: {', '.join(named)}" if named else "")


def split_hint(rendition: Rendition, post: Post, most: int, characters: int) -> str:
    """What to do about a body of so many characters where `most` are wanted."""
    parts = rendition.parts
    if not parts:
        return "split the post in two, or leave out what costs most: formulas, code, tables"
    rest = max(0, characters - sum(part.characters for part in parts))
    places = headings(post)
    found = split(parts, places, most, rest)
    if found is not None and found.cuts:
        named = [f"{cut.line} “{cut.words}”" if cut.words else str(cut.line) for cut in found.cuts[:_TOLD]]
        where = ", ".join(named) + "…" * (len(found.cuts) > _TOLD)
        sizes = " + ".join(f"{size:,}" for size in found.sizes[: _TOLD + 1]) + "…" * (len(found.cuts) > _TOLD)
        return f"split it before line{'s' * (len(found.cuts) > 1)} {where}: {sizes} characters"
    place, size = max(_sections(parts, places), key=lambda section: section[1])
    where = f"the section “{place.words}” of line {place.line}" if place else "the text before any heading"
    return f"no split at a heading makes each part fit: {where} alone has {size:,} characters"


def headings(post: Post) -> tuple[Place, ...]:
    """The headings a post can be cut at: those that stand in nothing else."""
    return tuple(
        Place(block.lines[0], block.level, " ".join(plain(block.inlines).split()))
        for block in post.document.blocks
        if isinstance(block, Heading) and block.lines[0]
    )


def split(parts: Iterable[Part], places: Sequence[Place], most: int, rest: int = 0) -> Split | None:
    """The fewest parts of at most `most` characters each, cut before headings: high ones and evenly, where
    there is a choice. What is generated, and `rest`, is in every part. None where none fits.
    """
    parts = tuple(parts)
    everywhere = rest + sum(_size(part) for part in parts if _is_generated(part))
    sections = _sections(parts, places)
    ends = [0]
    for _, size in sections:
        ends.append(ends[-1] + size)
    top = min((place.level for place in places), default=1)
    best: list[tuple[int, float, int] | None] = [(0, 0.0, 0)]  # parts, cost, where the last one begins
    for end in range(1, len(ends)):
        choices: list[tuple[int, float, int]] = []
        for begin in range(end - 1, -1, -1):
            size = ends[end] - ends[begin] + everywhere
            if size > most:
                break
            before, place = best[begin], sections[begin][0]
            if before is not None:
                deeper = _DEEPER * (place.level - top) if place and begin else 0.0
                choices.append((before[0] + 1, before[1] + deeper + (size / most) ** 2, begin))
        best.append(min(choices, default=None))
    begins = [len(sections)]
    while begins[0]:
        step = best[begins[0]]
        if step is None:
            return None
        begins.insert(0, step[2])
    cuts = tuple(place for begin in begins[1:-1] if (place := sections[begin][0]))
    sizes = tuple(ends[b] - ends[a] + everywhere for a, b in pairwise(begins))
    return Split(cuts, sizes)


def _sections(parts: Iterable[Part], places: Sequence[Place]) -> list[tuple[Place | None, int]]:
    """Authored characters from each heading to the next; the first are those before any."""
    sections: list[tuple[Place | None, int]] = [(None, 0)]
    coming = sorted(places, key=lambda place: place.line)
    authored = (part for part in parts if not _is_generated(part))
    for part in sorted(authored, key=lambda part: part.line):
        while coming and coming[0].line <= part.line:
            sections.append((coming.pop(0), 0))
        place, size = sections[-1]
        sections[-1] = (place, size + _size(part))
    return sections


def _is_generated(part: Part) -> bool:
    return not part.line or part.kind == "block"


def _size(part: Part) -> int:
    """Its characters once an adapter gave up looks to make a post fit, as it will again after a split."""
    return part.least or part.characters
