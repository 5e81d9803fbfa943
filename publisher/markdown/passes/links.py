"""Links to the site's own posts: found under any spelling, led to where each post stands on the target."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from publisher.markdown.own_links import POST as POST
from publisher.markdown.own_links import WIKI, is_code
from publisher.markdown.walk import transform, walk
from publisher.model.post import Note, PostKey, Site, address_key
from publisher.model.tree import Document, Inline, Link, Node, Paragraph, Text

_SOURCE = re.compile(r"\.(?:md|markdown)$", re.IGNORECASE)
_FILE = re.compile(r"\.(?!html?$|md$|markdown$)[a-z][a-z0-9]{1,4}$", re.IGNORECASE)


def resolve(document: Document, site: Site) -> tuple[Document, tuple[Note, ...]]:
    """Links to own posts get `own` and the post's address on this target (`#fragment` kept).

    A link already bound (`own` set) only gets its address. One that lies on this site but leads to no
    post of it stays as written, with a Note `own-link-unknown`; `post:`, a wikilink or a file without a post
    keeps its words. Links within a link, which HTML does not know, become their words, with a Note
    `link-nested`.
    """
    notes: list[Note] = []

    def change(node: Node) -> Node | tuple[Node, ...]:
        if not isinstance(node, Link):
            return node
        if any(isinstance(below, Link) for inline in node.inlines for below in walk(inline)):
            notes.append(Note("link-nested", f"the link {node.url} holds another, now words", node.lines[0]))
            node = replace(node, inlines=transform(Paragraph(inlines=node.inlines), _words).inlines)
        if not node.url or node.url.startswith("#"):
            return node
        key = PostKey(node.own) if node.own in site.entries else find(node.url, site)
        if key is not None:
            words: tuple[Inline, ...] = node.inlines or (
                Text(text=site.entries[key].title, lines=node.lines),
            )
            return replace(node, own=key, url=address(key, node.url, site), inlines=words)
        if not leads_nowhere(node.url, site):
            return node
        kept = not _is_name(node.url)
        told = "the link stays" if kept else "its words stay, without a link"
        detail = f"{node.url.removeprefix(WIKI)} leads to no post of this site: {told}"
        notes.append(Note("own-link-unknown", detail, node.lines[0]))
        return node if kept else _words(node)

    return transform(document, change), tuple(notes)


def find(url: str, site: Site) -> PostKey | None:
    """The own post an address, in any of its spellings, leads to; None for everything else."""
    key: PostKey | None
    if url.startswith((POST, WIKI)):
        key = named(url, site.index)
    else:
        scheme, host = _parts(url)
        own = scheme in {"http", "https", ""} and (not host or site.is_own(url))
        key = site.resolve(url) if own else None
    return key if key in site.entries else None


def named(url: str, index: Mapping[str, PostKey]) -> PostKey | None:
    """The post that `post:` or `wiki:` and a title, slug, file name or path mean; of a path, folders at its
    front may be more than the site's own."""
    name = url.removeprefix(POST).removeprefix(WIKI).partition("#")[0]
    bare = name.strip("/").removesuffix(".md")
    parts = bare.split("/")
    tails = ("/".join(parts[at:]) for at in range(len(parts)))
    spellings = (f"title:{name}", *(f"{POST}{tail}" for tail in tails), bare)
    if url.startswith(POST):
        spellings = (*spellings[1:-1], spellings[0])
    return next((index[spelling] for spelling in spellings if spelling in index), None)


def address(key: PostKey, url: str, site: Site) -> str:
    """Where the post stands on this target: published there, else its canonical address; `url` itself
    for a post that has none."""
    there = site.addresses.get(key) or site.entries[key].url
    fragment = url.partition("#")[2]
    return f"{there}#{fragment}" if there and fragment else there or url


def leads_nowhere(url: str, site: Site) -> bool:
    """Whether an address that is no known post should have been one: it lies on this site, and is
    neither its front page nor a file there."""
    if url.startswith((POST, WIKI)):
        return True
    scheme, host = _parts(url)
    if scheme not in {"http", "https", ""}:
        return False
    if not host:
        return not scheme and bool(address_key(url))
    page = address_key(url)
    fronts = {address_key(base) for base in (site.url, *site.aliases)}
    return site.is_own(url) and page not in {*fronts, ""} and not _FILE.search(page)


def absolute(url: str, home: str) -> str:
    """A relative address as seen from the page `home`; others, and places within the page, as they are."""
    try:
        relative = not urlsplit(url).scheme and not url.startswith("#") and bool(url)
        return urljoin(home, url) if relative else url
    except ValueError:
        return url


def _is_name(url: str) -> bool:
    """Whether an address means something only to this site's sources: a name, or a file of theirs."""
    if url.startswith((POST, WIKI)):
        return True
    scheme, host = _parts(url)
    return not scheme and not host and bool(_SOURCE.search(url.partition("#")[0].partition("?")[0]))


def _words(node: Node) -> Node | tuple[Node, ...]:
    """A link's words alone; what looks like a wikilink, and is code, is what its author wrote."""
    if not isinstance(node, Link):
        return node
    title = node.url.removeprefix(POST).removeprefix(WIKI)
    if node.url.startswith(WIKI) and is_code(title):
        return Text(text=f"[[{title}]]", lines=node.lines)
    return node.inlines or (Text(text=title, lines=node.lines),)


def _parts(url: str) -> tuple[str, str]:
    """Scheme and host; "?" for what is no address at all."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "?", ""
    return parts.scheme.lower(), parts.netloc
