"""Asking the platform what is there, and recording what that settles."""

from __future__ import annotations

from typing import Any

from publisher.contract import Adapter, Channel
from publisher.ledger.store import Ledger
from publisher.model.post import PostKey
from publisher.model.record import Closed, Draft, Gone, History, Published, Receipt, Remote, State
from publisher.model.rendition import Rendition
from publisher.planning.decision import Found, Seen, Settled
from publisher.planning.marks import words_mark

MOST_READ = 10
"""Candidates whose text is read: more of the same title are ambiguous anyway."""


def look(channel: Channel, ledger: Ledger, history: History, target: str, rendition: Rendition) -> Seen:
    """The draft our receipt names, or else the drafts that could be ours. Raises PlatformError."""
    receipt, intent = history.receipt(target), history.open_intent(target)
    asks_all = receipt is None or (intent is not None and intent.action == "create")
    if receipt is not None and not asks_all:
        if receipt.account and receipt.account != channel.account:
            return Seen(channel.account)  # nothing of ours can be read there
        return Seen(channel.account, channel.read(receipt.draft))
    candidates = channel.candidates(history.key, rendition)
    taken = _taken(ledger, channel.account) if candidates else frozenset()
    free = [draft for draft in candidates if draft.id not in taken]
    ours = words_mark(rendition.title, rendition.body) if free else ""
    found: list[Found] = []
    for draft in free[:MOST_READ]:
        remote = channel.read(draft)
        if remote.state is not State.GONE:
            found.append(Found(draft, remote, words_mark(remote.title, remote.text) == ours))
    return Seen(channel.account, found=tuple(found))


def remember(
    ledger: Ledger, key: PostKey, target: str, adapter: Adapter[Any], account: str, remote: Remote
) -> None:
    """That the draft became public, and where, or is not there any more: as far as it is news."""
    history = ledger.history(key)
    receipt, public = history.receipt(target), history.published(target)
    if receipt is None:
        return
    if remote.state is State.PUBLISHED and remote.address:
        address = adapter.address(remote.address) or remote.address
        if public is None or public.address != address:
            ledger.append(key, Published(target=target, account=account, address=address))
    if remote.state is State.GONE and not history.is_gone(target) and not history.is_releasing(target):
        ledger.append(key, Gone(target=target, account=account, draft=receipt.draft.id))


def settle(ledger: Ledger, history: History, target: str, account: str, settled: Settled) -> None:
    """Record what asking brought to light: a Receipt where a draft is ours, else a Closed."""
    if settled.draft is None:
        ledger.append(
            history.key,
            Closed(closes=settled.closes, reason=settled.reason, target=target, account=account),
        )
        return
    ledger.append(
        history.key,
        Receipt(
            closes=settled.closes,
            draft=_plain(settled.draft),
            digest=settled.digest,
            authored=settled.authored,
            remote=settled.remote,
            links=settled.links,
            target=target,
            account=account,
        ),
    )


def _taken(ledger: Ledger, account: str) -> frozenset[str]:
    """Drafts of this account that the ledger has receipts for: another post's, or our own former one."""
    return frozenset(
        fact.draft.id
        for history in ledger.histories(Receipt)
        for fact in history.facts
        if isinstance(fact, Receipt) and fact.account == account
    )


def _plain(draft: Draft) -> Draft:
    """Without what only a candidate says of itself."""
    return Draft(draft.id, draft.url, draft.title, draft.complete)
