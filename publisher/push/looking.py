"""Asking the platform what is there, and recording what that settles."""

from __future__ import annotations

from publisher.contract import Channel
from publisher.ledger.store import Ledger
from publisher.model.record import Closed, Draft, History, Receipt, State
from publisher.model.rendition import Rendition
from publisher.planning.decision import Found, Seen, Settled

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
    found = (Found(draft, channel.read(draft)) for draft in free[:MOST_READ])
    return Seen(channel.account, found=tuple(each for each in found if each.remote.state is not State.GONE))


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
            target=target,
            account=account,
        ),
    )


def _taken(ledger: Ledger, account: str) -> frozenset[str]:
    """Drafts of this account that the ledger has receipts for: another post's, or our own former one."""
    return frozenset(
        fact.draft.id
        for history in ledger.histories()
        for fact in history.facts
        if isinstance(fact, Receipt) and fact.account == account
    )


def _plain(draft: Draft) -> Draft:
    """Without what only a candidate says of itself."""
    return Draft(draft.id, draft.url, draft.title, draft.complete)
