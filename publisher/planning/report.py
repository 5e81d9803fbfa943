"""A plan and its outcomes as the JSON document and the exit code that other programs rely on. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from publisher.errors import PublishError
from publisher.model.plan import Action, Moved, Outcome, Plan, Result, Step
from publisher.model.post import Note
from publisher.model.record import Draft

VERSION = 1
UNPLANNED = frozenset({"source", "config", "limit"})
"""Errors of the author's files and settings: nothing could be planned for such a step."""


def foreseen(step: Step) -> Outcome:
    """How a step stands when nothing is carried out: planned, skipped, or failed where it is blocked."""
    if step.action.writes:
        return Outcome(step, Result.PLANNED, step.draft)
    result = Result.FAILED if step.action is Action.BLOCKED else Result.SKIPPED
    return Outcome(step, result, step.draft, step.error)


def to_json(plan: Plan, outcomes: Sequence[Outcome]) -> dict[str, object]:
    """The document `--json` prints; outcomes in the order of the plan's steps."""
    return {"version": VERSION, "plan": plan.digest, "steps": [_step(outcome) for outcome in outcomes]}


def exit_code(outcomes: Sequence[Outcome], *, tell_changes: bool = False) -> int:
    """0 all well · 1 a step failed or is in doubt · 2 nothing could be planned · 3 (only when asked for)
    there are changes."""
    if outcomes and all(_unplanned(outcome.step) for outcome in outcomes):
        return 2
    if any(outcome.result in {Result.FAILED, Result.IN_DOUBT} for outcome in outcomes):
        return 1
    return 3 if tell_changes and any(outcome.step.action.writes for outcome in outcomes) else 0


def _unplanned(step: Step) -> bool:
    return step.action is Action.BLOCKED and step.error is not None and step.error.kind in UNPLANNED


def _step(outcome: Outcome) -> dict[str, object]:
    step = outcome.step
    notes = dict.fromkeys((*step.notes, *outcome.notes))
    return {
        "post": step.post,
        "key": step.key,
        "target": step.target,
        "action": str(step.action),
        "digest": step.digest,
        "reason": step.reason,
        "outcome": str(outcome.result),
        "draft": _draft(outcome.draft or step.draft),
        "notes": [_note(note) for note in notes],
        "error": _error(outcome.error or step.error),
        "diff": step.diff,
        "backfill": step.backfill,
        "moved": [_moved(link) for link in step.moved],
    }


def _draft(draft: Draft | None) -> dict[str, str] | None:
    return {"id": draft.id, "url": draft.url} if draft else None


def _moved(link: Moved) -> dict[str, str]:
    return {
        "post": link.post,
        "title": link.title,
        "change": str(link.change),
        "written": link.written,
        "before": link.before,
        "now": link.now,
    }


def _note(note: Note) -> dict[str, object]:
    return {"kind": note.kind, "detail": note.detail, "line": note.line}


def _error(error: PublishError | None) -> dict[str, object] | None:
    if error is None:
        return None
    return {
        "kind": error.kind,
        "message": error.message,
        "hint": error.hint,
        "file": error.path,
        "line": error.line,
    }
