"""One step, carried out: look, decide again, send pictures, write, record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from publisher.errors import InDoubt, PublishError, Unavailable
from publisher.ledger.store import Ledger
from publisher.model.plan import Action, Outcome, Result, Step
from publisher.model.post import Note
from publisher.model.record import Alias, Published, State
from publisher.planning.decide import decide
from publisher.planning.decision import Decision, Options, Seen
from publisher.planning.difference import difference
from publisher.planning.marks import text_mark
from publisher.planning.plan import Planned, case_of
from publisher.planning.report import foreseen
from publisher.push.events import Event, Stage, Tell
from publisher.push.looking import look, settle
from publisher.push.open import Connection
from publisher.push.pictures import Arrived, Pictures
from publisher.push.writing import Writer

MOST_LOOKS = 8
"""Each look but the last settles an intent or follows uploads; more mean that something is amiss."""


@dataclass(frozen=True, slots=True)
class Taker:
    """Takes the steps of one target. `door` opens the target's channel when first called."""

    ledger: Ledger
    options: Options
    door: Callable[[], Connection]
    pictures: Callable[[Planned, Connection], Pictures]
    tell: Tell

    def take(self, planned: Planned) -> Outcome:
        """Carry out a step; every failure becomes an Outcome, and an open intent stays on record.

        The ledger is read anew under the post's lock, so that what another run did meanwhile counts.
        """
        step = planned.step
        if not step.action.writes:
            return foreseen(step)
        self.tell(Event(Stage.STARTED, step))
        try:
            with self.ledger.lock(step.key):
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
        self._remember_name(planned, channel.account)
        settled = ""
        arrived: Arrived | None = None
        for _ in range(MOST_LOOKS):
            self.tell(Event(Stage.ASKING, step))
            history = self.ledger.history(step.key)
            seen = look(channel, self.ledger, history, step.target, rendition)
            self._remember_address(step, seen)
            decision = decide(case_of(planned.prepared, history, self.options), seen)
            if decision.settled is not None:
                settle(self.ledger, history, step.target, channel.account, decision.settled)
                settled = decision.reason
                continue
            if not decision.action.writes:
                return _ended(replace(step, diff=self._edit(step, seen)), decision, settled)
            if arrived is None:
                pictures = self.pictures(planned, connection)
                arrived = pictures.payload(channel, rendition, planned.prepared.work.post, step.target)
                if arrived.sent and decision.action is Action.UPDATE:
                    continue  # that took its time: look once more before overwriting anything
            return self._write(_as(step, decision), seen, connection, arrived)
        raise Unavailable("what is there changes faster than it can be looked at", hint="run this again")

    def _write(self, step: Step, seen: Seen, connection: Connection, arrived: Arrived) -> Outcome:
        self.tell(Event(Stage.WRITING, step))
        writer = Writer(step.key, step.target, connection.channel, self.ledger, arrived.payload)
        if step.action is Action.CREATE:
            draft, notes = writer.create()
        else:
            assert step.draft is not None
            assert seen.remote is not None
            draft, notes = writer.update(step.draft, text_mark(seen.remote.title, seen.remote.text))
        notes = (*arrived.notes, *notes, *self._keep_text(step, arrived))
        return Outcome(step, Result.DONE, draft, notes=notes)

    def _edit(self, step: Step, seen: Seen) -> str:
        """What a person changed there, where the text we left is still known."""
        ours = self.ledger.there(step.target, step.key)
        return difference(ours, seen.remote.text) if ours is not None and seen.remote else step.diff

    def _keep_text(self, step: Step, arrived: Arrived) -> tuple[Note, ...]:
        try:
            self.ledger.save_sent(step.target, step.key, arrived.payload.rendition.text)
        except PublishError as error:  # the draft is there and on record; only the next diff is poorer
            return (Note("sent-text-not-kept", error.message),)
        return ()

    def _remember_name(self, planned: Planned, account: str) -> None:
        """The ledger knows this post by a former name: from now on by this one too."""
        name, key = planned.prepared.work.post.key, planned.step.key
        if self.ledger.known_as(name) != key:
            self.ledger.append(key, Alias(name=name, target="", account=account))

    def _remember_address(self, step: Step, seen: Seen) -> None:
        remote = seen.remote
        if remote is None or remote.state is not State.PUBLISHED or not remote.address:
            return
        known = self.ledger.history(step.key).published(step.target)
        if known is None or known.address != remote.address:
            fact = Published(target=step.target, account=seen.account, address=remote.address)
            self.ledger.append(step.key, fact)


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
