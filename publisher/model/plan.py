"""What should happen: one step per post and target, and the plan they make. Values only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from publisher.errors import PublishError
from publisher.model.post import Note, PostKey
from publisher.model.record import Draft

DIGITS = 16
"""Of a plan's digest."""


class Action(StrEnum):
    """What a step would do; `sign` is how a plan prints it."""

    CREATE = "create"
    UPDATE = "update"
    SKIP = "skip"
    RECONCILE = "reconcile"
    WAIT = "wait"
    BLOCKED = "blocked"

    @property
    def sign(self) -> str:
        return {"create": "+", "update": "~", "skip": "=", "reconcile": "?", "wait": "⏲", "blocked": "!"}[
            self.value
        ]

    @property
    def writes(self) -> bool:
        return self in {Action.CREATE, Action.UPDATE, Action.RECONCILE}


class Result(StrEnum):
    """How a step ended."""

    PLANNED = "planned"
    DONE = "done"
    SKIPPED = "skipped"
    FAILED = "failed"
    IN_DOUBT = "in_doubt"


class Change(StrEnum):
    """What happened to a post that another one links to, as far as the link is concerned."""

    PUBLISHED = "published"  # it is public on this target now
    MOVED = "moved"  # its address is another one
    RENAMED = "renamed"  # its title, which the link shows, is another one
    WITHDRAWN = "withdrawn"  # its address on this target was taken back
    FOUND = "found"  # an address that was linked to is known by now to be its own


@dataclass(frozen=True, slots=True)
class Moved:
    """A link of the prose that would be sent otherwise than it was. `post` and `title` are those of the post
    linked to ("" for one that is gone); `written` is the address in the author's text, `before` and `now`
    where it led and leads ("" = nowhere)."""

    post: str
    title: str
    change: Change
    written: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Step:
    """One post to one target. `digest` ties the step to the exact rendition it was decided for; `until`
    is when a waiting step becomes due; `diff` is a readable text difference against what was last sent.
    `moved` are the prose's links that would be sent otherwise than they were; `backfill`: nothing else makes
    the step due."""

    post: str
    key: PostKey
    target: str
    action: Action
    reason: str
    digest: str = ""
    draft: Draft | None = None
    notes: tuple[Note, ...] = ()
    error: PublishError | None = None
    until: datetime | None = None
    diff: str = ""
    title: str = ""
    moved: tuple[Moved, ...] = ()
    backfill: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """A step and how it ended. `halts`: why no further step of its target may be taken, although this one
    went well."""

    step: Step
    result: Result
    draft: Draft | None = None
    error: PublishError | None = None
    notes: tuple[Note, ...] = ()
    halts: PublishError | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """All steps, in the order they will be taken."""

    steps: tuple[Step, ...] = field(default=())

    @property
    def digest(self) -> str:
        """Ties a review to its execution: the steps, and what each would send."""
        return digest((s.key, s.target, s.action, s.digest) for s in self.steps)

    @property
    def changes(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.action.writes)


def digest(steps: Iterable[tuple[str, str, str, str]]) -> str:
    """Of a plan's steps: key, target, action and the digest of what would be sent. 16 hexadecimal digits."""
    lines = sorted("\t".join(step) for step in steps)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:DIGITS]
