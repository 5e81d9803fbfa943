"""Making a draft public, once: intent, call, answer, each on the record; then asking what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from publisher.contract import Adapter, Channel, Releasable
from publisher.errors import ConfigError, Conflict, InDoubt, PublishError, Unavailable
from publisher.ledger.store import Ledger
from publisher.model.post import PostKey
from publisher.model.record import (
    Closed,
    Draft,
    Fact,
    Published,
    Receipt,
    Release,
    Released,
    ReleaseState,
    Releasing,
    State,
)
from publisher.push.looking import remember

PAUSES = (3.0, 10.0)
"""Seconds before each question put right after asking for it. A day has few questions: later runs ask on."""
LOST = "whether it was asked to be made public is not known: the answer was lost"
LOOK = (
    "look on the platform; if nothing came of it: publish release POST --to TARGET --again; "
    "if it is public: publish link POST --to TARGET ADDRESS"
)


@dataclass(frozen=True, slots=True)
class Releaser:
    """Makes one post's draft on one target public."""

    key: PostKey
    target: str
    adapter: Adapter[Any]
    channel: Channel
    ledger: Ledger

    def release(self, *, again: bool = False) -> Release:
        """Ask for it, unless that was done: then what became of it. `again`: a person looked, and a request
        whose answer was lost came to nothing. Raises PublishError, InDoubt where there is no telling."""
        with self.ledger.lock(self.key):
            history = self.ledger.history(self.key)
            if (public := history.published(self.target)) and history.is_published(self.target):
                return Release(ReleaseState.PUBLISHED, address=public.address)
            if history.is_releasing(self.target):
                found = self.ask()
                if found is not None:
                    return found
                if not again:
                    raise InDoubt(LOST, hint=LOOK, target=self.target)
                self._close("told to have come to nothing")
            draft = self._draft()
            return self._submit(draft)

    def ask(self) -> Release | None:
        """What became of a request, from the platform, on the record; None where none was made, or where that
        is not to be found out (yet). Raises PlatformError."""
        known = self.ledger.history(self.key).release(self.target)
        if known is None or not isinstance(self.channel, Releasable):
            return None
        self._own()
        if isinstance(known, Released):
            if not known.request:
                return _as_release(known)
            found = self.channel.released(known.request)
            if found.state is ReleaseState.BY_HAND:  # a right that was lost since tells nothing of what was
                return replace(_as_release(known), reason=found.reason)
            self._record(known.closes, known.draft, found)
            return found
        found_later = self.channel.find_release(self._receipt().draft, known.at)
        if found_later is None:
            return None
        if found_later.state is ReleaseState.BY_HAND:
            self._close(found_later.reason)
        else:
            self._record(known.id, known.draft, found_later)
        return found_later

    def wait(
        self, found: Release, sleep: Callable[[float], None], pauses: Sequence[float] = PAUSES
    ) -> Release:
        """Ask a few times more while it is under review."""
        for seconds in pauses:
            if found.state is not ReleaseState.REVIEW:
                break
            sleep(seconds)
            found = self.ask() or found
        return found

    def _submit(self, draft: Draft) -> Release:
        if not isinstance(self.channel, Releasable):
            return Release(ReleaseState.BY_HAND)
        intent = self._append(Releasing(draft=draft.id, **self._head()))
        try:
            found = self.channel.release(draft)
        except InDoubt as error:
            error.hint = LOOK
            raise
        except PublishError as error:
            self._close(error.message)
            raise
        except Exception as error:
            raise InDoubt(
                f"internal error after asking to make it public: {type(error).__name__}",
                hint=LOOK,
                target=self.target,
            ) from error
        if found.state is ReleaseState.BY_HAND:
            self._close(found.reason)
            return found
        try:
            self._record(intent.id, draft.id, found)
        except PublishError as error:
            message = f"it was asked to be made public, but that could not be recorded: {error.message}"
            raise InDoubt(message, hint=f"{error.hint}; {LOOK}", target=self.target) from error
        return found

    def _draft(self) -> Draft:
        """The draft, which must still be there as one. Raises Conflict."""
        self._own()
        draft = self._receipt().draft
        remote = self.channel.read(draft)
        remember(self.ledger, self.key, self.target, self.adapter, self.channel.account, remote)
        if remote.state is State.DRAFT:
            return draft
        gone = remote.state is State.GONE
        raise Conflict(
            "the draft is gone from the platform" if gone else f"it is public already: {remote.address}",
            hint="push it again with --create, or say where it is public with `publish link`" if gone else "",
            target=self.target,
        )

    def _receipt(self) -> Receipt:
        receipt = self.ledger.history(self.key).receipt(self.target)
        if receipt is None:
            raise Unavailable("there is no draft of it there", hint="push it first", target=self.target)
        return receipt

    def _own(self) -> None:
        account = self._receipt().account
        if account and account != self.channel.account:
            raise ConfigError(
                f"target {self.target!r} points to account {self.channel.account}; the draft is at {account}",
                hint="give the other account a target of its own in publish.toml",
            )

    def _record(self, closes: str, draft: str, found: Release) -> None:
        """What the platform said, as far as it is news; and where the article stands, or no longer does."""
        with self.ledger.lock(self.key):
            history = self.ledger.history(self.key)
            known, public = history.release(self.target), history.published(self.target)
            if not isinstance(known, Released) or _as_release(known) != found:
                self._append(
                    Released(
                        closes=closes,
                        draft=draft,
                        state=found.state,
                        request=found.request,
                        address=found.address,
                        reason=found.reason,
                        **self._head(),
                    )
                )
            address = found.address
            if (
                found.state is ReleaseState.PUBLISHED
                and address
                and (not public or public.address != address)
            ):
                self._append(Published(address=address, **self._head()))
            if found.state is ReleaseState.DELETED and public is not None:
                self._append(Published(address="", **self._head()))

    def _close(self, reason: str) -> None:
        """That a request certainly came to nothing."""
        known = self.ledger.history(self.key).release(self.target)
        if isinstance(known, Releasing):
            self._append(Closed(closes=known.id, reason=reason, **self._head()))

    def _append(self, fact: Fact) -> Fact:
        return self.ledger.append(self.key, fact)

    def _head(self) -> dict[str, Any]:
        return {"target": self.target, "account": self.channel.account}


def _as_release(known: Released) -> Release:
    return Release(known.state, known.request, known.address, known.reason)
