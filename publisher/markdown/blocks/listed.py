"""Related posts an author lists in front matter: `publish: {related: [POST, {GROUP: [POST, …]}, …]}`.

wanted(value)          what `publish.related` says, item by item, or why it cannot
find_post(name, site)  the own post a spelling means: key, path, title, or address (here, there, or former)
listed(post, site)     the groups and links of it, as a template is given them
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from publisher.markdown.blocks.lists import Group, ListLink, Related, safe, to_post
from publisher.markdown.passes.links import find
from publisher.model import places
from publisher.model.post import Post, PostKey, Site

RELATED = "related"
"""The block's name, and the key in front matter."""
_LINK = re.compile(
    r"\s*\[(?P<title>.*)\]\(\s*<?(?P<url>(?:[^\s<>()]|\([^\s<>()]*\))+)>?\s*\)(?P<remark>.*)", re.DOTALL
)
_WEB = re.compile(r"https?://\S+\s*", re.IGNORECASE)


class Wanted(NamedTuple):
    """One item. Of a Markdown link `url` is its address, `title` its words and `remark` what follows it; of
    everything else `url` is the item as written."""

    url: str
    title: str = ""
    remark: str = ""
    group: str = ""
    is_link: bool = False


def wanted(value: object) -> tuple[Wanted, ...]:
    """The items in order; those of one group need not stand together. ValueError, with words for the author,
    for what is no list of texts and of groups of texts."""
    parts = value if isinstance(value, list | tuple) else [value]
    return tuple(item for part in parts for item in _of_part(part))


def find_post(name: str, site: Site) -> PostKey | None:
    """The own post a key, path, title, file name or address means; None for everything else."""
    if not _WEB.fullmatch(name) and (key := named(name, site.index)) in site.entries:
        return key
    try:
        return find(name.strip(), site) or places.find(name, site.elsewhere)
    except ValueError:  # brackets make some words no address at all
        return None


def named(name: str, index: Mapping[str, PostKey]) -> PostKey | None:
    """The post that words other than a web address mean; they may stand in double brackets."""
    name = name.strip().removeprefix("[[").removesuffix("]]").strip()
    bare = name.strip("/")
    stem = re.sub(r"(?:/index)?\.(?:md|markdown|html)$", "", bare)
    spellings = (bare, stem, f"title:{name}", f"post:{bare}", f"post:{stem}")
    return next((index[each] for each in spellings if each in index), None)


def listed(post: Post, site: Site) -> Related:
    """What the post's front matter lists, each post once; links under no group first, groups in order.
    Items that mean no post are left out: loading the post told of them."""
    groups: dict[str, list[ListLink]] = {"": []}
    known: set[str] = set()
    for item in _readable(post.publish.get(RELATED)):
        link = _link(item, site)
        if link is not None and link.url not in known:
            known.add(link.url)
            groups.setdefault(item.group, []).append(link)
    return Related(tuple(Group(name, tuple(links)) for name, links in groups.items() if links))


def is_unknown(item: Wanted, index: Mapping[str, PostKey]) -> bool:
    """Whether an item means no post, as far as that can be told without the ledger: a web address may be
    that of a post elsewhere, and leads somewhere in any case."""
    return not item.is_link and not _WEB.fullmatch(item.url) and named(item.url, index) is None


def _link(item: Wanted, site: Site) -> ListLink | None:
    key = find_post(item.url, site)
    if key is not None:
        part = item.url.strip() if "#" in item.url else ""
        return to_post(key, site, title=item.title, remark=item.remark, written=part)
    if item.is_link or _WEB.fullmatch(item.url):
        return ListLink(item.title or item.url.strip(), safe(item.url.strip()), "", item.remark)
    return None


def _readable(value: object) -> Iterable[Wanted]:
    try:
        return wanted(value) if value is not None else ()
    except ValueError:  # a problem of the post, told when it was loaded
        return ()


def _of_part(part: object) -> Iterator[Wanted]:
    if not isinstance(part, Mapping):
        yield _item(part, "")
        return
    for name, below in part.items():
        if not isinstance(below, list | tuple | str):
            raise ValueError(f'the group "{name}" holds no list of posts')
        for each in (below,) if isinstance(below, str) else below:
            yield _item(each, str(name).strip())


def _item(value: object, group: str) -> Wanted:
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        raise ValueError("an item is a post, a [title](address), or {GROUP: [posts]}")
    text = str(value)
    if found := _LINK.fullmatch(text):
        title = " ".join(found["title"].replace("\\", "").split())
        return Wanted(found["url"], title, found["remark"].rstrip(), group, is_link=True)
    return Wanted(text, group=group)
