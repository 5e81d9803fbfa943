"""The list of related posts: what its author kept or listed by hand, then what relates most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from publisher.markdown.blocks.kept import related as kept_by_hand
from publisher.markdown.blocks.listed import listed
from publisher.markdown.blocks.lists import Group, ListLink, Related, to_post
from publisher.markdown.blocks.numbers import same
from publisher.markdown.blocks.relatives import Relatives
from publisher.markdown.passes.lookup import leads_nowhere
from publisher.model.post import Note, Post, PostKey, Site
from publisher.model.tree import Region


def related(
    regions: Sequence[Region], post: Post, site: Site, relatives: Relatives
) -> tuple[Related, tuple[Note, ...]]:
    """Lists made by hand are shown in full, unless the site wants them cut: then what front matter lists goes
    first, and of the rest what relates most, with a Note `related-cut`. What is missing to the site's number
    is computed, under the names the author lists posts under. A listed address of this site that is no
    post's gets a Note `related-unknown`."""
    made = _Groups()
    for group in kept_by_hand(regions, site):
        made.groups[group.name] = list(group.links)
    mine = listed(post, site)
    for group in mine:
        known = made.known
        made.add(group.name, (link for link in group.links if _identity(link) not in known))
    notes = tuple(
        Note("related-unknown", f"publish.related: {link.url} leads to no post of this site")
        for link in mine.links
        if not link.key and leads_nowhere(link.url, site)
    )
    count, wanted = sum(map(len, made.groups.values())), site.related
    if count == wanted > 0 or (count > wanted > 0 and not site.cut_kept):
        return made.related(), notes
    ranked = relatives.ranked(post)
    if count > wanted > 0:
        made.cut(wanted, (*map(_identity, mine.links), *ranked))
        told = f"{wanted} of the {count} related posts listed by hand are shown, as `related` says"
        cut = Note("related-cut", told, regions[0].lines[0] if regions else 0)
        return made.related(), (*notes, cut)
    known = made.known
    missing = [key for key in ranked if key not in known][: wanted - count if wanted else None]
    for name, links in _computed(missing, made, post, site, relatives):
        made.add(name, links)
    return made.related(), notes


@dataclass(slots=True)
class _Groups:
    """Groups in the making, in the order in which they come; ("" = no name, words without links = [])."""

    groups: dict[str, list[ListLink]] = field(default_factory=dict)

    @property
    def known(self) -> frozenset[str]:
        return frozenset(_identity(link) for links in self.groups.values() for link in links)

    def name(self, name: str) -> str | None:
        """A group's name as it is spelt here; None where no such group has links."""
        return next((own for own, links in self.groups.items() if links and same(own) == same(name)), None)

    def add(self, name: str, links: Iterable[ListLink]) -> None:
        self.groups.setdefault(self.name(name) or name, []).extend(links)

    def cut(self, most: int, order: Sequence[str]) -> None:
        """Leave the links that `order` puts first, then those it does not have, and groups that have any."""
        place = {identity: at for at, identity in reversed(tuple(enumerate(order)))}
        links = [link for links in self.groups.values() for link in links]
        best = sorted(range(len(links)), key=lambda at: (place.get(_identity(links[at]), len(order)), at))
        left = {id(links[at]) for at in best[:most]}
        cut = {name: [link for link in links if id(link) in left] for name, links in self.groups.items()}
        self.groups = {name: links for name, links in cut.items() if links or not self.groups[name]}

    def related(self) -> Related:
        """Links under no name first and lines of words last: a list made of them reads back the same."""
        groups = (Group(name, tuple(links)) for name, links in self.groups.items() if name or links)
        return Related(tuple(sorted(groups, key=lambda group: (not group.links, bool(group.name)))))


def _computed(
    keys: Sequence[PostKey], made: _Groups, post: Post, site: Site, relatives: Relatives
) -> list[tuple[str, list[ListLink]]]:
    """Own posts by the group they are listed under; one that would stand in it alone stands in none. Parts
    of a series stand in its order."""
    headings = {key: _heading(key, post, site, relatives) for key in keys}
    sizes = Counter(same(heading) for heading in headings.values())
    order = {
        name: at for at, name in enumerate(dict.fromkeys(map(same, dict.fromkeys(site.sections.values()))))
    }
    found: dict[str, list[PostKey]] = {}
    for key, heading in headings.items():
        grouped = heading and (sizes[same(heading)] > 1 or made.name(heading) is not None)
        found.setdefault(heading if grouped else "", []).append(key)
    return [
        (name, [_link(key, name, site, relatives) for key in _in_order(members, relatives)])
        for name, members in sorted(found.items(), key=lambda group: order.get(same(group[0]), len(order)))
    ]


def _heading(key: PostKey, post: Post, site: Site, relatives: Relatives) -> str:
    series = relatives.series.get(key)
    ours = series.name if series is not None and post.key in series.parts else ""
    return site.sections.get(key) or site.entries[key].group or ours


def _link(key: PostKey, group: str, site: Site, relatives: Relatives) -> ListLink:
    """Under its series' name a part needs no more words than its number."""
    series = relatives.series.get(key)
    is_named = group and series is not None and same(series.name) == same(group)
    return to_post(key, site, title=series.labels.get(key, "") if series and is_named else "")


def _in_order(keys: Sequence[PostKey], relatives: Relatives) -> Sequence[PostKey]:
    """By part where all are of one series; else as they come."""
    series = relatives.series.get(keys[0])
    if series is None or any(key not in series.parts for key in keys):
        return keys
    return sorted(keys, key=series.parts.index)


def _identity(link: ListLink) -> str:
    """An own post's key, or an address elsewhere."""
    return link.key or link.url
