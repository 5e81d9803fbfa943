"""What should happen: one step per post and target, and the plan they make. Values only."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from publisher.errors import PublishError
from publisher.model.post import Note, PostKey
from publisher.model.record import Draft


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


@dataclass(frozen=True, slots=True)
class Step:
    """One post to one target. `digest` ties the step to the exact rendition it was decided for; `until`
    is when a waiting step becomes due; `diff` is a readable text difference against what was last sent."""

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


@dataclass(frozen=True, slots=True)
class Outcome:
    """A step and how it ended."""

    step: Step
    result: Result
    draft: Draft | None = None
    error: PublishError | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All steps, in the order they will be taken."""

    steps: tuple[Step, ...] = field(default=())

    @property
    def digest(self) -> str:
        """Ties a review to its execution: the steps, and what each would send."""
        lines = sorted(f"{s.key}\t{s.target}\t{s.action}\t{s.digest}" for s in self.steps)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]

    @property
    def changes(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.action.writes)
