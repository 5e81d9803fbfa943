"""The plan made now, held to the one that was reviewed: its steps, or a refusal that names those that differ.
Pure.

Only steps that the reviewed plan would write are taken. Each must still be the same: same action, same
digest, same draft, in place of the same earlier version. What another run, or an interrupted one, did of it
meanwhile is no difference. What the plan leaves alone, or lets wait, stays as it is whatever became of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from publisher.errors import ConfigError
from publisher.model.plan import Action, Step
from publisher.model.post import PostKey
from publisher.model.record import History, Intent
from publisher.planning.document import PlanFile, Reviewed, fingerprint, replaces
from publisher.planning.planned import Planned
from publisher.source.settings import Target

AGAIN = "nothing was sent; look at it again: publish plan -o FILE"
Past = Callable[[PostKey], History]


def refuse(problems: Sequence[str]) -> None:
    """Raises ConfigError when there are any."""
    if problems:
        first = "the plan has changed since it was reviewed"
        raise ConfigError("; ".join((first, *problems)), hint=AGAIN, problems=(first, *problems))


def moved_settings(
    plan: PlanFile, steps: Iterable[Reviewed], site: str, targets: Mapping[str, Target]
) -> Iterator[str]:
    """What of the site's settings is not as it was, as far as these steps of the plan are concerned."""
    if plan.site != site:
        yield f"it is the plan of another site: {plan.site or 'one without address'}"
    writing = {step.target for step in steps if step.action.writes}
    for name in sorted(writing):
        if name not in targets:
            yield f"publish.toml has no target {name} any more"
        elif plan.targets.get(name) != fingerprint(targets[name]):
            yield f"the settings of target {name} changed: [targets.{name}] in publish.toml"


def held(steps: Iterable[Reviewed], planned: Iterable[Planned], past: Past) -> tuple[Planned, ...]:
    """A reviewed plan's steps, in its order, as they were planned now. Raises ConfigError."""
    now = {(each.step.key, each.step.target): each for each in planned}
    found: list[Planned] = []
    problems: list[str] = []
    for step in steps:
        each = now.get((step.key, step.target))
        if not step.action.writes:
            found += (_left(step, each),) if each else ()
        elif each is None:
            problems.append(f"{_name(step)}: the post is gone, or not to be found under its name")
        elif problem := _difference(step, each.step, past(step.key)):
            problems.append(f"{_name(step)}: {problem}")
        else:
            found.append(_told(each))
    refuse(problems)
    return tuple(found)


def _difference(step: Reviewed, now: Step, history: History) -> str:
    """How a step is not as it was, "" when it is, or was taken meanwhile."""
    receipt = history.receipt(step.target)
    same = now.digest == step.digest
    if same and now.action is Action.SKIP and receipt is not None and receipt.digest == step.digest:
        return ""
    if same and now.action.writes and _begun(history, step):
        return ""
    if now.action is not step.action:
        return f"the plan says {step.action}, now it is {now.action}: {now.reason}"
    if not same:
        return f"what would be sent is another text: {now.digest[:8]}, reviewed was {step.digest[:8]}"
    if replaces(history, step.target) != step.replaces:
        return "another version was sent since"
    if (now.draft.id if now.draft else "") != (step.draft.id if step.draft else ""):
        return "it is about another draft now"
    return ""


def _begun(history: History, step: Reviewed) -> bool:
    """Whether the newest attempt was to send this very version."""
    intents = (fact for fact in history.facts if isinstance(fact, Intent) and fact.target == step.target)
    newest = max(intents, key=lambda fact: (fact.at, fact.id), default=None)
    return newest is not None and newest.digest == step.digest


def _left(step: Reviewed, each: Planned) -> Planned:
    if not each.step.action.writes:
        return each
    reason = f"the plan says {step.action}; now it would be {each.step.action}: plan again to send it"
    quiet = replace(each.step, action=Action.SKIP, reason=reason, diff="", moved=(), backfill=False)
    return replace(each, step=quiet)


def _told(each: Planned) -> Planned:
    if each.step.action.writes:
        return each
    return replace(each, step=replace(each.step, reason=f"done meanwhile: {each.step.reason}"))


def _name(step: Reviewed) -> str:
    return f"{step.post} → {step.target}"
