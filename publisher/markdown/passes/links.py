"""Links to the site's own posts: found under any spelling, led to where each post stands on the target."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from publisher.markdown.own_links import POST as POST
from publisher.markdown.own_links import WIKI, is_code
from publisher.markdown.passes.lookup import absolute as absolute
from publisher.markdown.passes.lookup import address as address
from publisher.markdown.passes.lookup import find as find
from publisher.markdown.passes.lookup import is_preview, leads_nowhere, lies_here
from publisher.markdown.passes.lookup import named as named
from publisher.markdown.plain import plain
from publisher.markdown.walk import transform, walk
from publisher.model.post import Note, PostKey, Site
from publisher.model.tree import Document, Inlines, Link, Node, Paragraph, Region, Text

_SOURCE = re.compile(r"\.(?:md|markdown)$", re.IGNORECASE)
_AROUND = " \t\n:：、,，。.;；()（）[]【】「」《》<>〈〉“”\"'‘’|·→>"


def resolve(document: Document, site: Site) -> tuple[Document, tuple[Note, ...]]:
    """Links to own posts get `own` and the post's address on this target; those without words its title.

    A link already bound (`own` set) only gets its address. One that lies on this site but leads to no post
    of it stays as written, with a Note `own-link-unknown`; `post:`, a wikilink or a file keeps its words
    where there is no post, or one without an address. A link to a preview server's page is mended, with a
    Note `own-link-preview`; one whose words name the platform it no longer leads to gets a Note
    `link-names-platform`. Links within a link, which HTML does not know, become their words, with a Note
    `link-nested`.
    """
    notes: list[Note] = []

    def change(node: Node) -> Node | tuple[Node, ...]:
        if not isinstance(node, Link):
            return node
        if any(isinstance(below, Link) for inline in node.inlines for below in walk(inline)):
            notes.append(Note("link-nested", f"the link {node.url} holds another, now words", node.lines[0]))
            node = replace(node, inlines=transform(Paragraph(inlines=node.inlines), _words).inlines)
        key = own_post(node, site)
        if key is not None and _is_name(address(key, node.url, site)):
            entry = site.entries[key]
            detail = f"“{entry.title}” ({entry.path}) has no address yet: its words stay, without a link"
            notes.append(Note("own-link-unknown", detail, node.lines[0]))
            return node.inlines or (Text(text=entry.title, lines=node.lines),)
        if key is not None:
            led = _led(node, key, site)
            notes.extend(_remarks(node, led, site))
            return led
        if not _is_unknown(node.url, site):
            return node
        kept = not _is_name(node.url)
        told = "the link stays" if kept else "its words stay, without a link"
        detail = f"{node.url.removeprefix(WIKI)} leads to no post of this site: {told}"
        notes.append(Note("own-link-unknown", detail, node.lines[0]))
        return node if kept else _words(node)

    return transform(document, change), tuple(notes)


def prose(document: Document, site: Site) -> Mapping[str, str]:
    """What `Rendition.addresses` holds: for each link outside regions that leads to an own post, or to none
    but lies on the site, the address as written → the address it gets on this target, followed by a space
    and the post's title where that gives the link its words. "" is a name that leads nowhere: words alone.

    `document` as its source has it (`Post.document`). A post that is made later, at the address that was
    written, changes nothing here.
    """
    found: dict[str, str] = {}
    for block in document.blocks:
        for node in () if isinstance(block, Region) else walk(block):
            if not isinstance(node, Link):
                continue
            key = own_post(node, site)
            if key is not None:
                there = address(key, node.url, site)
                sent = "" if _is_name(there) else _told(there, site)
                sent = sent if node.inlines else f"{sent} {site.entries[key].title}"
            elif _is_unknown(node.url, site):
                sent = "" if _is_name(node.url) else _told(node.url, site)
            else:
                continue
            found[node.url] = max(found.get(node.url, ""), sent, key=len)
    return found


def own_post(node: Link, site: Site) -> PostKey | None:
    """The own post a link leads to, whether it was bound before or not."""
    if node.own in site.entries:
        return PostKey(node.own)
    return find(node.url, site) if node.url and not node.url.startswith("#") else None


def as_text(node: Link, site: Site) -> bool:
    """Whether a resolved link is to be words with its address in a reference: the own post it leads to is
    not on this target, and `Site.own_links` asks for that."""
    return site.own_links == "text" and node.own in site.entries and PostKey(node.own) not in site.addresses


def stands(url: str, site: Site) -> bool:
    """Whether an address leads to its own post on the site itself, as it is written; of one relative to the
    page it stands on that is so where it leads to a post at all."""
    if url.startswith(("./", "../")):
        return not _is_name(url)
    return lies_here(url, site) and not is_preview(url) and site.resolve(url) is not None


def _led(node: Link, key: PostKey, site: Site) -> Link:
    """The link on this target. Words that are the address itself stay true."""
    url = address(key, node.url, site)
    words: Inlines = node.inlines or (Text(text=site.entries[key].title, lines=node.lines),)
    if not _same_place(node.url, url, site) and (node.auto or plain(node).strip() == node.url):
        words = (Text(text=url, lines=node.lines),)
    return replace(node, own=key, url=url, inlines=words)


def _remarks(written: Link, led: Link, site: Site) -> Iterator[Note]:
    line = written.lines[0]
    if is_preview(written.url):
        detail = f"{written.url} is a page of a preview on your own machine: it leads to {led.url} instead"
        yield Note("own-link-preview", detail, line)
    words = plain(written).strip(_AROUND)
    if words.casefold() in site.platforms and not _same_place(written.url, led.url, site):
        detail = f'the words "{words}" name a platform, but the link leads to {led.url}'
        yield Note("link-names-platform", detail, line)


def _same_place(one: str, other: str, site: Site) -> bool:
    """Whether two addresses lie on one and the same site."""
    here = lies_here(one, site)
    if here or lies_here(other, site):
        return here and lies_here(other, site)
    return urlsplit(one).netloc.lower() == urlsplit(other).netloc.lower()


def _is_unknown(url: str, site: Site) -> bool:
    return bool(url) and not url.startswith("#") and leads_nowhere(url, site)


def _told(url: str, site: Site) -> str:
    """An address as it is compared: one of the site's own in the one spelling its posts have there."""
    if not lies_here(url, site) or not (parts := urlsplit(url)).netloc:
        return url
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    home = urlsplit(site.url)
    return unquote(f"{home.scheme}://{home.netloc}{parts.path}{fragment}")


def _is_name(url: str) -> bool:
    """Whether an address means something only to this site's sources: a name, or a file of theirs."""
    if url.startswith((POST, WIKI)):
        return True
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc and bool(_SOURCE.search(parts.path))


def _words(node: Node) -> Node | tuple[Node, ...]:
    """A link's words alone; what looks like a wikilink, and is code, is what its author wrote."""
    if not isinstance(node, Link):
        return node
    title = node.url.removeprefix(POST).removeprefix(WIKI)
    if node.url.startswith(WIKI) and is_code(title):
        return Text(text=f"[[{title}]]", lines=node.lines)
    return node.inlines or (Text(text=title, lines=node.lines),)
