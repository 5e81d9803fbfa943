"""Links a platform does not keep alive become numbered references, to be printed at the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import unquote

from publisher.markdown.walk import transform, walk
from publisher.model.tree import Code, Document, Link, Node, Text


@dataclass(frozen=True, slots=True)
class Reference:
    """An address and the number it is cited by, from 1 by first use; `title` is the link's own, if any, and
    `own` the key of the own post that stands there."""

    number: int
    url: str
    title: str = ""
    own: str = ""


def number(document: Document, live: Callable[[Link], bool]) -> tuple[Document, tuple[Reference, ...]]:
    """The document with `Link.number` set wherever a reader would lose the address, and the references.

    One address has one number. No number is needed where `live` keeps the link, where the text is the
    address itself, or where the link only leads elsewhere in the same page.
    """
    found: dict[str, Reference] = {}
    for node in walk(document):
        if isinstance(node, Link) and _loses_its_address(node, live):
            first = found.setdefault(node.url, Reference(len(found) + 1, node.url, own=node.own))
            if node.title and not first.title:
                found[node.url] = replace(first, title=node.title)

    def numbered(node: Node) -> Node:
        if isinstance(node, Link) and _loses_its_address(node, live):
            return replace(node, number=found[node.url].number)
        return node

    return transform(document, numbered), tuple(found.values())


def _loses_its_address(link: Link, live: Callable[[Link], bool]) -> bool:
    if not link.url or link.url.startswith("#") or link.auto or live(link):
        return False
    text = "".join(node.text for node in walk(link) if isinstance(node, Text | Code))
    return unquote(text.strip()) != unquote(link.url.removeprefix("mailto:"))
