"""Where the ledger knows own posts to stand, and every address they have or had. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from publisher.model.places import elsewhere, spelling
from publisher.model.post import Entry, PostKey, address_key
from publisher.model.record import Alias, Canonical, Fact, History, Places, Published
from publisher.source.entries import bare

F = TypeVar("F", bound=Fact)
TELLING: tuple[type[Fact], ...] = (Alias, Canonical, Published)
"""The facts that are needed for it."""
Today = Callable[[Sequence[str]], PostKey | None]
"""What a post has gone by → the key it goes by now, None where no post of the site does."""


@dataclass(frozen=True, slots=True, order=True)
class _Claim:
    """That an address is a post's. Of two the larger one counts: that of the post which stands there `now`,
    then the one told of last."""

    now: bool
    at: datetime
    key: PostKey
    address: str


def places(histories: Iterable[History], today: Today = lambda _names: None) -> Places:
    """Addresses on each target by everything a post has gone by and by its key of today, and the post of
    each address."""
    known = tuple(histories)
    keys = keys_of_today(known, today)
    claims: dict[str, _Claim] = {}
    spelt: dict[str, str] = {}
    for claim in (each for history in known for each in _claims(history)):
        name = spelt[claim.address] = spelling(claim.address)
        claims[name] = max(claim, claims.get(name, claim))
    there: dict[str, dict[PostKey, str]] = {}
    for history in known:
        for target, public in _public(history):
            if claims[spelt[public.address]].key == history.key:
                called = (keys[history.key], *names(history))
                there.setdefault(target, {}).update(dict.fromkeys(called, public.address))
    return Places(there, elsewhere((claim.address, keys[claim.key]) for claim in claims.values()))


def goes_by(history: History) -> tuple[str, ...]:
    """What a post has gone by: its names, and its newest address on the site."""
    return (*names(history), *filter(None, (on_site(history),)))


def names(history: History) -> tuple[PostKey, ...]:
    """A post's key and its aliases, the newest first."""
    aliases = sorted(_of(history, Alias), key=lambda fact: (fact.at, fact.id), reverse=True)
    return (history.key, *(PostKey(fact.name) for fact in aliases))


def on_site(history: History) -> str:
    """A post's newest address on the site, "" where none is known."""
    newest = max(_of(history, Canonical), key=lambda fact: (fact.at, fact.id), default=None)
    return newest.address if newest else ""


def by_index(entries: Mapping[PostKey, Entry], index: Mapping[str, PostKey]) -> Today:
    """Today's keys as the site's index has them: a key that is still one, else the post whose path, slug or
    address was gone by."""

    def today(names: Sequence[str]) -> PostKey | None:
        still = next((PostKey(name) for name in names if name in entries), None)
        return still or next(filter(None, map(found, names)), None)

    def found(name: str) -> PostKey | None:
        slug = index.get(f"post:{name}")
        is_file = slug is not None and bare(entries[slug].path).endswith(name)  # of whatever folder
        return index.get(address_key(name)) or (None if is_file else slug)

    return today


def keys_of_today(known: Sequence[History], today: Today) -> Mapping[PostKey, PostKey]:
    """Today's key of each history; a post that was merely found under another one's name has it not."""
    found = {history.key: (today(names := goes_by(history)), names) for history in known}
    still = {key for key, names in found.values() if key is not None and key in names}
    return {
        old: key if key is not None and (key in names or key not in still) else old
        for old, (key, names) in found.items()
    }


def _claims(history: History) -> Iterator[_Claim]:
    canonical = _of(history, Canonical)
    newest = max((fact.at for fact in canonical), default=None)
    for on_site in canonical:
        yield _Claim(on_site.at == newest, on_site.at, history.key, on_site.address)
    public = {fact.id for _, fact in _public(history)}
    told = _of(history, Published)
    for fact in told:
        taken_back = any(
            not other.address and other.target == fact.target and other.at > fact.at for other in told
        )
        if fact.address and not taken_back:
            yield _Claim(fact.id in public, fact.at, history.key, fact.address)


def _public(history: History) -> Iterator[tuple[str, Published]]:
    """Where the post is public now, by target."""
    for target in dict.fromkeys(fact.target for fact in _of(history, Published)):
        public = history.published(target)
        if public is not None:
            yield target, public


def _of(history: History, kind: type[F]) -> list[F]:
    return [fact for fact in history.facts if isinstance(fact, kind)]
