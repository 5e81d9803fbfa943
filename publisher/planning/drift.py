"""What has become of a draft since we left it: the same, edited, gone, public, another account's. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from publisher.model.record import Draft, History, Receipt, Remote, State
from publisher.planning.left import as_remote, edit, left
from publisher.planning.marks import is_between, is_edited

FORCE = "`publish pull` takes it into your source; a push with --force overwrites it and keeps a copy"


class Standing(StrEnum):
    """How a post stands on a target, in words."""

    SAME = "no edit"
    EDITED = "edited"
    PUBLISHED = "published"
    GONE = "gone"
    FOREIGN = "foreign"
    UNFINISHED = "unfinished"
    NOTHING = "nothing there"


@dataclass(frozen=True, slots=True)
class Drift:
    """`before` is what we left there (None: not known here), `now` what is there. `edited`: a person changed
    it, be it a draft or public by now; `diff` shows how. `reason` and `hint` say what that means and what
    to do."""

    standing: Standing
    reason: str
    hint: str = ""
    draft: Draft | None = None
    receipt: Receipt | None = None
    before: Remote | None = None
    now: Remote | None = None
    edited: bool = False
    diff: str = ""
    address: str = ""


def unasked(history: History, target: str, account: str) -> Drift | None:
    """What is known without asking: there is no draft of ours, or it is another account's; else None."""
    receipt, intent = history.receipt(target), history.open_intent(target)
    public = history.published(target)
    if receipt is None and intent is not None:
        reason = "an earlier push ended without an answer: whether there is a draft is not known"
        return Drift(Standing.UNFINISHED, reason, "push it again: the platform is asked first")
    if receipt is None and public is not None:
        return Drift(
            Standing.PUBLISHED, f"published there: {public.address}; no draft of ours", address=public.address
        )
    if receipt is None:
        return Drift(Standing.NOTHING, "nothing of it was sent")
    if history.is_releasing(target):
        reason, hint = "it was asked to be made public", "`publish status --online` tells what became of it"
        return Drift(Standing.UNFINISHED, reason, hint, receipt.draft, receipt)
    if account and receipt.account and receipt.account != account:
        reason = f"its draft is at account {receipt.account}; the target now points to {account}"
        hint = "give the other account a target of its own in publish.toml"
        return Drift(Standing.FOREIGN, reason, hint, receipt.draft, receipt)
    return None


def drift(history: History, target: str, remote: Remote, kept: str | None) -> Drift:
    """What the platform's answer means; there must be a receipt. `kept` is what was kept of what we left."""
    receipt, intent, public = history.receipt(target), history.open_intent(target), history.published(target)
    assert receipt is not None
    draft, address = receipt.draft, remote.address or (public.address if public else "")
    if remote.state is State.GONE:
        return _gone(history, target, receipt, address)
    before, edited = left(receipt, kept), is_edited(receipt, remote)
    if intent is not None and edited and is_between(intent.before, intent.wanted, remote):
        reason = "an earlier push ended without an answer; what is there is ours"
        return Drift(Standing.UNFINISHED, reason, "push it again: it goes on from there", draft, receipt)
    if not draft.complete and not edited:
        return Drift(
            Standing.UNFINISHED, "the draft there has no content yet", "push it again", draft, receipt
        )
    diff = edit(before or as_remote(""), remote) if edited else ""
    unknown = (
        "; what it was before is not known here, so all of it is shown" if edited and before is None else ""
    )
    if remote.state is State.PUBLISHED or history.is_published(target):
        reason = f"published: {address}" + "; edited since it was sent" * edited + unknown
        hint = "`publish pull` takes the edit into your source" if edited else ""
        standing = Standing.PUBLISHED
    elif edited:
        standing, hint = Standing.EDITED, FORCE
        reason = f"edited by a person since it was sent on {receipt.at:%Y-%m-%d %H:%M} UTC{unknown}"
    else:
        standing, reason, hint = Standing.SAME, "no edit", ""
    return Drift(standing, reason, hint, draft, receipt, before, remote, edited, diff, address)


def _gone(history: History, target: str, receipt: Receipt, address: str) -> Drift:
    draft = receipt.draft
    if history.is_published(target):
        reason = f"published: {address}; its draft is gone"
        return Drift(Standing.PUBLISHED, reason, "", draft, receipt, address=address)
    hint = (
        f"if you published it, say where: publish link {history.key} --to {target} ADDRESS; "
        "a push with --create makes a new draft"
    )
    reason = "the draft is gone, and nothing says that it was published"
    return Drift(Standing.GONE, reason, hint, draft, receipt)
