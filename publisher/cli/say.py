"""How plans and outcomes are told to a person: plain lines, the same in a terminal and in a CI log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import click

from publisher.cli.visible import visible
from publisher.errors import PublishError
from publisher.model.plan import Action, Moved, Outcome, Plan, Result, Step

COLOURS = {"+": "green", "~": "yellow", "=": None, "?": "magenta", "⏲": "cyan", "!": "red"}
RESULTS = {
    Result.DONE: ("✓", "green"),
    Result.SKIPPED: ("=", None),
    Result.FAILED: ("✗", "red"),
    Result.IN_DOUBT: ("?", "magenta"),
    Result.PLANNED: ("·", None),
}
MANY = 20
"""Posts beyond which those that are left alone are counted instead of listed."""
SEVERAL = 3
"""Posts that link to one, from which on they are summed up under it."""
SAID_BY_A_PUSH = frozenset({"not-as-sent", "not-read-back", "replaced-kept"})
DONE = {Action.CREATE: "created", Action.UPDATE: "updated", Action.RECONCILE: "reconciled"}


def plan(plan: Plan, *, differences: bool) -> None:
    """The plan by post, with reasons and (where asked) text differences; then posts whose moving makes many
    others due, and a line that sums up. Of many posts those left alone everywhere are only counted."""
    posts = _by_post(plan.steps)
    quiet = {post: steps for post, steps in posts.items() if len(posts) > MANY and all(map(_is_quiet, steps))}
    for post, steps in posts.items():
        if post in quiet:
            continue
        title = f"  {visible(steps[0].title)}" if steps[0].title else ""
        click.echo(click.style(visible(post), bold=True) + title)
        for step in steps:
            _step(step)
            if differences and step.diff:
                _difference(step.diff)
    _left_alone(quiet)
    _causes(plan.steps)
    counts = Counter(step.action for step in plan.steps)
    named = [
        f"{counts[action]} {words}"
        for action, words in (
            (Action.CREATE, "to create"),
            (Action.UPDATE, "to update"),
            (Action.RECONCILE, "to reconcile"),
            (Action.WAIT, "waiting"),
            (Action.SKIP, "to leave alone"),
            (Action.BLOCKED, "blocked"),
        )
        if counts[action]
    ]
    if not plan.steps:
        click.echo("nothing to plan: no posts found")
    elif set(counts) <= {Action.SKIP, Action.WAIT}:
        click.echo(f"everything is up to date ({', '.join(named)})")
    else:
        click.echo(f"plan {plan.digest}: {', '.join(named)}")


def outcome(result: Outcome) -> None:
    """One step's end, as soon as it is known, on stderr."""
    step, (sign, colour) = result.step, RESULTS[result.result]
    if result.result is Result.DONE:
        words = DONE.get(step.action, "done")
    elif result.result is Result.IN_DOUBT:
        words = "in doubt"
    else:
        words = step.reason if result.result is Result.SKIPPED else "failed"
    draft = result.draft or step.draft
    where = f"  {draft.url}" if draft and draft.url and result.result is Result.DONE else ""
    told = visible(f"{step.post}  {words}{where}")
    click.echo(click.style(f"{sign} {step.target:<8}", fg=colour) + f" {told}", err=True)
    for note in result.notes:
        if note.kind in SAID_BY_A_PUSH:
            line = f"{step.post}:{note.line}: " if note.line else ""
            click.echo(click.style(f"    {visible(line + note.detail)}", fg="yellow"), err=True)
    if result.error is not None:
        fault(result.error)
    if result.result is Result.FAILED and step.diff:  # what a person changed there, and --force would destroy
        _difference(step.diff, err=True)


def sums(results: Sequence[Outcome]) -> None:
    """The last line of a push."""
    counts = Counter(result.result for result in results)
    if set(counts) <= {Result.SKIPPED}:
        click.echo("everything is up to date")
        return
    parts = [
        f"{counts[result]} {words}"
        for result, words in (
            (Result.DONE, "done"),
            (Result.SKIPPED, "left alone"),
            (Result.FAILED, "failed"),
            (Result.IN_DOUBT, "in doubt"),
        )
        if counts[result]
    ]
    click.echo(", ".join(parts))


def fault(error: PublishError) -> None:
    """An error below its step: what is wrong, where, what to do."""
    click.echo(click.style(f"    {visible(error.place + error.message)}", fg="red"), err=True)
    if error.hint:
        click.echo(f"    try: {visible(error.hint)}", err=True)


def linked(step: Step) -> None:
    """What is planned for a post that links to another one."""
    sign = click.style(f"  {step.action.sign} {step.target:<8}", fg=COLOURS[step.action.sign])
    click.echo(f"{sign} {visible(step.post)}  {step.action}: {visible(step.reason)}")


def _step(step: Step) -> None:
    sign = click.style(f"  {step.action.sign} {step.target:<8}", fg=COLOURS[step.action.sign])
    click.echo(f"{sign} {step.action}: {visible(step.reason)}")
    if step.error is not None:
        fault(step.error)
    for note in step.notes:
        line = f"{step.post}:{note.line}: " if note.line else ""
        told = visible(f"note: {line}{note.detail} [{note.kind}]")
        click.echo(click.style(f"      {told}", dim=True))


def _difference(diff: str, *, err: bool = False) -> None:
    for line in diff.splitlines():
        colour = "green" if line.startswith("+") else "red" if line.startswith("-") else None
        click.echo(click.style(f"      {visible(line)}", fg=colour, dim=colour is None), err=err)


def _left_alone(posts: Mapping[str, Sequence[Step]]) -> None:
    if not posts:
        return
    click.echo(f"{len(posts)} more posts are left alone on every target:")
    reasons = Counter(step.reason for steps in posts.values() for step in steps)
    for reason, count in reasons.most_common(SEVERAL):
        click.echo(f"  {count} × {visible(reason)}")


def _causes(steps: Iterable[Step]) -> None:
    """Posts that became public, moved or were renamed, where several posts link to them."""
    groups: dict[tuple[str, Moved], list[Step]] = {}
    for step in steps:
        for link in {replace(link, written="", before="") for link in step.moved}:
            groups.setdefault((step.target, link), []).append(step)
    many = {cause: found for cause, found in groups.items() if len(found) >= SEVERAL}
    if many:
        click.echo("links that lead elsewhere since they were sent:")
    for (target, link), found in many.items():
        due, waiting = _count(found, Action.UPDATE), _count(found, Action.WAIT)
        parts = (f"{due} to update" * bool(due), f"{waiting} waiting" * bool(waiting))
        rest = len(found) - due - waiting
        told = ", ".join(filter(None, (*parts, f"{rest} to look at" * bool(rest))))
        where = f" → {link.now}" if link.now else ""
        name = f"«{link.title}»" if link.title else "a post that is gone"
        click.echo(visible(f"  {target:<8} {name} {link.change}{where}: {len(found)} posts ({told})"))


def _count(steps: Iterable[Step], action: Action) -> int:
    return sum(step.action is action for step in steps)


def _is_quiet(step: Step) -> bool:
    return step.action is Action.SKIP and not step.moved


def _by_post(steps: Iterable[Step]) -> Mapping[str, list[Step]]:
    groups: dict[str, list[Step]] = {}
    for step in steps:
        groups.setdefault(step.post, []).append(step)
    return groups
