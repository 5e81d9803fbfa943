"""What has happened between us and a platform: the facts a ledger keeps. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from publisher.model.post import PostKey

NEVER = datetime.min.replace(tzinfo=UTC)
"""When a fact not yet in a ledger was written."""


class Use(StrEnum):
    """What an uploaded picture is for."""

    BODY = "body"
    COVER = "cover"


class State(StrEnum):
    """Where a draft stands on the platform."""

    DRAFT = "draft"
    PUBLISHED = "published"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A picture on the platform: `address` for use in a body, `id` for use as cover ("" = not asked for)."""

    address: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft on a platform. `url` is where a person opens it. An incomplete draft exists but still
    lacks its content: it is receipted at once and completed by update. `sure` (candidates only): ours
    beyond doubt (canonical address, path, branch), not merely of the same title. `created`: when the
    platform says it was made, where it does."""

    id: str
    url: str = ""
    title: str = ""
    complete: bool = True
    sure: bool = False
    created: datetime | None = None


@dataclass(frozen=True, slots=True)
class Remote:
    """What stands on the platform now. `text` is normalised so that the platform's own rewriting (and
    merely opening its editor) changes nothing; `address` is the public one once published."""

    state: State
    title: str = ""
    text: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of the ledger. `id` is unique, `at` when it was written (UTC); the ledger fills both in."""

    id: str = ""
    at: datetime = NEVER
    target: str
    account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent(Fact):
    """Written before a call that cannot be undone: what is about to be sent. `action` is create or update;
    `before` is the fingerprint of the remote text we saw, `wanted` of the text we mean to leave."""

    action: str
    digest: str
    authored: str
    draft: str = ""
    before: str = ""
    wanted: str = ""
    links: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt(Fact):
    """Written after: what the platform confirmed. `closes` is the intent's id ("" = adopted without one).
    `remote` is the fingerprint of what it returned right after our write. `links` are the addresses that
    prose links to own posts were given (`Rendition.addresses`), None where that is not known."""

    closes: str
    draft: Draft
    digest: str
    authored: str
    remote: str = ""
    links: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Fact):
    """An intent that certainly came to nothing (refused, never left the machine)."""

    closes: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published(Fact):
    """A public address: told by the platform or by the author (`publish link`, `publish discover`); ""
    takes back what was told before."""

    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Canonical(Fact):
    """The post's address on the site when it was pushed: links written with it lead to the post after it is
    renamed, too. `target` is "" here."""

    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias(Fact):
    """Another name this post's key had: a key computed once never moves. `target` is "" here."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload(Fact):
    """A picture this account already holds. `source` is the asset's reference."""

    source: str
    uploaded: Uploaded


@dataclass(frozen=True, slots=True)
class History:
    """All facts of one post, in no particular order; `planning` reads them per target."""

    key: PostKey
    facts: tuple[Fact, ...] = field(default=())

    def receipt(self, target: str) -> Receipt | None:
        """The newest receipt of a target; an incomplete draft's is superseded by its completion."""
        found = [fact for fact in self.facts if isinstance(fact, Receipt) and fact.target == target]
        return max(found, key=lambda fact: (fact.at, fact.draft.complete, fact.id), default=None)

    def open_intent(self, target: str) -> Intent | None:
        """The newest intent nothing closes: its outcome is in doubt."""
        closed = {fact.closes for fact in self.facts if isinstance(fact, Receipt | Closed)}
        found = [
            fact
            for fact in self.facts
            if isinstance(fact, Intent) and fact.target == target and fact.id not in closed
        ]
        return max(found, key=lambda fact: (fact.at, fact.id), default=None)

    def published(self, target: str) -> Published | None:
        """The newest public address on a target; None also where it was taken back."""
        found = [fact for fact in self.facts if isinstance(fact, Published) and fact.target == target]
        newest = max(found, key=lambda fact: (fact.at, fact.id), default=None)
        return newest if newest and newest.address else None


@dataclass(frozen=True, slots=True)
class Places:
    """Where the ledger knows own posts to stand: `there` by target and key, `elsewhere` by every address
    they have or had anywhere."""

    there: Mapping[str, Mapping[PostKey, str]] = field(default_factory=dict)
    elsewhere: Mapping[str, PostKey] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Article:
    """An article that is public on a platform. `text` is as much of its words as the platform tells."""

    address: str
    title: str
    text: str = ""
    published: datetime | None = None
