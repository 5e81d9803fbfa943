"""One write that cannot be undone: intent before, receipt after, and nothing in between is ever repeated."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from publisher.contract import Channel, Foreseeing
from publisher.errors import InDoubt, PublishError, Unavailable
from publisher.ledger.store import Ledger
from publisher.model.post import Note, PostKey
from publisher.model.record import Closed, Draft, Intent, Receipt, Remote, State
from publisher.model.rendition import Payload
from publisher.planning.marks import matches, text_mark, words_mark


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes one payload as one post's draft, on the record."""

    key: PostKey
    target: str
    channel: Channel
    ledger: Ledger
    payload: Payload

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
        self._record(self._receipt(intent, draft, digest="", authored="", remote=""))
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
                raise
        except PublishError as error:
            self._close(intent, error)
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
        """Receipt at once, and a better one when reading back shows what the platform made of it."""
        about = {"digest": intent.digest, "authored": intent.authored}
        self._record(self._receipt(intent, draft, remote=intent.wanted, **about))
        there = there or self._glance(draft)
        if there is None:
            return (Note("not-read-back", "the draft was sent, but could not be read back"),)
        mark = text_mark(there.title, there.text)
        try:
            if mark != intent.wanted:
                self.ledger.append(self.key, self._receipt(intent, draft, remote=mark, **about))
            self.ledger.save_there(self.target, self.key, there.text)
        except PublishError as error:  # the draft is there and on record; only drift is told less well
            return (Note("not-kept", error.message),)
        return ()

    def _receipt(self, intent: Intent, draft: Draft, *, digest: str, authored: str, remote: str) -> Receipt:
        return Receipt(
            closes=intent.id,
            draft=draft,
            digest=digest,
            authored=authored,
            remote=remote,
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

    def _close(self, intent: Intent, error: PublishError) -> None:
        closed = Closed(
            closes=intent.id, reason=error.message, target=self.target, account=self.channel.account
        )
        with suppress(PublishError):  # left open, it is asked about by the next run, which is as safe
            self.ledger.append(self.key, closed)

    def _glance(self, draft: Draft) -> Remote | None:
        try:
            there = self.channel.read(draft)
        except Exception:  # whatever ails the reading, what was written stays written
            return None
        return there if there.state is State.DRAFT else None

    def _wanted(self) -> str:
        if isinstance(self.channel, Foreseeing):
            there = self.channel.expected(self.payload)
            return text_mark(there.title, there.text)
        return words_mark(self.payload.rendition.title, self.payload.body)
