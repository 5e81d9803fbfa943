"""Links that lie on the site: dead ones, and those written otherwise than the site writes itself. Pure."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

from publisher.markdown.own_links import POST, WIKI
from publisher.markdown.passes.lookup import is_preview, leads_nowhere, lies_here
from publisher.model.post import PostKey, Site, address_key
from publisher.planning.check.links.remark import Remark, by_block
from publisher.planning.check.links.remark import named as names
from publisher.planning.check.links.uses import Use
from publisher.planning.check.links.whole import Whole, only

UNKNOWN = "own-link-unknown"
Meant = Callable[[Use], str]
"""What to write instead of a link, "" where nothing is near."""


def dead(uses: Sequence[Use], site: Site, meant: Meant | None = None) -> Iterator[Remark]:
    """Links that should lead to a post of the site and lead to none. `meant` tells what to write instead;
    where it is given, links to the author's own machine are left to `local`."""
    found = [use for use in uses if use.own is None and _should_be_own(use.url, site)]
    if meant is not None:
        found = [use for use in found if not is_local(use.url)]
    hints = {use: hint for use in found if meant is not None and (hint := meant(use))}

    def one(use: Use) -> Remark:
        told = f"{use.url.removeprefix(WIKI)} leads to no post of this site"
        return Remark(UNKNOWN, told, (use,), hints.get(use, ""))

    def many(found: tuple[Use, ...], block: str) -> Remark:
        told = f'{len(found)} links of the block "{block}" lead to no post of this site: {names(found)}'
        return Remark(UNKNOWN, told, found)

    yield from map(one, hints)
    yield from by_block([use for use in found if use not in hints], one, many)


def meant(whole: Whole) -> Meant:
    """What to write instead of a dead link, "" where nothing is near."""

    def told(use: Use) -> str:
        key = whole.meant(use.url, use.words)
        return f"did you mean {whole.address(key)} (“{whole.entry(key).title}”)?" if key is not None else ""

    return told


def local(uses: Sequence[Use], whole: Whole) -> Iterator[Remark]:
    """Links to servers that only the author's machine or network has. An address that is its own words is
    an instruction to the reader, unless it is a page of the site."""
    for use in uses:
        if not is_local(use.url):
            continue
        key = use.own if use.own is not None else _page(use.url, whole)
        if key is not None:
            told = f"{use.url} is a page of a preview on your own machine: “{whole.entry(key).title}”"
            yield Remark("own-link-preview", told, (use,), f"write {whole.address(key)}")
        elif not (use.auto or use.words == use.url):
            told = f"{use.url} is on your own machine or network: readers cannot reach it"
            yield Remark("link-local", told, (use,))


def spelling(uses: Sequence[Use], site: Site) -> Iterator[Remark]:
    """Links that name the site otherwise than `[site] url` does, one remark for each other name."""
    own = _name(site.url)
    others: dict[str, list[Use]] = {}
    for use in uses:
        name = _name(use.url)
        if own and name and name != own and site.is_own(use.url) and not is_preview(use.url):
            others.setdefault(name, []).append(use)
    for name, found in others.items():
        told = f"{_links(found)} {name}, where the site is {own}"
        first = f"write {own}{found[0].url.strip()[len(name) :]}" + " and so on" * (len(found) > 1)
        if own.startswith("https:") and name.startswith("http:"):
            yield Remark("link-own-http", told, tuple(found), first)
        else:
            yield Remark("link-own-alias", told, tuple(found), f"{first}, or make {name} the url of [site]")


def elsewhere(uses: Sequence[Use], whole: Whole) -> Iterator[Remark]:
    """Links to own posts by an address on a platform: those the ledger knows, and articles there whose words
    are a post's title."""
    for use in uses:
        if not _name(use.url) or lies_here(use.url, whole.site) or is_local(use.url):
            continue
        target = whole.platform(use.url) if use.own is None else ""
        key = only(whole.called(use.words)) if target else use.own
        if key is None or not whole.entry(key).url:
            continue
        told = f"“{whole.entry(key).title}” is a post of yours, linked to at {_name(use.url)}"
        hint = f"write {whole.entry(key).url}: each platform's readers then get the address there"
        if target:
            words = ("publish", "link", whole.entry(key).path, "--to", target, use.url)
            hint += f"; if it stands there, record it: {shlex.join(words)}"
        yield Remark("link-own-elsewhere", told, (use,), hint)


def itself(uses: Sequence[Use], post: PostKey) -> Iterator[Remark]:
    for use in uses:
        if use.own == post and not use.fragment and use.words not in {"", use.url} and not use.auto:
            yield Remark("link-self", f"“{use.words}” leads to the very post it stands in", (use,))


def _should_be_own(url: str, site: Site) -> bool:
    if not url.strip() or url.startswith(("#", POST)):  # a dead `post:` is an error of its own
        return False
    return leads_nowhere(url, site)


def is_local(url: str) -> bool:
    """Whether a web address is one of the author's machine or network."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".") if _name(url) else ""
    except ValueError:
        return False
    if is_preview(url) or host.endswith((".localhost", ".local")):
        return True
    try:
        ip = ip_address(host)
    except ValueError:
        return False
    return ip.is_private or ip.is_loopback or ip.is_link_local


def _page(url: str, whole: Whole) -> PostKey | None:
    """The post whose page of this path the site has."""
    page = address_key(url)
    return whole.pages.get(page.removesuffix(".html")) if page else None


def _name(url: str) -> str:
    """Scheme and host of a web address, "" for what is none."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    return f"{scheme}://{parts.netloc.lower()}" if scheme in {"http", "https"} and parts.netloc else ""


def _links(found: Sequence[Use]) -> str:
    return "a link names this site as" if len(found) == 1 else f"{len(found)} links name this site as"
