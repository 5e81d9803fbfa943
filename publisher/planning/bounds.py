"""How many drafts of one target a run may change: `[site] guard` and `backfill`. Pure.

They count apart: of backfills (`Planned.is_backfill`) the newest few go, whatever else does; what the author
changed or named goes as a whole, or not at all where it is more than the guard allows without `--yes`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from publisher.errors import PublishError
from publisher.model.plan import Action
from publisher.planning.planned import Planned


def bounded(planned: Sequence[Planned], guard: int, backfill: int) -> tuple[Planned, ...]:
    """The steps, those beyond `backfill` waiting, and those of targets beyond `guard` (-1 = any number)
    blocked."""
    return _guarded(_capped(planned, backfill), guard)


def _capped(planned: Sequence[Planned], most: int) -> tuple[Planned, ...]:
    lanes: defaultdict[str, list[int]] = defaultdict(list)
    for index, each in enumerate(planned):
        if each.is_backfill:
            lanes[each.step.target].append(index)
    waiting = {index for lane in lanes.values() for index in _newest_first(planned, lane)[most:]}
    return tuple(_waiting(each, most) if index in waiting else each for index, each in enumerate(planned))


def _newest_first(planned: Sequence[Planned], lane: Iterable[int]) -> list[int]:
    def age(index: int) -> tuple[float, str]:
        date = planned[index].prepared.work.post.date
        return date.timestamp() if date else float("-inf"), planned[index].step.key

    return sorted(lane, key=age, reverse=True)


def _waiting(planned: Planned, most: int) -> Planned:
    step = planned.step
    why = f"newer posts go first, {most} in a run" if most else "none is sent for that alone"
    reason = f"{step.reason}; {why} ([site] backfill = {most}); name the post to send it now"
    return replace(planned, step=replace(step, action=Action.WAIT, reason=reason, diff=""))


def _guarded(planned: tuple[Planned, ...], guard: int) -> tuple[Planned, ...]:
    """Nobody wants a hundred drafts from a slip of a setting."""
    changes = Counter(each.step.target for each in planned if _is_asked(each))

    def guarded(each: Planned) -> Planned:
        step = each.step
        count = changes[step.target]
        if guard < 0 or count <= guard or not _is_asked(each):
            return each
        reason = f"{count} drafts of {step.target} would change at once, more than {guard}; needs --yes"
        error = PublishError(reason, hint="look at the plan, then run it again with --yes")
        return replace(each, step=replace(step, action=Action.BLOCKED, reason=reason, error=error))

    return tuple(map(guarded, planned))


def _is_asked(planned: Planned) -> bool:
    return planned.step.action.writes and not planned.is_backfill
