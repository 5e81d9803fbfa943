"""`publish check --outside`: what is known of outside pages from before, and asking for the rest."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import click
import msgspec

from publisher.model.finding import Finding
from publisher.model.page import Came, State
from publisher.model.post import Site
from publisher.planning.check.links.outside import came, outside
from publisher.planning.check.links.uses import Use
from publisher.source.files import recall, store
from publisher.wire.patience import SYSTEM, Clock

Ask = Callable[[Iterable[str]], Iterator[tuple[str, Came]]]
WEEK, HOUR = 7 * 24 * 3600.0, 3600.0
_VERSION = 1


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    at: float
    state: str
    reason: str = ""
    moved: str = ""


class _Cache(msgspec.Struct, frozen=True):
    version: int = 0
    pages: dict[str, _Kept] = {}


@dataclass(frozen=True, slots=True)
class Outside:
    """Outside pages of a site's posts. `place` is the file that keeps what came of asking (None = nowhere),
    `fresh`: nothing of it is believed; `skip` are globs of addresses that are left out."""

    site: Site
    ask: Ask
    skip: Sequence[str] = ()
    place: Path | None = None
    fresh: bool = False
    clock: Clock = SYSTEM

    def __call__(self, posts: Mapping[str, tuple[Use, ...]]) -> Iterator[Finding]:
        """The findings of posts, whose links are given by path. An interrupted run tells what it knows."""
        found = {path: outside(uses, self.site, self.skip) for path, uses in posts.items()}
        wanted = dict.fromkeys(address for addresses in found.values() for address in addresses)
        kept = self._kept()
        known = {} if self.fresh else {address: kept[address] for address in wanted if address in kept}
        outcomes = {
            address: Came(State(each.state), each.reason, each.moved) for address, each in known.items()
        }
        outcomes |= (new := self._new([address for address in wanted if address not in known]))
        self._keep(kept, new)
        for path, addresses in found.items():
            yield from came(path, addresses, outcomes)

    def _new(self, addresses: Sequence[str]) -> Mapping[str, Came]:
        """What comes of asking; nothing where no host at all can be found, since then nothing is told."""
        outcomes: dict[str, Came] = {}
        try:
            outcomes.update(self._asked(addresses))
        except KeyboardInterrupt:
            click.echo(f"stopped: {len(addresses) - len(outcomes)} pages were not asked for", err=True)
        hosts = {urlsplit(address).netloc for address in outcomes}
        if len(hosts) > 1 and all(each.state is State.NO_HOST for each in outcomes.values()):
            click.echo(f"none of {len(hosts)} hosts can be found: is this machine online?", err=True)
            return {}
        return outcomes

    def _kept(self) -> dict[str, _Kept]:
        """What was found at most a week ago, or an hour where it was no good."""
        cache = recall(self.place, _Cache)[0] if self.place is not None else None
        if cache is None or cache.version != _VERSION:
            return {}
        now = self.clock.now().timestamp()
        return {
            address: each
            for address, each in cache.pages.items()
            if each.state in set(State) and 0 <= now - each.at < (WEEK if each.state == State.THERE else HOUR)
        }

    def _keep(self, kept: Mapping[str, _Kept], new: Mapping[str, Came]) -> None:
        now = self.clock.now().timestamp()
        told = {
            address: _Kept(now, str(each.state), each.reason, each.moved)
            for address, each in new.items()
            if each.state is not State.NOT_ASKED
        }
        if self.place is not None and told:
            store(self.place, msgspec.json.encode(_Cache(_VERSION, {**kept, **told})))

    def _asked(self, addresses: Sequence[str]) -> Iterator[tuple[str, Came]]:
        """Ask, and show on a terminal how far it is."""
        if not addresses:
            return
        if not sys.stderr.isatty():
            click.echo(f"asking for {len(addresses)} outside pages", err=True)
        with click.progressbar(
            length=len(addresses), label="asking for pages", file=sys.stderr, hidden=not sys.stderr.isatty()
        ) as bar:
            for outcome in self.ask(addresses):
                yield outcome
                bar.update(1)
