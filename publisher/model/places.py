"""Addresses of own posts outside the site: one spelling for all, and finding a post by any of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from urllib.parse import parse_qsl, unquote, urlsplit

from publisher.model.post import PostKey

_Pairs = list[tuple[str, str]]


class Elsewhere(dict[str, PostKey]):
    """Keys by address, each in its `spelling`. Made once and never changed."""

    @cached_property
    def shapes(self) -> Mapping[str, tuple[frozenset[str], ...]]:
        """By page, the sets of names that the queries of its addresses are made of, largest first."""
        found: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
        for address in self:
            page, _, query = address.partition("?")
            if query:
                found[page].add(frozenset(part.partition("=")[0] for part in query.split("&")))
        return {
            page: tuple(sorted(shapes, key=lambda shape: (-len(shape), sorted(shape))))
            for page, shapes in found.items()
        }


def spelling(address: str) -> str:
    """Host and path, and the query's parts in order: `host/path?a=1&b=2`; "" for what is no web address."""
    page, query = _parts(address)
    return _spelt(page, query)


def elsewhere(known: Iterable[tuple[str, PostKey]]) -> Mapping[str, PostKey]:
    """What `Site.elsewhere` holds, from addresses and keys; an address of two posts is nobody's."""
    found: dict[str, PostKey | None] = {}
    for address, key in known:
        name = spelling(address)
        if name:
            found[name] = key if found.get(name, key) == key else None
    return Elsewhere({name: key for name, key in found.items() if key is not None})


def find(address: str, known: Mapping[str, PostKey]) -> PostKey | None:
    """The post at an address. What is added to its query (`?utm_source=…`, WeChat's `chksm`) does not
    matter, but all that is known of it must be there. Takes as long for many addresses as for few."""
    if not known:
        return None
    page, query = _parts(address)
    exact = known.get(_spelt(page, query))
    if exact is not None or not query:
        return exact
    places = known if isinstance(known, Elsewhere) else Elsewhere(known)
    for shape in places.shapes.get(page, ()):
        key = places.get(_spelt(page, [(name, value) for name, value in query if name in shape]))
        if key is not None:
            return key
    return places.get(page)


def _parts(address: str) -> tuple[str, _Pairs]:
    """Host and path, and the query's names and values; ("", []) for what is no web address."""
    try:
        parts = urlsplit(address.strip())
        query = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return "", []
    if parts.scheme.lower() not in {"http", "https"} or not parts.netloc:
        return "", []
    return f"{parts.netloc.lower()}{unquote(parts.path).rstrip('/')}", query


def _spelt(page: str, query: _Pairs) -> str:
    told = "&".join(sorted(f"{name}={value}".replace("&", "%26") for name, value in query))
    return f"{page}?{told}" if page and told else page
