"""All steps, each with its reason: what a push would do, decided from the ledger alone. Pure."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from publisher.errors import PublishError
from publisher.ledger.places import goes_by
from publisher.model.plan import Action, Plan, Step
from publisher.model.post import Entry, Post, PostKey
from publisher.model.record import History
from publisher.planning.bounds import bounded
from publisher.planning.decide import already_there, decide
from publisher.planning.decision import Case, Decision, Options
from publisher.planning.difference import difference
from publisher.planning.moves import missing, moved
from publisher.planning.planned import Planned as Planned
from publisher.planning.prepare import Prepared, Work, names
from publisher.planning.schedule import not_before

NO = frozenset({"false", "no", "off"})


Prepare = Callable[[Work], Prepared]
"""Renders a work and holds it against its target's limits; raises nothing."""


class Past(Protocol):
    """What planning reads of a ledger."""

    def known_as(self, *names: str) -> PostKey: ...
    def history(self, key: PostKey) -> History: ...
    def sent(self, target: str, key: PostKey) -> str | None: ...


def make_plan(
    works: Iterable[Work], past: Past, prepare: Prepare, options: Options, now: datetime
) -> tuple[Planned, ...]:
    """One step per work, in the order given. Raises nothing: what is wrong with a post is in its steps."""
    planned = tuple(_plan(work, past, prepare, options, now) for work in works)
    return bounded(planned, -1 if options.yes else options.guard, options.backfill)


def as_plan(planned: Iterable[Planned]) -> Plan:
    return Plan(tuple(each.step for each in planned))


def case_of(
    prepared: Prepared,
    history: History,
    options: Options,
    until: datetime | None = None,
    missing: tuple[Entry, ...] = (),
) -> Case:
    """The case to decide; `prepared` must hold a rendition."""
    work, rendition = prepared.work, prepared.rendition
    assert rendition is not None
    receipt = history.receipt(work.target)
    return Case(
        history.key,
        work.target,
        rendition.digest,
        rendition.authored_digest,
        history,
        options,
        until,
        moved(receipt.links, rendition, work) if receipt else (),
        missing,
    )


def key_of(post: Post, entries: Container[PostKey], past: Past) -> PostKey:
    """The key the post stands under in the ledger, never one that another post of the site goes by."""
    key = past.known_as(*names(post, entries))
    if key == post.key:
        return key
    called = goes_by(past.history(key))
    return key if post.key in called or not any(PostKey(name) in entries for name in called) else post.key


def is_left_out(post: Post, target: str) -> bool:
    """Whether the front matter says `publish: {TARGET: false}`."""
    return str(post.publish.get(target, "")).strip().lower() in NO


def _plan(work: Work, past: Past, prepare: Prepare, options: Options, now: datetime) -> Planned:
    key = key_of(work.post, work.site.entries, past)
    history = past.history(key)
    left = _left_alone(work, history, options)
    if left:
        return Planned(_step(key, Prepared(work), Decision(Action.SKIP, left)), Prepared(work))
    prepared = prepare(work)
    try:
        if prepared.error is not None:
            raise prepared.error
        zone = ZoneInfo(work.site.timezone)
        until = not_before(work.post, work.target, work.settings.schedule, zone, now)
        waits = _waits_for(prepared, past) if work.settings.own_links == "hold" else ()
        decision = decide(case_of(prepared, history, options, until, waits))
    except PublishError as error:
        decision = Decision(Action.BLOCKED, error.message, error=error)
    return Planned(_step(key, prepared, decision, past), prepared)


def _waits_for(prepared: Prepared, past: Past) -> tuple[Entry, ...]:
    """The posts linked to that are to become public there first; those too old to be sent never will."""
    assert prepared.rendition is not None
    work = prepared.work

    def is_old(entry: Entry) -> bool:
        known = any(fact.target == work.target for fact in past.history(past.known_as(entry.key)).facts)
        return _is_before(work.settings.since, entry.date) and not known

    return tuple(entry for entry in missing(prepared.rendition, work) if not is_old(entry))


def _left_alone(work: Work, history: History, options: Options) -> str:
    """Why a post needs no rendering for this target, "" when it does."""
    post, since = work.post, work.settings.since
    if is_left_out(post, work.target):
        return "the front matter says no"
    known = any(fact.target == work.target for fact in history.facts)
    if _is_before(since, post.date) and not work.named and not known:
        return f"older than {since}, and not named"
    return already_there(history, work.target, options)


def _is_before(since: date | None, moment: datetime | None) -> bool:
    return since is not None and moment is not None and moment.date() < since


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
        moved=decision.moved,
        backfill=decision.backfill,
    )
