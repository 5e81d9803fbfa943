"""Links to other posts as the blog needs them: by the post's address there, where what is written leads
nowhere or elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from publisher.markdown.anchors import slug
from publisher.markdown.own_links import POST, WIKI, is_code
from publisher.markdown.passes.links import stands
from publisher.markdown.plain import plain
from publisher.markdown.rewrite import Edit
from publisher.markdown.walk import walk
from publisher.model.post import Site
from publisher.model.tree import Document, Link

from .markup import markdown_address, markdown_words
from .passage import Passage
from .spans import Span, inside

_FILE = re.compile(r"(?![A-Za-z][A-Za-z0-9+.-]*:|//)[^#?]+\.(?:md|markdown)(?:[?#].*)?", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\]\(\s*(?P<address><[^<>\n]*>|\{\{.*?\}\}|\{%.*?%\}|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)"
)


def to_addresses(found: Passage, authored: Document, site: Site, *, own: bool, files: bool) -> Iterator[Edit]:
    """Edits for links to posts whose address `found.document` knows.

    Those written as `[words](../other.md)` or `[[other]]` (`files`: unless the generator leads them itself)
    and, unless the source is written for this generator (`own`), as `[words]({{< ref "other" >}})`; and those
    that lead to where the post stands or stood elsewhere: on a platform, at a former address, on a preview
    server. The site's own spellings of its address stay. `[[brackets]]` to nothing become their words.
    """
    known = {_place(node): node for node in walk(found.document) if isinstance(node, Link) and node.own}
    made: set[Span] = set()
    for link in walk(authored):
        if not isinstance(link, Link):
            continue
        led = known.get(_place(link))
        if link.span and found.text.startswith(("[[", "![["), link.span[0]):
            if files:
                yield from _wiki(link, led, site)
        elif led is not None and led.url != link.url:
            for start, end, address in _written(found, link, led, site, own=own, files=files):
                if (start, end) not in made:
                    made.add((start, end))
                    yield Edit(start, end, address)


def _place(link: Link) -> tuple[Span | tuple[int, int], str]:
    """What tells a link from others: its place, or its line and words where that is not known (in HTML)."""
    return link.span or link.lines, "" if link.span else plain(link)


def _written(
    found: Passage, link: Link, led: Link, site: Site, *, own: bool, files: bool
) -> Iterator[tuple[int, int, str]]:
    """Where the address is written, and what is to stand there."""
    text, moved = found.text, not link.url.startswith((POST, WIKI)) and not stands(link.url, site)
    is_file = _FILE.fullmatch(link.url) is not None
    markdown = markdown_address(led.url)
    if link.span is None:
        if moved and not is_file:
            yield from ((*span, escape(led.url)) for span in _in_html(found, link))
        return
    start, end = link.span
    inner = tuple(_ADDRESS.finditer(text, start, end))
    if link.auto:
        bracket = text.startswith("<", start)
        if moved and not text.startswith(("{{", "{%"), start):
            yield start + bracket, end - bracket, markdown
    elif inner and text.endswith(")", start, end):
        at = inner[-1].span("address")
        tag = text.startswith(("{{", "{%"), at[0])
        if (tag and not own) if tag else (files if is_file else moved):
            yield *at, markdown
    elif moved and not is_file and text.endswith("]", start, end):
        yield from ((*span, markdown) for span in _definitions(found, link.url))


def _definitions(found: Passage, url: str) -> Iterator[Span]:
    """Where `[label]: address` defines an address."""
    pattern = re.compile(
        rf"^[ \t>]*\[[^\]\n]+\]:[ \t]*\n?[ \t>]*<?(?P<address>{re.escape(url)})(?=[>\s]|\Z)", re.MULTILINE
    )
    spans = (definition.span("address") for definition in pattern.finditer(found.text, found.begin))
    yield from (span for span in spans if not inside(span, found.code))


def _in_html(found: Passage, link: Link) -> Iterator[Span]:
    pattern = re.compile(
        rf"\shref\s*=\s*[\"']?(?P<address>{re.escape(link.url)}|{re.escape(escape(link.url))})(?=[\"'\s>])",
        re.IGNORECASE,
    )
    spans = (tag.span("address") for tag in pattern.finditer(found.text, *found.lines(*link.lines)))
    yield from (span for span in spans if not inside(span, found.code))


def _wiki(link: Link, led: Link | None, site: Site) -> Iterator[Edit]:
    assert link.span
    title = link.url.removeprefix(WIKI)
    if led is None and link.url.startswith(WIKI) and is_code(title):
        return
    words = markdown_words(plain(led or link) or title)
    if led is None and not link.url.startswith("#"):
        yield Edit(*link.span, words)
    else:
        url = led.url if led else f"#{slug(link.url.removeprefix('#'), site.dialect)}"
        yield Edit(*link.span, f"[{words}]({markdown_address(url)})")
