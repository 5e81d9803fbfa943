"""All steps, each with its reason: what a push would do, decided from the ledger alone. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from publisher.errors import PublishError
from publisher.model.plan import Action, Plan, Step
from publisher.model.post import Post, PostKey
from publisher.model.record import History
from publisher.planning.decide import decide
from publisher.planning.decision import Case, Decision, Options
from publisher.planning.difference import difference
from publisher.planning.prepare import Prepared, Work
from publisher.planning.schedule import not_before

NO = frozenset({"false", "no", "off"})


Prepare = Callable[[Work], Prepared]
"""Renders a work and holds it against its target's limits; raises nothing."""


class Past(Protocol):
    """What planning reads of a ledger."""

    def known_as(self, *names: str) -> PostKey: ...
    def history(self, key: PostKey) -> History: ...
    def sent(self, target: str, key: PostKey) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Planned:
    """A step and the rendition it was decided for (none where the post is left alone unread)."""

    step: Step
    prepared: Prepared


def make_plan(
    works: Iterable[Work], past: Past, prepare: Prepare, options: Options, now: datetime
) -> tuple[Planned, ...]:
    """One step per work, in the order given. Raises nothing: what is wrong with a post is in its steps."""
    planned = tuple(_plan(work, past, prepare, options, now) for work in works)
    return planned if options.yes else _guarded(planned, options.guard)


def as_plan(planned: Iterable[Planned]) -> Plan:
    return Plan(tuple(each.step for each in planned))


def case_of(prepared: Prepared, history: History, options: Options, until: datetime | None = None) -> Case:
    """The case to decide; `prepared` must hold a rendition."""
    rendition = prepared.rendition
    assert rendition is not None
    return Case(
        history.key,
        prepared.work.target,
        rendition.digest,
        rendition.authored_digest,
        history,
        options,
        until,
    )


def is_left_out(post: Post, target: str) -> bool:
    """Whether the front matter says `publish: {TARGET: false}`."""
    return str(post.publish.get(target, "")).strip().lower() in NO


def _plan(work: Work, past: Past, prepare: Prepare, options: Options, now: datetime) -> Planned:
    key = past.known_as(*work.names)
    history = past.history(key)
    left = _left_alone(work, history)
    if left:
        return Planned(_step(key, Prepared(work), Decision(Action.SKIP, left)), Prepared(work))
    prepared = prepare(work)
    try:
        if prepared.error is not None:
            raise prepared.error
        zone = ZoneInfo(work.site.timezone)
        until = not_before(work.post, work.target, work.settings.schedule, zone, now)
        decision = decide(case_of(prepared, history, options, until))
    except PublishError as error:
        decision = Decision(Action.BLOCKED, error.message, error=error)
    return Planned(_step(key, prepared, decision, past), prepared)


def _left_alone(work: Work, history: History) -> str:
    """Why a post needs no rendering for this target, "" when it does."""
    post, since = work.post, work.settings.since
    if is_left_out(post, work.target):
        return "the front matter says no"
    known = any(fact.target == work.target for fact in history.facts)
    if since and post.date and post.date.date() < since and not work.named and not known:
        return f"older than {since}, and not named"
    return ""


def _step(key: PostKey, prepared: Prepared, decision: Decision, past: Past | None = None) -> Step:
    work, rendition = prepared.work, prepared.rendition
    sent = past.sent(work.target, key) if past and rendition and decision.action.writes else None
    return Step(
        post=work.post.path,
        key=key,
        target=work.target,
        action=decision.action,
        reason=decision.reason,
        digest=rendition.digest if rendition else "",
        draft=decision.draft,
        notes=prepared.notes,
        error=decision.error,
        until=decision.until,
        diff=difference(sent, rendition.text) if rendition and sent is not None else "",
        title=rendition.title if rendition else work.post.title,
    )


def _guarded(planned: tuple[Planned, ...], guard: int) -> tuple[Planned, ...]:
    """Nobody wants a hundred drafts from a slip of a setting."""
    changes = Counter(each.step.target for each in planned if each.step.action.writes)

    def guarded(each: Planned) -> Planned:
        step = each.step
        count = changes[step.target]
        if not step.action.writes or count <= guard:
            return each
        reason = f"{count} drafts of {step.target} would change at once, more than {guard}; needs --yes"
        error = PublishError(reason, hint="look at the plan, then run it again with --yes")
        return replace(each, step=replace(step, action=Action.BLOCKED, reason=reason, error=error))

    return tuple(map(guarded, planned))
