"""Decisions where no receipt answers: the first create, and a create whose outcome is in doubt. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from publisher.errors import Conflict
from publisher.model.plan import Action
from publisher.model.record import Draft, Intent
from publisher.planning.decision import Case, Decision, Found, Seen, Settled
from publisher.planning.marks import is_blank, mark, matches

SKEW = timedelta(minutes=10)
"""How far a platform's clock may be from ours: a draft made by our own call must never count as older."""

NEW = "nothing of it is there yet"
OTHER_TEXT = "a draft there links to this post, with other text"


def first(case: Case, seen: Seen | None) -> Decision:
    """No receipt, no open intent: create, adopt, or stop because only the title or the original agrees."""
    if seen is None:
        return Decision(Action.CREATE, NEW)
    ours = tuple(found for found in seen.found if _is_adoptable(found)) or _taken(case, seen.found)
    if len(ours) == 1:
        found = ours[0]
        settled = Settled("", "adopted: it is ours beyond doubt", found.draft, remote=_mark(found))
        return Decision(Action.UPDATE, "adopts the draft that is there already", found.draft, settled=settled)
    return _none_ours(case, seen.found, ours)


def reconcile_create(case: Case, intent: Intent, seen: Seen) -> Decision:
    """A create whose answer was lost: take what it made, or go on as if it had never been sent."""
    recent = tuple(found for found in seen.found if not _is_older(found, intent))
    ours = tuple(found for found in recent if _is_of(found, intent))
    if len(ours) != 1:
        nothing = Settled(intent.id, "nothing of it is there")
        decision = _none_ours(case, recent, ours)
        return decision if decision.error else replace(decision, settled=nothing)
    found = ours[0]
    draft = replace(found.draft, complete=True)
    if matches(intent.wanted, found.remote):
        settled = Settled(
            intent.id, "had arrived", draft, intent.digest, intent.authored, _mark(found), intent.links
        )
        return Decision(Action.RECONCILE, "the draft had arrived after all", draft, settled=settled)
    if is_blank(found.remote) or case.options.force:
        empty = replace(draft, complete=False) if is_blank(found.remote) else draft
        settled = Settled(
            intent.id, "had been made", empty, remote="" if not empty.complete else _mark(found)
        )
        return Decision(Action.UPDATE, "completes the draft that had been made", empty, settled=settled)
    error = Conflict(
        "the draft made by a call whose answer was lost does not hold what was sent",
        hint="look at it; --force overwrites it with the post as it is now",
        target=case.target,
    )
    return Decision(Action.BLOCKED, "the draft there is not as it was sent", draft, error)


def _none_ours(case: Case, there: tuple[Found, ...], ours: tuple[Found, ...]) -> Decision:
    if len(ours) > 1:
        reason = f"{len(ours)} drafts there are this post's"
        hint = "delete all but one on the platform, then run this again"
        return Decision(Action.BLOCKED, reason, error=Conflict(reason, hint=hint, target=case.target))
    if there and not case.options.create:
        linked = any(found.draft.linked for found in there)
        reason = OTHER_TEXT if linked else "a draft of the same title is there, and nothing says it is ours"
        which = ", ".join(_called(found.draft) for found in there)
        hint = f"look at {which}; {'--force takes it over, ' * linked}--create makes a new draft beside it"
        error = Conflict(reason, hint=hint, target=case.target)
        return Decision(Action.BLOCKED, reason, there[0].draft, error)
    return Decision(Action.CREATE, NEW)


def _is_of(found: Found, intent: Intent) -> bool:
    """Ours for certain: the platform says so, its content is exactly what was sent, or it was made since
    and is still empty. Where only the title agrees, something of somebody's would be lost by a mistake."""
    if found.draft.sure or found.draft.linked:
        return True  # made since the intent: linked to this post, it is what the call made
    if intent.wanted and matches(intent.wanted, found.remote):
        return True
    return found.draft.created is not None and is_blank(found.remote)


def _is_adoptable(found: Found) -> bool:
    """Ours without a record of it: a link to the post alone does not tell, a person may have set it."""
    return found.draft.sure or (found.draft.linked and (found.ours or is_blank(found.remote)))


def _taken(case: Case, found: tuple[Found, ...]) -> tuple[Found, ...]:
    """What --force takes over: drafts that link to the post, whatever they say."""
    return tuple(each for each in found if each.draft.linked) if case.options.force else ()


def _called(draft: Draft) -> str:
    return f"«{draft.title}» at {draft.url or draft.id}" if draft.title else draft.url or draft.id


def _is_older(found: Found, intent: Intent) -> bool:
    return found.draft.created is not None and found.draft.created < intent.at - SKEW


def _mark(found: Found) -> str:
    return mark(found.remote)
