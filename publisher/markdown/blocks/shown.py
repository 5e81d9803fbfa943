"""What blocks show: the links and pictures that regions hold as written, or once they are filled."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.markdown.blocks.listed import find_post
from publisher.markdown.blocks.lists import safe
from publisher.markdown.walk import walk
from publisher.model.post import PostKey, Site
from publisher.model.tree import Document, Image, Link, Region


@dataclass(frozen=True, slots=True)
class Shown:
    """`own` are the own posts linked to, `links` the addresses of all other links (as `safe` gives them),
    `pictures` the references of pictures (of one that is not bound: its address)."""

    own: frozenset[PostKey] = frozenset()
    links: frozenset[str] = frozenset()
    pictures: frozenset[str] = frozenset()

    def __sub__(self, other: Shown) -> Shown:
        """What `other` does not show."""
        return Shown(self.own - other.own, self.links - other.links, self.pictures - other.pictures)

    def __or__(self, other: Shown) -> Shown:
        return Shown(self.own | other.own, self.links | other.links, self.pictures | other.pictures)

    def __bool__(self) -> bool:
        return bool(self.own or self.links or self.pictures)


def shown(document: Document, site: Site, name: str = "") -> Shown:
    """What all regions of a document show, or those called `name`. Of `Post.document` that is what the author
    kept there; of what `fill` gives, what readers of this target will see."""
    own: set[PostKey] = set()
    links: set[str] = set()
    pictures: set[str] = set()
    regions = (block for block in document.blocks if isinstance(block, Region) and name in {"", block.name})
    for node in (node for region in regions for node in walk(region)):
        if isinstance(node, Image):
            pictures.add(node.asset or node.src)
        elif isinstance(node, Link):
            key = PostKey(node.own) if node.own in site.entries else find_post(node.url, site)
            own.add(key) if key is not None else links.add(safe(node.url))
    return Shown(frozenset(own), frozenset(links), frozenset(pictures))
