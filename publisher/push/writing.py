"""One write that cannot be undone: intent before, receipt after, and nothing in between is ever repeated."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace

from publisher.contract import Channel, Foreseeing
from publisher.errors import InDoubt, PlatformError, PublishError, Unavailable
from publisher.ledger.store import Ledger
from publisher.model.post import Note, PostKey
from publisher.model.record import Closed, Draft, Intent, Receipt, Remote, State
from publisher.model.rendition import Payload
from publisher.planning.left import as_text
from publisher.planning.marks import is_between, mark, matches, words_mark
from publisher.push.arriving import Source


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes one payload as one post's draft, on the record. `source` says where in the post something
    stands that did not arrive."""

    key: PostKey
    target: str
    channel: Channel
    ledger: Ledger
    payload: Payload
    source: Source
    halts: list[PlatformError] = field(default_factory=list)
    """What the platform said when it was only looked at, after which nothing more may be sent there."""

    def create(self) -> tuple[Draft, tuple[Note, ...]]:
        """A new draft with its content. One that is made empty is on record before it is completed."""
        intent = self._intend("create", None, "")
        try:
            draft = self._call(intent, lambda: self.channel.create(self.key, self.payload))
        except InDoubt:
            raise
        except PublishError as error:
            self._close(intent, error)
            raise
        if draft.complete:
            return draft, self._arrived(intent, draft, None)
        self._record(self._receipt(replace(intent, digest="", authored="", links=None), draft, ""))
        return self.update(draft, "")

    def update(self, draft: Draft, before: str) -> tuple[Draft, tuple[Note, ...]]:
        """The draft's content replaced; `before` is the mark of what stands there now."""
        intent = self._intend("update", draft, before)
        there: Remote | None = None
        try:
            draft = self._call(intent, lambda: self.channel.update(draft, self.payload))
        except (InDoubt, Unavailable) as error:
            # Repeating an update is harmless, so a client may have repeated it and still know nothing: look.
            there = None if error.stop else self._glance(draft)
            untouched = there is not None and matches(before, there)
            if untouched and not isinstance(error, InDoubt):
                self._close(intent, error)
            if there is None or untouched or not matches(intent.wanted, there):
                error.stop = error.stop or bool(self.halts)
                raise
        except PublishError as error:
            self._refused(intent, draft, error)
            raise
        return draft, self._arrived(intent, replace(draft, complete=True), there)

    def _intend(self, action: str, draft: Draft | None, before: str) -> Intent:
        rendition = self.payload.rendition
        return self.ledger.append(
            self.key,
            Intent(
                action=action,
                digest=rendition.digest,
                authored=rendition.authored_digest,
                draft=draft.id if draft else "",
                before=before,
                wanted=self._wanted(),
                links=dict(rendition.addresses),
                target=self.target,
                account=self.channel.account,
            ),
        )

    def _call(self, intent: Intent, write: Callable[[], Draft]) -> Draft:
        """The call itself. Whatever is no answer of the platform leaves the intent open."""
        try:
            return write()
        except PublishError:
            raise
        except Exception as error:
            raise InDoubt(
                f"internal error after the call to {intent.action} the draft: {type(error).__name__}",
                hint="the next run looks there before it repeats anything; --debug shows where",
                target=self.target,
            ) from error

    def _arrived(self, intent: Intent, draft: Draft, there: Remote | None) -> tuple[Note, ...]:
        """Receipt at once, and a better one when reading back shows what the platform made of it; notes on
        what is not there as it was sent. Rejected where the text is not there, or ends before its end."""
        self._record(self._receipt(intent, draft, intent.wanted))
        there = there or self._glance(draft)
        if there is None:
            return (Note("not-read-back", "the draft was sent, but could not be read back"),)
        seen = mark(there)
        wanted = self.channel.expected(self.payload) if isinstance(self.channel, Foreseeing) else None
        lost = self.source.lost(wanted, there) if wanted else None
        if lost is not None:
            unfinished = replace(draft, complete=False)  # so that it is due again, whatever the text is then
            self._record(self._receipt(intent, unfinished, seen))
            raise lost
        try:
            if seen != intent.wanted:
                self.ledger.append(self.key, self._receipt(intent, draft, seen))
            self.ledger.save_there(self.target, self.key, as_text(there))
        except PublishError as error:  # the draft is there and on record; only drift is told less well
            return (Note("not-kept", error.message),)
        return self.source.notes(wanted, there) if wanted else ()

    def _receipt(self, intent: Intent, draft: Draft, remote: str) -> Receipt:
        """That what was intended is there; `remote` is the mark of what the platform made of it."""
        return Receipt(
            closes=intent.id,
            draft=draft,
            digest=intent.digest,
            authored=intent.authored,
            remote=remote,
            links=intent.links,
            target=self.target,
            account=self.channel.account,
        )

    def _record(self, receipt: Receipt) -> None:
        try:
            self.ledger.append(self.key, receipt)
        except PublishError as error:
            which = receipt.draft.url or receipt.draft.id
            raise InDoubt(
                f"the draft was sent ({which}), but that could not be recorded: {error.message}",
                hint=f"{error.hint}; the next run looks there before it repeats anything",
                target=self.target,
            ) from error

    def _refused(self, intent: Intent, draft: Draft, error: PublishError) -> None:
        """An update that ended with a no. Where it takes several calls, the first of them may have arrived:
        what they left is ours, and no person's edit."""
        stop = isinstance(error, PlatformError) and error.stop
        there = None if stop else self._glance(draft)
        ours = there is not None and is_between(intent.before, intent.wanted, there)
        if there is None or not ours or matches(intent.before, there):
            self._close(intent, error)
            return
        in_part = replace(intent, digest="", authored="", links=None)
        with suppress(PublishError):  # left open, the intent is asked about by the next run
            self.ledger.append(self.key, self._receipt(in_part, draft, mark(there)))

    def _close(self, intent: Intent, error: PublishError) -> None:
        closed = Closed(
            closes=intent.id, reason=error.message, target=self.target, account=self.channel.account
        )
        with suppress(PublishError):  # left open, it is asked about by the next run, which is as safe
            self.ledger.append(self.key, closed)

    def _glance(self, draft: Draft) -> Remote | None:
        try:
            there = self.channel.read(draft)
        except Exception as error:  # whatever ails the reading, what was written stays written
            if isinstance(error, PlatformError) and error.stop:
                self.halts.append(error)
            return None
        return there if there.state is State.DRAFT else None

    def _wanted(self) -> str:
        if isinstance(self.channel, Foreseeing):
            return mark(self.channel.expected(self.payload))
        return words_mark(self.payload.rendition.title, self.payload.body)
