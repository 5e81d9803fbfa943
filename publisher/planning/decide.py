"""The decision table: from what is known of a post on a target to what to do there. Pure.

receipt · open intent · change · on the platform  → action
no  · no  · –     · nothing of ours               → create
no  · no  · –     · ours beyond doubt             → adopt, then update
no  · no  · –     · linked to it, with other text → blocked, until --force or --create
no  · no  · –     · only the title agrees         → blocked, until --create
no  · no  · –     · public, as we were told       → skip, until --create
no  · yes · –     · whatever candidates say       → reconcile: as the rows above, never blind
yes · no  · none  · any                           → skip
yes · no  · some  · as we left it                 → update
yes · no  · links · as we left it                 → update, as a backfill
yes · yes · any   · as before / as wanted / else  → update / record the receipt / blocked
yes · –   · some  · edited by a person            → blocked, until --force
yes · –   · any   · asked to be made public       → skip, until that has ended
yes · –   · some  · published                     → skip, naming the links to mend by hand
yes · –   · some  · gone, never published         → blocked, until --create
yes · –   · links · gone, never published         → skip
any write that is not due yet, or waits for posts → wait, until --now

The change is "links" where the author changed nothing, but a post linked to became public there, moved, was
renamed or taken back since; "none" where only generated parts changed, unless --refresh. A plan decides with
`seen=None`, from the ledger alone: the platform is taken to be as we left it. A push asks first and decides
again; a decision with `settled` is recorded and the case decided once more.
"""

from __future__ import annotations

from dataclasses import replace

from publisher.errors import ConfigError, Conflict
from publisher.model.plan import Action
from publisher.model.record import Draft, History, Intent, Receipt, Remote, State
from publisher.planning.decision import Case, Decision, Options, Seen, Settled
from publisher.planning.found import first, reconcile_create
from publisher.planning.marks import is_between, is_edited, mark, matches
from publisher.planning.moves import told

UP_TO_DATE = "up to date"
GENERATED = "only generated parts changed; --refresh sends them"
PUBLISHED = "published; source changed since"
PUBLISHED_GENERATED = "published; only generated parts changed since"
BY_HAND = "published there, so mend it there by hand"
RELEASING = "it was asked to be made public; `publish status --online` tells what became of that"
VANISHED = "the draft is gone; was it published? `publish link` records its address"


def decide(case: Case, seen: Seen | None = None) -> Decision:
    """The row of the table that fits; `until` and `missing` hold back whatever would write."""
    decision = _decide(case, seen)
    if not decision.action.writes or case.options.now:
        return decision
    if case.until is not None:
        reason = f"not before {case.until:%Y-%m-%d %H:%M}; --now does not wait"
        return replace(decision, action=Action.WAIT, reason=reason, until=case.until)
    if case.missing:
        names = ", ".join(f"«{entry.title}»" for entry in case.missing)
        reason = f"waits until what it links to is public there: {names}; --now does not wait"
        return replace(decision, action=Action.WAIT, reason=reason)
    return decision


def already_there(history: History, target: str, options: Options) -> str:
    """Why no draft is made of a post that is public there, if not from a draft of ours; "" when one is."""
    public = history.published(target)
    unknown = history.receipt(target) is None and history.open_intent(target) is None
    if public is None or options.create or not unknown:
        return ""
    return f"already published there: {public.address}; --create makes a draft all the same"


def _decide(case: Case, seen: Seen | None) -> Decision:
    receipt = case.history.receipt(case.target)
    intent = case.history.open_intent(case.target)
    if seen is not None and (moved := _moved(case, seen, receipt or intent)):
        return moved
    if receipt is not None and case.history.is_releasing(case.target):
        return Decision(Action.SKIP, RELEASING, receipt.draft)
    if intent is not None:
        if seen is None:
            reason = "an earlier push ended without an answer; the platform is asked first"
            return Decision(Action.RECONCILE, reason, receipt.draft if receipt else None)
        if intent.action == "create" or receipt is None:
            return reconcile_create(case, intent, seen)
        return _reconcile_update(case, intent, receipt, seen)
    if receipt is None:
        already = already_there(case.history, case.target, case.options)
        return Decision(Action.SKIP, already) if already else first(case, seen)
    return _again(case, receipt, seen)


def _again(case: Case, receipt: Receipt, seen: Seen | None) -> Decision:
    draft, remote = receipt.draft, seen.remote if seen else None
    change, links = _change(case, receipt), told(case.moved) if case.moved else ""
    if case.history.is_published(case.target) or (remote is not None and remote.state is State.PUBLISHED):
        return _published(case, receipt, change, links)
    if not change and not links:
        generated = receipt.digest != case.digest
        edited = remote is not None and remote.state is State.DRAFT and is_edited(receipt, remote)
        reason = GENERATED if generated else f"{UP_TO_DATE}; edited on the platform" if edited else UP_TO_DATE
        return Decision(Action.SKIP, reason, draft)
    is_gone = case.history.is_gone(case.target) if remote is None else remote.state is State.GONE
    if is_gone and not change and not case.options.create:
        return Decision(Action.SKIP, f"{VANISHED}; it {links}", draft, moved=case.moved)
    if remote is not None and remote.state is State.GONE:
        return _gone(case, draft)
    if remote is not None and is_edited(receipt, remote) and not case.options.force:
        return _blocked_edited(case, draft)
    return Decision(Action.UPDATE, change or links, draft, moved=case.moved, backfill=not change)


def _change(case: Case, receipt: Receipt) -> str:
    """Why the draft is due whatever became of the posts it links to, "" when it is not."""
    if not receipt.draft.complete:
        return "the draft there lacks its content"
    if receipt.authored != case.authored:
        return (
            f"changed since it was sent on {receipt.at:%Y-%m-%d}"
            if receipt.digest
            else "was never sent by us"
        )
    if receipt.digest != case.digest and case.options.refresh:
        return told(case.moved) if case.moved else "generated parts changed"
    return ""


def _published(case: Case, receipt: Receipt, change: str, links: str) -> Decision:
    """What stands there is public, and is its author's alone to change: say what is out of date."""
    authored = bool(change) and receipt.authored != case.authored
    other = PUBLISHED_GENERATED if receipt.digest != case.digest else UP_TO_DATE
    reason = PUBLISHED if authored else f"{BY_HAND}: it {links}" if links else other
    return Decision(Action.SKIP, reason, receipt.draft, moved=case.moved)


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
        there, whole = mark(remote), replace(draft, complete=True)
        settled = Settled(
            intent.id, "had arrived", whole, intent.digest, intent.authored, there, intent.links
        )
        return Decision(Action.RECONCILE, "the update had arrived after all", whole, settled=settled)
    if is_between(intent.before, intent.wanted, remote):
        settled = Settled(intent.id, "had arrived in part", draft, remote=mark(remote))
        return Decision(Action.UPDATE, "the update had arrived in part", draft, settled=settled)
    return _blocked_edited(case, draft)


def _gone(case: Case, draft: Draft) -> Decision:
    if case.options.create:
        return Decision(Action.CREATE, "the draft is gone from the platform")
    link = f"publish link {case.key} --to {case.target} ADDRESS"
    error = Conflict(
        "the draft is gone from the platform, and nothing says that it was published",
        hint=f"if you published it, say where: {link}; --create makes a new one",
        target=case.target,
    )
    return Decision(Action.BLOCKED, "the draft is gone from the platform", draft, error)


def _blocked_edited(case: Case, draft: Draft) -> Decision:
    error = Conflict(
        "the draft was edited on the platform since it was sent",
        hint=f"publish pull {case.key} --to {case.target} takes it into your source; --force overwrites it",
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
