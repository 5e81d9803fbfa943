"""Links to other posts' files: they lead nowhere on the blog, so they get the posts' addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.markdown.own_links import WIKI, is_code
from publisher.markdown.plain import plain
from publisher.markdown.rewrite import Edit
from publisher.markdown.walk import walk
from publisher.model.tree import Document, Link

from .markup import markdown_address, markdown_words

_FILE = re.compile(r"(?![A-Za-z][A-Za-z0-9+.-]*:|//)[^#?]+\.(?:md|markdown)(?:[?#].*)?", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\]\(\s*(?P<address><[^<>\n]*>|\{\{.*?\}\}|\{%.*?%\}|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)"
)


def to_addresses(text: str, authored: Document, resolved: Document, *, own: bool) -> Iterator[Edit]:
    """Edits for links written as `[words](../other.md)` or `[[other]]`, where `resolved` knows the post's
    address; and, unless the source is written for this generator (`own`), as `[words]({{< ref "other" >}})`.
    A link by reference, or one in HTML, is left as it is. One of brackets to nothing becomes its words."""
    known = {node.span: node for node in walk(resolved) if isinstance(node, Link) and node.own}
    for link in walk(authored):
        if not isinstance(link, Link) or link.span is None:
            continue
        led, markup = known.get(link.span), text[slice(*link.span)]
        if markup.startswith(("[[", "![[")):
            yield from _wiki(link, led)
            continue
        found = tuple(_ADDRESS.finditer(text, *link.span))
        if not found or led is None or led.url == link.url:
            continue
        start, end = found[-1].span("address")
        if _FILE.fullmatch(link.url) or (not own and text.startswith(("{{", "{%"), start)):
            yield Edit(start, end, markdown_address(led.url))


def _wiki(link: Link, led: Link | None) -> Iterator[Edit]:
    assert link.span
    title = link.url.removeprefix(WIKI)
    if led is None and link.url.startswith(WIKI) and is_code(title):
        return
    words = markdown_words(plain(led or link) or title)
    if led is None and not link.url.startswith("#"):
        yield Edit(*link.span, words)
    else:
        yield Edit(*link.span, f"[{words}]({markdown_address((led or link).url)})")
