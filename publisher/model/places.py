"""Addresses of own posts outside the site: one spelling for all, and finding a post by any of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, urlsplit

from publisher.model.post import PostKey


def spelling(address: str) -> str:
    """Host and path, and the query's parts in order: `host/path?a=1&b=2`; "" for what is no web address."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not parts.netloc:
        return ""
    query = "&".join(sorted(f"{name}={value}" for name, value in parse_qsl(parts.query)))
    page = f"{parts.netloc.lower()}{parts.path.rstrip('/')}"
    return f"{page}?{query}" if query else page


def elsewhere(known: Iterable[tuple[str, PostKey]]) -> Mapping[str, PostKey]:
    """What `Site.elsewhere` holds, from addresses and keys; an address of two posts is nobody's."""
    found: dict[str, PostKey | None] = {}
    for address, key in known:
        name = spelling(address)
        if name:
            found[name] = key if found.get(name, key) == key else None
    return {name: key for name, key in found.items() if key is not None}


def find(address: str, known: Mapping[str, PostKey]) -> PostKey | None:
    """The post at an address. What is added to its query (`?utm_source=…`, WeChat's `chksm`) does not
    matter, but all that is known of it must be there."""
    name = spelling(address)
    if not name or name in known:
        return known.get(name)
    page, _, query = name.partition("?")
    given = frozenset(query.split("&"))
    if page in known:
        return known[page]
    alike = (each for each in known if each.startswith(f"{page}?")) if query else ()
    return next((known[each] for each in alike if given.issuperset(each[len(page) + 1 :].split("&"))), None)
