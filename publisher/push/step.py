"""One step, carried out: look, decide again, send pictures, write, record."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace

from publisher.contract import Channel
from publisher.errors import InDoubt, PublishError, Rejected, Unavailable
from publisher.ledger.store import Ledger
from publisher.model.plan import Action, Outcome, Result, Step
from publisher.model.post import Note
from publisher.model.record import Lost, Remote
from publisher.planning.decide import decide
from publisher.planning.decision import Decision, Options, Seen
from publisher.planning.left import as_remote, as_text, edit
from publisher.planning.marks import is_blank, is_edited, mark
from publisher.planning.plan import Planned, case_of
from publisher.planning.report import foreseen
from publisher.push.arriving import Source
from publisher.push.events import Event, Stage, Tell
from publisher.push.looking import look, remember, settle
from publisher.push.open import Connection
from publisher.push.pictures import Arrived, Pictures
from publisher.push.writing import Writer

MOST_LOOKS = 8
"""Each look but the last settles an intent or follows uploads; more mean that something is amiss."""
SETTLING = 5.0
"""Seconds after which a platform that answered a write, without saying what became of it, is asked."""


@dataclass(frozen=True, slots=True)
class Taker:
    """Takes the steps of one target. `door` opens the target's channel when first called; while a step is
    `ahead`, its pictures are made ready."""

    ledger: Ledger
    options: Options
    door: Callable[[], Connection]
    pictures: Callable[[Planned, Connection], Pictures]
    tell: Tell
    ahead: Callable[[Planned], AbstractContextManager[None]] = lambda _planned: nullcontext()

    def take(self, planned: Planned) -> Outcome:
        """Carry out a step; every failure becomes an Outcome, and an open intent stays on record.

        The ledger is read anew under the post's lock, so that what another run did meanwhile counts.
        """
        step = planned.step
        if not step.action.writes:
            return foreseen(step)
        self.tell(Event(Stage.STARTED, step))
        try:
            with self.ledger.lock(step.key), self.ahead(planned):
                return self._take(planned)
        except InDoubt as error:
            return Outcome(step, Result.IN_DOUBT, step.draft, error)
        except PublishError as error:
            return Outcome(step, Result.FAILED, step.draft, error)
        except Exception as error:
            return Outcome(step, Result.FAILED, step.draft, _internal(error))

    def _take(self, planned: Planned) -> Outcome:
        step, rendition = planned.step, planned.prepared.rendition
        assert rendition is not None
        decision = decide(case_of(planned.prepared, self.ledger.history(step.key), self.options))
        if not decision.action.writes:
            return foreseen(_as(step, decision))
        connection = self.door()
        channel = connection.channel
        work = planned.prepared.work
        self.ledger.remember(step.key, work.lasting, work.post.url)
        settled = ""
        arrived: Arrived | None = None
        doubt: InDoubt | None = None
        lost: Lost | None = None
        pictures = self.pictures(planned, connection)
        source = Source(pictures.root, work.post, rendition)
        for _ in range(MOST_LOOKS):
            self.tell(Event(Stage.ASKING, step))
            history = self.ledger.history(step.key)
            seen = look(channel, self.ledger, history, step.target, rendition)
            if seen.remote is not None:
                remember(self.ledger, step.key, step.target, work.adapter, seen.account, seen.remote)
            decision = decide(case_of(planned.prepared, history, self.options), seen)
            if doubt is not None and (decision.settled is None or decision.settled.draft is None):
                raise doubt  # that nothing is seen yet is no proof that nothing comes: the next run looks
            if decision.settled is not None:
                settle(self.ledger, history, step.target, channel.account, decision.settled)
                settled, doubt = decision.reason, None
                continue
            if not decision.action.writes:
                return _ended(replace(step, diff=self._edit(step, seen)), decision, settled)
            if arrived is None:
                arrived = pictures.payload(channel, rendition, work.post, step.target)
                if arrived.sent and decision.action is Action.UPDATE:
                    continue  # that took its time: look once more before overwriting anything
            try:
                return self._write(_as(step, decision), seen, channel, arrived, source)
            except Rejected as error:
                if not error.lost or lost:
                    raise
                lost = Lost(target=step.target, account=channel.account, upload=error.lost)
                self.ledger.record_upload(pictures.holder, lost)
                arrived = None  # what is not there any more is sent again, once
            except InDoubt as error:
                if not error.code or error.stop:  # no answer came, so it may be at work on it still
                    raise
                doubt = error
                connection.client.pause(SETTLING)
        raise Unavailable("what is there changes faster than it can be looked at", hint="run this again")

    def _write(self, step: Step, seen: Seen, channel: Channel, arrived: Arrived, source: Source) -> Outcome:
        self.tell(Event(Stage.WRITING, step))
        writer = Writer(step.key, step.target, channel, self.ledger, arrived.payload, source)
        if step.action is Action.CREATE:
            draft, notes = writer.create()
        else:
            assert step.draft is not None
            assert seen.remote is not None
            kept = self._keep_theirs(step, seen.remote)
            draft, notes = writer.update(step.draft, mark(seen.remote))
            notes = (*kept, *notes)
        notes = (*arrived.notes, *notes, *self._keep_text(step, arrived))
        return Outcome(step, Result.DONE, draft, notes=notes, halts=next(iter(writer.halts), None))

    def _edit(self, step: Step, seen: Seen) -> str:
        """What a person changed there, where the text we left is still known."""
        ours = self.ledger.there(step.target, step.key)
        return edit(as_remote(ours), seen.remote) if ours is not None and seen.remote else step.diff

    def _keep_theirs(self, step: Step, there: Remote) -> tuple[Note, ...]:
        """What is about to be overwritten and was not written by us, kept. Raises Unavailable: what cannot
        be kept is not overwritten."""
        receipt = self.ledger.history(step.key).receipt(step.target)
        ours = receipt is not None and bool(receipt.digest) and not is_edited(receipt, there)
        if ours or is_blank(there):
            return ()
        text = as_text(there) + (f"\n\n{there.source}\n" if there.source else "\n")
        path = self.ledger.save_replaced(step.target, step.key, text)
        return (Note("replaced-kept", f"what stood there is kept in {path.as_posix()}"),)

    def _keep_text(self, step: Step, arrived: Arrived) -> tuple[Note, ...]:
        try:
            self.ledger.save_sent(step.target, step.key, arrived.payload.rendition.text)
        except PublishError as error:  # the draft is there and on record; only the next diff is poorer
            return (Note("sent-text-not-kept", error.message),)
        return ()


def _as(step: Step, decision: Decision) -> Step:
    """The step as it was decided in the end."""
    return replace(
        step,
        action=decision.action,
        reason=decision.reason,
        draft=decision.draft or step.draft,
        error=decision.error,
        until=decision.until,
    )


def _ended(step: Step, decision: Decision, settled: str) -> Outcome:
    """Nothing is left to write; where an intent was settled, that is what this step did."""
    if settled and decision.action is Action.SKIP:
        done = replace(_as(step, decision), action=Action.RECONCILE, reason=settled)
        return Outcome(done, Result.DONE, decision.draft)
    return foreseen(_as(step, decision))


def _internal(error: Exception) -> PublishError:
    found = PublishError(
        f"internal error: {type(error).__name__}", hint="run again with --debug to see where"
    )
    found.__cause__ = error
    return found
