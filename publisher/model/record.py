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


class ReleaseState(StrEnum):
    """What became of a draft that was to be made public; BY_HAND: nothing, the account may not ask for it."""

    REVIEW = "under review"
    PUBLISHED = "published"
    REJECTED = "rejected"
    DELETED = "deleted"
    BY_HAND = "by hand"


@dataclass(frozen=True, slots=True)
class Release:
    """A platform's answer about making a draft public. `request` is its name for what was asked ("" = it
    cannot be asked about again), `address` the public one, `reason` why it was rejected or deleted."""

    state: ReleaseState
    request: str = ""
    address: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A picture on the platform: `address` for use in a body, `id` for use as cover ("" = not asked for)."""

    address: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft on a platform. `url` is where a person opens it. An incomplete draft exists but still
    lacks its content: it is receipted at once and completed by update. `sure` (candidates only): ours
    beyond doubt (path, branch, text), not merely of the same title; `linked`: it links to the post as its
    original, as a draft somebody wrote by hand may, too. `created`: when the platform says it was made,
    where it does."""

    id: str
    url: str = ""
    title: str = ""
    complete: bool = True
    sure: bool = False
    linked: bool = False
    created: datetime | None = None


@dataclass(frozen=True, slots=True)
class Remote:
    """What stands on the platform now. `text` is normalised so that the platform's own rewriting (and
    merely opening its editor) changes nothing; where the platform keeps HTML it is made of the lines of
    `markdown.seen`. `about` is what stands around the text and a person may change there (digest, cover), by
    name; None = not told. `address` is the public one once published, `source` the HTML that
    `text` was made of ("" = none: the text is what stands there)."""

    state: State
    title: str = ""
    text: str = ""
    address: str = ""
    about: Mapping[str, str] | None = None
    source: str = field(default="", compare=False, repr=False)


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
class Gone(Fact):
    """A draft that was looked for and is not there any more: deleted, or published where the platform does
    not say so."""

    draft: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Releasing(Fact):
    """Written before a platform is asked to make a draft public, which it must not be asked twice."""

    draft: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Released(Fact):
    """What the platform said became of it; `closes` is the Releasing's id, the rest as in `Release`."""

    closes: str
    draft: str
    state: ReleaseState
    request: str = ""
    address: str = ""
    reason: str = ""


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
    """A picture this account already holds. `source` is the asset's reference, `content` the SHA-256 of the
    bytes sent ("" in older ledgers): another picture that comes to the same bytes need not be sent."""

    source: str
    uploaded: Uploaded
    content: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost(Fact):
    """An uploaded picture's id that the platform did not know any more: it was deleted there."""

    upload: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched(Fact):
    """What stood at a picture's address on the web when it was last fetched: the SHA-256 of its bytes, and as
    an Asset tells. `target` is "" here."""

    url: str
    sha256: str
    media_type: str
    width: int
    height: int
    size: int
    animated: bool = False


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
        closed = self._closed()
        found = [
            fact
            for fact in self.facts
            if isinstance(fact, Intent) and fact.target == target and fact.id not in closed
        ]
        return max(found, key=lambda fact: (fact.at, fact.id), default=None)

    def release(self, target: str) -> Releasing | Released | None:
        """What is known of making the newest draft public: a request whose answer was lost, else the newest
        answer; None where nothing was asked, or a further version was sent after it had come to an end."""
        closed, receipt = self._closed(), self.receipt(target)
        found = [
            fact
            for fact in self.facts
            if isinstance(fact, Releasing | Released) and fact.target == target and fact.id not in closed
        ]
        newest = max(found, key=lambda fact: (fact.at, fact.id), default=None)
        if newest is None or receipt is None or newest.at >= receipt.at:
            return newest
        under_way = isinstance(newest, Releasing) or newest.state is ReleaseState.REVIEW
        return newest if under_way and newest.draft == receipt.draft.id else None

    def is_releasing(self, target: str) -> bool:
        """Whether the draft was to be made public, and nothing says yet what became of that."""
        newest, public = self.release(target), self.published(target)
        if newest is None or (public is not None and public.at >= newest.at):
            return False
        return isinstance(newest, Releasing) or newest.state is ReleaseState.REVIEW

    def _closed(self) -> frozenset[str]:
        """The ids of intents and requests that something else tells the end of."""
        return frozenset(fact.closes for fact in self.facts if isinstance(fact, Receipt | Closed | Released))

    def published(self, target: str) -> Published | None:
        """The newest public address on a target; None also where it was taken back."""
        found = [fact for fact in self.facts if isinstance(fact, Published) and fact.target == target]
        newest = max(found, key=lambda fact: (fact.at, fact.id), default=None)
        return newest if newest and newest.address else None

    def is_published(self, target: str) -> bool:
        """Whether the newest that is known to be there is a public article: not so where a further draft
        was made after it became public."""
        public, receipt = self.published(target), self.receipt(target)
        return public is not None and (receipt is None or public.at >= receipt.at)

    def is_gone(self, target: str) -> bool:
        """Whether the draft of the newest receipt was not there any more when it was last looked for."""
        receipt = self.receipt(target)
        return receipt is not None and any(
            fact.target == target and fact.draft == receipt.draft.id and fact.at >= receipt.at
            for fact in self.facts
            if isinstance(fact, Gone)
        )


@dataclass(frozen=True, slots=True)
class Places:
    """Where the ledger knows own posts to stand: `there` by target and key, `elsewhere` by every address
    they have or had anywhere. `pictures` are those of the web by address, as they were last fetched."""

    there: Mapping[str, Mapping[PostKey, str]] = field(default_factory=dict)
    elsewhere: Mapping[str, PostKey] = field(default_factory=dict)
    pictures: Mapping[str, Fetched] = field(default_factory=dict)
