"""Which own post an address leads to, and where that post stands on the target: by lookup alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit

from publisher.markdown.anchors import slug
from publisher.markdown.own_links import POST, WIKI
from publisher.model import places
from publisher.model.post import PostKey, Site, address_key

_FILE = re.compile(r"\.(?!html?$|md$|markdown$)[a-z][a-z0-9]{1,4}$", re.IGNORECASE)
_HERE = frozenset({"localhost", "127.0.0.1", "0.0.0.0", "::1"})  # noqa: S104 - compared, never bound
_PREVIEWS = frozenset({4000, 1313})
"""Ports that generators' preview servers listen on: Hexo's and Jekyll's, Hugo's."""


def find(url: str, site: Site) -> PostKey | None:
    """The own post an address, in any of its spellings, leads to: its address or a former one on the site,
    its path, title or file, its address on a platform, its page on a preview server. None otherwise."""
    key: PostKey | None
    if url.startswith((POST, WIKI)):
        key = named(url, site.index)
    else:
        scheme, host = _parts(url)
        if scheme not in {"http", "https", ""}:
            return None
        if not host or host in _hosts(site.url, site.aliases):
            key = site.index.get(address_key(url)) or _former(url, site)
        elif is_preview(url):
            key = _previewed(url, site) or _former(url, site)
        else:
            key = places.find(url, site.elsewhere)
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
    for a post that has none. A `#fragment` means something on the site alone, and is kept there; a wikilink's
    is a heading's words."""
    there = site.addresses.get(key) or site.entries[key].url
    if not there:
        return url
    fragment = url.partition("#")[2]
    if url.startswith(WIKI):
        fragment = slug(fragment.rpartition("#")[2], site.dialect)
    kept = fragment and lies_here(there, site) and (lies_here(url, site) or is_preview(url))
    return f"{there}#{fragment}" if kept else there


def lies_here(url: str, site: Site) -> bool:
    """Whether an address is one of this site, or means something only to its sources."""
    scheme, host = _parts(url)
    return host in _hosts(site.url, site.aliases) if host else scheme != "?"


def is_preview(url: str) -> bool:
    """Whether a web address is of a server on the author's own machine."""
    return _preview_port(url) >= 0


def leads_nowhere(url: str, site: Site) -> bool:
    """Whether an address that is no known post should have been one: it lies on this site, or on the preview
    server of one, and is neither a front page nor a file."""
    if url.startswith((POST, WIKI)):
        return True
    scheme, host = _parts(url)
    if scheme not in {"http", "https", ""}:
        return False
    page = address_key(url)
    if not host:
        return not scheme and bool(page) and not (url.startswith("/") and _FILE.search(page))
    if is_preview(url):
        return _preview_port(url) in _PREVIEWS and bool(page) and not _FILE.search(page)
    fronts = {address_key(base) for base in (site.url, *site.aliases)}
    return site.is_own(url) and page not in {*fronts, ""} and not _FILE.search(page)


def absolute(url: str, home: str) -> str:
    """A relative address as seen from the page `home`; others, and places within the page, as they are."""
    try:
        relative = not urlsplit(url).scheme and not url.startswith("#") and bool(url)
        return urljoin(home, url) if relative else url
    except ValueError:
        return url


def _former(url: str, site: Site) -> PostKey | None:
    """The post that stood at this page of the site before it was renamed."""
    page = quote(address_key(url))
    if not site.elsewhere or not page:
        return None
    pages = (page, f"{page}.html")
    addresses = (f"http://{host}/{page}" for host in _hosts(site.url, site.aliases) for page in pages)
    return next(filter(None, (places.find(there, site.elsewhere) for there in addresses)), None)


def _previewed(url: str, site: Site) -> PostKey | None:
    """The post whose page a preview server shows here; a key or a title alone is too little to tell."""
    page = address_key(url)
    key = site.index.get(page)
    entry = site.entries.get(key) if key is not None else None
    shown = address_key(entry.url) if entry else ""
    return key if shown and page.removesuffix(".html") == shown.removesuffix(".html") else None


@lru_cache(maxsize=32)
def _hosts(url: str, aliases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(urlsplit(base).netloc.lower() for base in (url, *aliases) if base) - {""}


def _preview_port(url: str) -> int:
    """The port of an address on the author's own machine, 0 = none given; -1 for all other addresses."""
    try:
        parts = urlsplit(url)
        here = parts.scheme.lower() in {"http", "https"} and parts.hostname in _HERE
        return (parts.port or 0) if here else -1
    except ValueError:
        return -1


def _parts(url: str) -> tuple[str, str]:
    """Scheme and host; "?" for what is no address at all."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "?", ""
    return parts.scheme.lower(), parts.netloc.lower()
