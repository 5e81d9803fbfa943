"""A list of posts kept by hand, as the one line of front matter that says the same."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from publisher.markdown.blocks.kept import related
from publisher.markdown.blocks.listed import RELATED, find_post, wanted
from publisher.markdown.blocks.lists import ListLink, safe
from publisher.markdown.blocks.numbers import part, same
from publisher.markdown.plain import plain
from publisher.markdown.walk import walk
from publisher.model.post import Post, PostKey, Site
from publisher.model.tree import Link, Region

_NAME = re.compile(r"[^\s<>()\[\]]+")


class Slip(NamedTuple):
    """A link whose words and address disagree: `words` with their group's name, as far as it belongs to
    them; `leads` is the post the address leads to, `title` that one's, `means` the post that the words name
    ("" = none of the site)."""

    line: int
    words: str
    leads: PostKey
    title: str
    means: str


@dataclass(frozen=True, slots=True)
class Relisted:
    """What `publish.related` has to say: `items` are texts and `{group: [texts]}`, those that stood there
    before first; `added` counts the new ones."""

    items: tuple[object, ...] = ()
    added: int = 0
    slips: tuple[Slip, ...] = ()


def relisted(post: Post, site: Site, computed: Collection[str] = ()) -> Relisted:
    """The list in the post's regions of that name, own posts by key. A link that slipped counts as both, the
    post its address leads to and the one its words name. `computed` are the posts that stand in the list by
    themselves: of them only what no site can tell is written down, the remarks."""
    regions = tuple(
        block for block in post.document.blocks if isinstance(block, Region) and block.name == RELATED
    )
    titles = _titles(site)
    before = post.publish.get(RELATED)
    items: list[object] = list(before) if isinstance(before, list | tuple) else [before] if before else []
    known = {_identity(item.url, site) for item in (wanted(before) if before else ())}
    added = 0
    slips: list[Slip] = []
    for group in related(regions, replace(site, addresses={})):  # `#fragments` are kept on the site alone
        texts: list[str] = []
        for link in group.links:
            said = _said(link, group.name, site, titles)
            if said:
                slips.append(said._replace(line=_line(regions, link, site)))
            meant = (said.means,) if said and said.means else ()
            for identity, text in _items(link, meant, site, computed):
                if identity not in known:
                    known.add(identity)
                    texts.append(text)
        added += len(texts)
        items += [{group.name: texts}] if group.name and texts else texts
    return Relisted(tuple(items), added, tuple(slips))


def _items(
    link: ListLink, meant: tuple[str, ...], site: Site, computed: Collection[str]
) -> Iterator[tuple[str, str]]:
    """(what it leads to, how that is written) of each post or page a link stands for."""
    for key in meant:
        if key not in computed:
            yield key, _named(PostKey(key), site)
    fragment = link.url.partition("#")[2]
    part = f"#{fragment}" if fragment else ""
    if not link.key:
        yield safe(link.url), f"[{link.title}]({link.url}){link.remark}"
    elif link.remark or part:
        name = _named(PostKey(link.key), site)
        address = name if _NAME.fullmatch(name) else site.entries[PostKey(link.key)].url
        yield f"{link.key}{part}", f"[{link.title}]({address}{part}){link.remark}"
    elif link.key not in computed:
        yield link.key, _named(PostKey(link.key), site)


def _identity(name: str, site: Site) -> str:
    key = find_post(name, site)
    return f"{key}{''.join(name.strip().partition('#')[1:])}" if key else safe(name.strip())


def _named(key: PostKey, site: Site) -> str:
    """The shortest name of a post that means it and no other."""
    entry = site.entries[key]
    return next((name for name in (key, entry.path) if find_post(name, site) == key), entry.url or key)


def _titles(site: Site) -> Mapping[str, PostKey]:
    """Titles that only one post has, in one spelling."""
    found: dict[str, PostKey | None] = {}
    for key, entry in site.entries.items():
        found[same(entry.title)] = None if same(entry.title) in found else key
    return {title: key for title, key in found.items() if title and key is not None}


def _said(link: ListLink, group: str, site: Site, titles: Mapping[str, PostKey]) -> Slip | None:
    """What the words of a link to an own post say, where that is another post's title, or another part of
    the same series."""
    if not link.key:
        return None
    key = PostKey(link.key)
    title = site.entries[key].title
    spellings = tuple(dict.fromkeys((link.title, f"{group}{link.title}")))
    if any(same(words) == same(title) for words in spellings):
        return None
    for words in spellings:
        means = titles.get(same(words), "")
        if means or _is_another_part(words, title):
            return Slip(0, words, key, title, means)
    return None


def _is_another_part(words: str, title: str) -> bool:
    """Whether words name a series and a number, and the title counts another number in it."""
    said, counted = part(words), part(title)
    if said is None or counted is None or not said.label or said.number == counted.number:
        return False
    return bool({same(name) for name in said.names} & {same(name) for name in counted.names})


def _line(regions: tuple[Region, ...], link: ListLink, site: Site) -> int:
    """Where a link stands in the author's file, found by its words and where it leads."""
    nodes = (node for region in regions for node in walk(region) if isinstance(node, Link))
    alike = (node for node in nodes if " ".join(plain(node).split()) == link.title)
    return next((node.lines[0] for node in alike if find_post(node.url, site) == link.key), 0)
