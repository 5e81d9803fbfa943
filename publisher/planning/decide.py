"""The decision table: from what is known of a post on a target to what to do there. Pure.

receipt · open intent · change · on the platform  → action
no  · no  · –    · nothing of ours                → create
no  · no  · –    · ours beyond doubt              → adopt, then update
no  · no  · –    · only the title agrees          → blocked, until --create
no  · yes · –    · whatever candidates say        → reconcile: as the three rows above, never blind
yes · no  · none · any                            → skip
yes · no  · some · as we left it                  → update
yes · yes · any  · as before / as wanted / else   → update / record the receipt / blocked
yes · –   · some · edited by a person             → blocked, until --force
yes · –   · some · published                      → skip
yes · –   · some · gone, never published          → blocked, until --create
any write that is not due yet                     → wait

A plan decides with `seen=None`, from the ledger alone: the platform is taken to be as we left it. A push
asks first and decides again; a decision with `settled` is recorded and the case decided once more.
"""

from __future__ import annotations

from dataclasses import replace

from publisher.errors import ConfigError, Conflict
from publisher.model.plan import Action
from publisher.model.record import Draft, Intent, Receipt, Remote, State
from publisher.planning.decision import Case, Decision, Seen, Settled
from publisher.planning.found import first, reconcile_create
from publisher.planning.marks import is_edited, matches, text_mark

UP_TO_DATE = "up to date"
GENERATED = "only generated parts changed; --refresh sends them"
PUBLISHED = "published; source changed since"


def decide(case: Case, seen: Seen | None = None) -> Decision:
    """The row of the table that fits; `until` holds back whatever would write."""
    decision = _decide(case, seen)
    if decision.action.writes and case.until is not None and not case.options.now:
        reason = f"not before {case.until:%Y-%m-%d %H:%M}; --now does not wait"
        return Decision(Action.WAIT, reason, decision.draft, until=case.until)
    return decision


def _decide(case: Case, seen: Seen | None) -> Decision:
    receipt = case.history.receipt(case.target)
    intent = case.history.open_intent(case.target)
    if seen is not None and (moved := _moved(case, seen, receipt or intent)):
        return moved
    if intent is not None:
        if seen is None:
            reason = "an earlier push ended without an answer; the platform is asked first"
            return Decision(Action.RECONCILE, reason, receipt.draft if receipt else None)
        if intent.action == "create" or receipt is None:
            return reconcile_create(case, intent, seen)
        return _reconcile_update(case, intent, receipt, seen)
    if receipt is None:
        return first(case, seen)
    return _again(case, receipt, seen)


def _again(case: Case, receipt: Receipt, seen: Seen | None) -> Decision:
    draft, remote = receipt.draft, seen.remote if seen else None
    change = _change(case, receipt)
    is_public = case.history.published(case.target) is not None
    if not change:
        generated = receipt.digest != case.digest
        edited = remote is not None and remote.state is State.DRAFT and is_edited(receipt, remote)
        reason = GENERATED if generated else f"{UP_TO_DATE}; edited on the platform" if edited else UP_TO_DATE
        return Decision(Action.SKIP, reason, draft)
    if is_public or (remote is not None and remote.state is State.PUBLISHED):
        return Decision(Action.SKIP, PUBLISHED, draft)
    if remote is not None and remote.state is State.GONE:
        return _gone(case, draft)
    if remote is not None and is_edited(receipt, remote) and not case.options.force:
        return _blocked_edited(case, draft)
    return Decision(Action.UPDATE, change, draft)


def _change(case: Case, receipt: Receipt) -> str:
    """Why the draft is due, "" when it is not."""
    if not receipt.draft.complete:
        return "the draft there has no content yet"
    if receipt.authored != case.authored:
        return (
            f"changed since it was sent on {receipt.at:%Y-%m-%d}"
            if receipt.digest
            else "was never sent by us"
        )
    if receipt.digest != case.digest and case.options.refresh:
        return "generated parts changed"
    return ""


def _reconcile_update(case: Case, intent: Intent, receipt: Receipt, seen: Seen) -> Decision:
    """An update whose answer was lost; what stands there tells whether it arrived. Where it looks as
    before it is sent again, even if that is how it was to look: what changed may be a cover."""
    draft, remote = receipt.draft, seen.remote or Remote(State.GONE)
    if remote.state is not State.DRAFT:
        settled = Settled(intent.id, f"the draft is {remote.state}")
        return Decision(Action.RECONCILE, f"the draft is {remote.state}", draft, settled=settled)
    if matches(intent.before, remote) or (case.options.force and not matches(intent.wanted, remote)):
        settled = Settled(intent.id, "had not arrived")
        return Decision(Action.UPDATE, "the update had not arrived", draft, settled=settled)
    if matches(intent.wanted, remote):
        mark, whole = text_mark(remote.title, remote.text), replace(draft, complete=True)
        settled = Settled(intent.id, "had arrived", whole, intent.digest, intent.authored, mark)
        return Decision(Action.RECONCILE, "the update had arrived after all", whole, settled=settled)
    return _blocked_edited(case, draft)


def _gone(case: Case, draft: Draft) -> Decision:
    if case.options.create:
        return Decision(Action.CREATE, "the draft is gone from the platform")
    error = Conflict(
        "the draft is gone from the platform, and nothing says that it was published",
        hint="--create makes a new one",
        target=case.target,
    )
    return Decision(Action.BLOCKED, "the draft is gone from the platform", draft, error)


def _blocked_edited(case: Case, draft: Draft) -> Decision:
    error = Conflict(
        "the draft was edited on the platform since it was sent",
        hint="take the edit over into your source; --force overwrites it",
        target=case.target,
    )
    return Decision(Action.BLOCKED, "edited on the platform", draft, error)


def _moved(case: Case, seen: Seen, fact: Receipt | Intent | None) -> Decision | None:
    if fact is None or not fact.account or fact.account == seen.account:
        return None
    error = ConfigError(
        f"target {case.target!r} now points to account {seen.account}; this post is at {fact.account}",
        hint="give the other account a target of its own in publish.toml",
    )
    return Decision(Action.BLOCKED, "target now points to another account", error=error)
