"""Links to pages of other sites: which there are, and what to say once they have been asked for. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from publisher.markdown.passes.lookup import lies_here
from publisher.model.finding import Finding
from publisher.model.page import Came, State
from publisher.model.post import Site
from publisher.planning.check.links.own import is_local
from publisher.planning.check.links.remark import Remark
from publisher.planning.check.links.uses import Use

CODES = {
    State.GONE: "outside-gone",
    State.UNTOLD: "outside-untold",
    State.UNTRUSTED: "outside-tls",
    State.NO_HOST: "outside-no-host",
    State.NOT_ASKED: "outside-not-asked",
}
_PER_HOST = frozenset({State.UNTOLD, State.UNTRUSTED, State.NO_HOST, State.NOT_ASKED})
"""What is said of a host's pages together: it is rarely about one of them."""


def outside(uses: Iterable[Use], site: Site, skip: Sequence[str]) -> Mapping[str, tuple[Use, ...]]:
    """The addresses of other sites, without fragment, and the links to each. `skip` are globs of addresses
    that are left out."""
    found: dict[str, tuple[Use, ...]] = {}
    for use in uses:
        address = use.url.strip().partition("#")[0]
        if not _is_web(address) or lies_here(address, site) or is_local(address):
            continue
        if not any(fnmatchcase(address, glob) for glob in skip):
            found[address] = (*found.get(address, ()), use)
    return found


def came(path: str, found: Mapping[str, tuple[Use, ...]], outcomes: Mapping[str, Came]) -> Iterator[Finding]:
    """Findings of one post: `found` as `outside` gives them. What has no outcome was not asked for."""
    hosts: dict[tuple[State, str, str], list[str]] = {}
    for address, uses in found.items():
        outcome = outcomes.get(address)
        if outcome is None:
            continue
        if outcome.state in _PER_HOST:
            hosts.setdefault((outcome.state, urlsplit(address).netloc, outcome.reason), []).append(address)
        elif outcome.state is State.GONE:
            yield Remark("outside-gone", f"{address} is gone: {outcome.reason}", uses).finding(path)
        elif outcome.moved:
            told = f"{address} has moved for good to {outcome.moved}"
            yield Remark("outside-moved", told, uses, f"write {outcome.moved}").finding(path)
    for (state, host, reason), addresses in hosts.items():
        every = tuple(use for address in addresses for use in found[address])
        told = addresses[0] if len(addresses) == 1 else f"{len(addresses)} pages of {host}"
        yield Remark(CODES[state], f"{told}: {reason}", every).finding(path)


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme.lower() in {"http", "https"} and bool(parts.netloc)
