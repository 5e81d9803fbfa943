"""What a decision rests on and what it says. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from publisher.errors import PublishError
from publisher.model.plan import Action, Moved
from publisher.model.post import Entry, PostKey
from publisher.model.record import Draft, History, Remote


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for. `refresh`: send changes of generated parts too; `create`: make a new draft
    although one of the same title is there, or ours is gone; `force`: overwrite a person's edit; `now`:
    do not wait for times, windows and other posts; `yes`: allow more changed drafts of one target than
    `guard`; `backfill`: how many drafts of one target are sent only because posts they link to moved."""

    refresh: bool = False
    create: bool = False
    force: bool = False
    now: bool = False
    yes: bool = False
    guard: int = 10
    backfill: int = 5


@dataclass(frozen=True, slots=True)
class Case:
    """One post and target: what would be sent, what the ledger knows, what was asked for. `until`: not due
    before, None = due. `moved`: links that would be sent otherwise than the newest receipt says; `missing`:
    the posts it links to and waits for, since they are not public there yet."""

    key: PostKey
    target: str
    digest: str
    authored: str
    history: History
    options: Options = field(default_factory=Options)
    until: datetime | None = None
    moved: tuple[Moved, ...] = ()
    missing: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A draft there that may be this post's, and what stands in it. `ours`: its words are those that would
    be sent now."""

    draft: Draft
    remote: Remote
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """What the platform said when asked. `remote` is the draft our receipt names; `found` are candidates,
    asked for where no receipt answers, less those the ledger gives to other posts."""

    account: str
    remote: Remote | None = None
    found: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """What asking brought to light, to be recorded before anything else; then the case is decided again.

    With a draft it becomes a Receipt (an intent that had arrived, or a draft adopted), without one a
    Closed. `closes` is the intent's id, "" when adopting.
    """

    closes: str
    reason: str
    draft: Draft | None = None
    digest: str = ""
    authored: str = ""
    remote: str = ""
    links: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, why in plain words, and about which draft. `error` goes with BLOCKED, `until` with WAIT;
    `settled`, when there is one, is to be recorded first. `moved` as in the case; `backfill`: nothing
    else makes the post due."""

    action: Action
    reason: str
    draft: Draft | None = None
    error: PublishError | None = None
    until: datetime | None = None
    settled: Settled | None = None
    moved: tuple[Moved, ...] = ()
    backfill: bool = False
