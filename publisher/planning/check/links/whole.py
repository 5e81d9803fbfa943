"""What is to be known of the whole site to judge a post's links. Pure."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from publisher.markdown.anchors import Anchors
from publisher.markdown.blocks.numbers import part, same
from publisher.model.post import Entry, PostKey, Site, address_key
from publisher.planning import titles

Places = Callable[[PostKey], Anchors | None]
"""The places within an own post; None where it cannot be read."""
_ALIKE = 0.86
"""How alike a dead address or title and a living one are: one slip in eight characters."""

_NAMES = re.compile("[a-z0-9]+")
"""What two titles must share to be one and the same, misspelt: DPO is not IPO."""


@dataclass(frozen=True)  # without slots: what is worked out once is kept here
class Whole:
    """`site` as no target in particular sees it; `places` reads a post when it is first asked for it;
    `platform` names the target on which an address is that of an article, "" = on none."""

    site: Site
    places: Places
    platform: Callable[[str], str] = lambda _url: ""
    _meant: dict[tuple[str, str], PostKey | None] = field(default_factory=dict)

    def entry(self, key: PostKey) -> Entry:
        return self.site.entries[key]

    @cached_property
    def titled(self) -> Mapping[str, frozenset[PostKey]]:
        """Posts by the key of their title (`titles.key`)."""
        found: defaultdict[str, set[PostKey]] = defaultdict(set)
        for key, entry in self.site.entries.items():
            found[titles.key(entry.title)].add(key)
        return {title: frozenset(keys) for title, keys in found.items() if title}

    @cached_property
    def parts(self) -> Mapping[tuple[str, int], frozenset[PostKey]]:
        """Posts by a name of the series their titles tell (`numbers.same`) and their place in it."""
        found: defaultdict[tuple[str, int], set[PostKey]] = defaultdict(set)
        for key, entry in self.site.entries.items():
            counted = part(entry.title)
            for name in counted.names if counted else ():
                found[same(name), counted.number if counted else 0].add(key)
        return {part: frozenset(keys) for part, keys in found.items()}

    @cached_property
    def pages(self) -> Mapping[str, PostKey]:
        """Posts by the page of their address, without `.html`."""
        return {_page(entry.url): key for key, entry in self.site.entries.items() if entry.url}

    def meant(self, url: str, words: str) -> PostKey | None:
        """The post that a link which leads nowhere most likely means: by its words, else by its address,
        written with one slip; None where nothing is near."""
        if (url, words) not in self._meant:
            self._meant[url, words] = self._nearest(url, words)
        return self._meant[url, words]

    def _nearest(self, url: str, words: str) -> PostKey | None:
        exact = only(self.called(words))
        if exact is not None:
            return exact
        page = _page(url)
        if page and (near := difflib.get_close_matches(page, self.pages, n=1, cutoff=_ALIKE)):
            return self.pages[near[0]]
        title = titles.key(words)
        alike = [each for each in self.titled if _NAMES.findall(each) == _NAMES.findall(title)]
        near = difflib.get_close_matches(title, alike, n=1, cutoff=_ALIKE) if title else []
        return only(self.titled[near[0]]) if near else None

    def called(self, words: str) -> frozenset[PostKey]:
        """Posts with this title; a number alone is the title of none, though one be called 第一篇."""
        title = titles.key(words)
        return frozenset() if title.isdecimal() else self.titled.get(title, frozenset())

    def address(self, key: PostKey) -> str:
        """What to write to link to a post."""
        return self.entry(key).url or f"/{self.entry(key).path}"


def only(keys: frozenset[PostKey]) -> PostKey | None:
    return next(iter(keys)) if len(keys) == 1 else None


def _page(url: str) -> str:
    try:
        return address_key(url).removesuffix(".html")
    except ValueError:
        return ""
