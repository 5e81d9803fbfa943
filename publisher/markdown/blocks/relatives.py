"""Which posts of a site relate to a post, most first, and what stands before and after it.

of(site)            the Relatives of a site, made once and kept for the sites last asked for
Relatives.ranked    all other posts: same series, citations either way, shared tags and categories, date
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter

from publisher.markdown.blocks.series import Series, all_series, when
from publisher.model.post import Entry, Post, PostKey, Site

Feature = tuple[str, ...]
"""A tag or the beginning of a path of categories."""
_RARITY = 1000
"""Steps per e-fold of rarity: whole numbers add up the same in any order, on any machine."""


@dataclass(frozen=True, slots=True)
class Relatives:
    """What is known of all posts that lists may show: hidden ones, drafts and those without an address are
    in none."""

    series: Mapping[PostKey, Series] = field(default_factory=dict)
    citations: Mapping[PostKey, tuple[PostKey, ...]] = field(default_factory=dict)
    cited: Mapping[PostKey, frozenset[PostKey]] = field(default_factory=dict)
    posts: Mapping[Feature, tuple[PostKey, ...]] = field(default_factory=dict)
    weights: Mapping[Feature, int] = field(default_factory=dict)
    dates: Mapping[PostKey, float] = field(default_factory=dict)
    by_date: tuple[tuple[float, PostKey], ...] = ()

    def ranked(self, of: Entry | Post) -> tuple[PostKey, ...]:
        """Every other post. First the parts of the same series, those next to it first; then posts that cite
        it or are cited by it, both before one; then by what tags and categories they share, rare ones
        weighing more; then by nearness in date, the newer of two. Of equal ones, by key."""
        shared: defaultdict[PostKey, int] = defaultdict(int)
        for feature in _features(of):
            weight = self.weights.get(feature, 0)
            for key in self.posts.get(feature, ()) if weight else ():
                shared[key] += weight
        cites = frozenset(self.citations.get(of.key, ()))
        citing = self.cited.get(of.key, frozenset())
        parts = self.series[of.key].parts if of.key in self.series else ()
        place = parts.index(of.key) if parts else 0
        away = {key: abs(index - place) for index, key in enumerate(parts)}
        near = when(of)
        outside = len(parts)
        order = [
            (
                away.get(key, outside),
                -((key in cites) + (key in citing)),
                -shared.get(key, 0),
                abs(date - near) if date != near else 0.0,
                -date,
                key,
            )
            for key, date in self.dates.items()
            if key != of.key
        ]
        order.sort()
        return tuple(map(itemgetter(5), order))

    def neighbours(self, of: Entry | Post) -> tuple[PostKey | None, PostKey | None]:
        """The next newer and the next older post; None at the ends, and for a post without a date."""
        if of.date is None:
            return None, None
        at = bisect_left(self.by_date, (when(of), of.key))
        above = at + (of.key in self.dates)
        newer = self.by_date[above][1] if above < len(self.by_date) else None
        return newer, self.by_date[at - 1][1] if at else None


class _Same:
    """A site that equals itself alone, for a cache to hold."""

    __slots__ = ("site",)

    def __init__(self, site: Site) -> None:
        self.site = site

    def __hash__(self) -> int:
        return id(self.site)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.site is self.site


def of(site: Site) -> Relatives:
    """What a site's posts have to do with each other."""
    return _relatives(_Same(site))


@lru_cache(maxsize=8)
def _relatives(same: _Same) -> Relatives:
    site = same.site
    entries = tuple(
        entry for key, entry in site.entries.items() if entry.listed and (entry.url or key in site.addresses)
    )
    cited: defaultdict[PostKey, set[PostKey]] = defaultdict(set)
    for key, posts in site.citations.items():
        for other in posts:
            cited[other].add(key)
    by_feature: defaultdict[Feature, list[PostKey]] = defaultdict(list)
    for entry in entries:
        for feature in _features(entry):
            by_feature[feature].append(entry.key)
    dates = {entry.key: when(entry) for entry in entries}
    return Relatives(
        series=all_series(entries),
        citations=site.citations,
        cited={key: frozenset(posts) for key, posts in cited.items()},
        posts={feature: tuple(posts) for feature, posts in by_feature.items()},
        weights={
            feature: round(_RARITY * math.log(len(entries) / len(posts)))
            for feature, posts in by_feature.items()
        },
        dates=dates,
        by_date=tuple(sorted((when(entry), entry.key) for entry in entries if entry.date)),
    )


def _features(entry: Entry | Post) -> Iterator[Feature]:
    """Each once; a path of categories counts with every beginning of it."""
    yield from {("tag", tag.casefold()) for tag in entry.tags}
    yield from {("category", *path[: end + 1]) for path in entry.categories for end in range(len(path))}
