"""Links to other posts' files: they lead nowhere on the blog, so they get the posts' addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.markdown.rewrite import Edit
from publisher.markdown.walk import walk
from publisher.model.tree import Document, Link

from .markup import markdown_address

_FILE = re.compile(r"(?![A-Za-z][A-Za-z0-9+.-]*:|//)[^#?]+\.(?:md|markdown)(?:[?#].*)?", re.IGNORECASE)
_ADDRESS = re.compile(r"\]\(\s*(?P<address><[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)")


def to_addresses(text: str, authored: Document, resolved: Document) -> Iterator[Edit]:
    """Edits for links written as `[words](../other.md)`, where `resolved` knows the post's address. A link
    by reference, or one in HTML, is left as it is."""
    known = {node.span: node for node in walk(resolved) if isinstance(node, Link) and node.own}
    for link in walk(authored):
        if not isinstance(link, Link) or link.span is None or not _FILE.fullmatch(link.url):
            continue
        led = known.get(link.span)
        found = tuple(_ADDRESS.finditer(text, *link.span))
        if led is not None and led.url != link.url and found:
            start, end = found[-1].span("address")
            yield Edit(start, end, markdown_address(led.url))
