"""Lists of links as templates are given them, and as regions and front matter hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from publisher.markdown.passes.links import address
from publisher.model.post import PostKey, Site

_SHORT = 5  # characters
_UNSAFE = re.compile(r"[\s()<>\\\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class ListLink:
    """`url` is where it leads on this target, safe between Markdown's parentheses; `key` the own post's,
    "" elsewhere; `remark` the words the author put behind it on the same line. Of links that stand in no
    region, `date` is the post's; `current`: it is the post they are shown in."""

    title: str
    url: str
    key: str = ""
    remark: str = ""
    date: datetime | None = None
    current: bool = False


class Group(NamedTuple):
    """Links under one name ("" = none), bare of its colon. A name without links is a line of words that the
    author kept there, as written."""

    name: str
    links: tuple[ListLink, ...]

    @property
    def is_short(self) -> bool:
        """Whether all links fit on one line below the name: (1), (2), (3)."""
        return bool(self.name and self.links) and all(
            len(link.title) <= _SHORT and not link.remark for link in self.links
        )


@dataclass(frozen=True, slots=True)
class Related:
    """Links as they are grouped; iterating gives the groups."""

    groups: tuple[Group, ...] = ()

    @property
    def links(self) -> tuple[ListLink, ...]:
        return tuple(link for group in self.groups for link in group.links)

    def __iter__(self) -> Iterator[Group]:
        return iter(self.groups)

    def __len__(self) -> int:
        return len(self.groups)


@dataclass(frozen=True, slots=True)
class Parts:
    """A series as a template is given it: `links` to all parts in order, that of the post itself `current`.
    Empty (and false) for a post that is in none."""

    name: str = ""
    links: tuple[ListLink, ...] = ()

    def __len__(self) -> int:
        return len(self.links)


def to_post(
    key: PostKey, site: Site, *, title: str = "", remark: str = "", current: bool = False, written: str = ""
) -> ListLink:
    """A link to an own post, by its title where no other words are wanted. `written` is how the author wrote
    its address, if at all: a `#fragment` of it is kept where it means something."""
    entry = site.entries[key]
    url = safe(address(key, written, site))
    return ListLink(title or entry.title, url, key, remark, entry.date, current)


def safe(url: str) -> str:
    """An address that cannot end the Markdown it is put in."""
    return _UNSAFE.sub(lambda sign: f"%{ord(sign[0]):02X}", url)
