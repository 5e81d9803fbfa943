"""`publish push POST…`, or short `publish POST…`: the plan, carried out."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.cli import options
from publisher.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publisher.cli.workspace import Workspace
    from publisher.contract import Tools
    from publisher.model.plan import Outcome, Plan
    from publisher.planning.decision import Options
    from publisher.planning.plan import Planned


@click.command()
@options.posts
@options.every
@options.targets
@options.site
@click.option("--dry-run", is_flag=True, help="Print the plan and write preview pages; send nothing.")
@click.option("--plan", "reviewed", metavar="FILE|DIGEST", help="Refuse unless the plan is still this one.")
@options.as_json
@options.sandbox
@options.lenient
@options.deciding
def command(
    posts: tuple[str, ...],
    every: bool,
    targets: tuple[str, ...],
    site: Path | None,
    dry_run: bool,
    reviewed: str | None,
    as_json: bool,
    sandbox: bool,
    lenient: bool,
    **deciding: bool,
) -> int:
    """Push drafts of posts to every target: made once, then updated in place.

    A POST is a file, a folder or a post's key. Nothing is published: you get drafts. A post that is up
    to date is left alone, a draft that a person edited there is never overwritten without --force, and a
    step that fails stops no other. An interrupted run is taken up where it stopped by the next one.
    """
    from publisher.cli.sandboxed import sandboxed
    from publisher.cli.workspace import open_workspace
    from publisher.planning.decision import Options
    from publisher.planning.plan import as_plan

    if bool(posts) == every:
        raise click.UsageError("name posts (files, folders or keys), or say --all; not both")
    workspace = open_workspace(site, targets, posts, sandbox=sandbox)
    asked = Options(**deciding, guard=workspace.settings.site.guard)
    paths = workspace.posts(posts, every=every)
    tools = workspace.tools(lenient=lenient)
    planned = workspace.plan(paths, asked, tools, named=bool(posts))
    plan = as_plan(planned)
    if reviewed:
        compare(plan, reviewed)
    if dry_run:
        return show(workspace, planned, plan, tools, as_json=as_json)
    if sandbox:
        with sandboxed(workspace) as ready:
            return carry_out(ready, planned, plan, asked, tools, as_json=as_json)
    return carry_out(workspace, planned, plan, asked, tools, as_json=as_json)


def compare(plan: Plan, reviewed: str) -> None:
    """Raises ConfigError unless the plan is the reviewed one: a digest, or a file of `plan --json`."""
    digest = reviewed
    path = Path(reviewed)
    if path.is_file():
        try:
            digest = str(json.loads(path.read_text(encoding="utf-8"))["plan"])
        except (ValueError, KeyError, TypeError):
            hint = "write one with: publish plan --json > plan.json"
            raise ConfigError("not a plan", hint=hint, path=reviewed) from None
    if digest != plan.digest:
        raise ConfigError(
            f"the plan has changed since it was reviewed: it is {plan.digest} now, not {digest}",
            hint="look at `publish plan` again",
        )


def show(workspace: Workspace, planned: Sequence[Planned], plan: Plan, tools: Tools, *, as_json: bool) -> int:
    """The plan, and one page per post that shows every target side by side."""
    from publisher.cli import say
    from publisher.cli.previews import write_previews
    from publisher.planning.report import exit_code, foreseen, to_json

    outcomes = [foreseen(step) for step in plan.steps]
    if as_json:
        click.echo(json.dumps(to_json(plan, outcomes), ensure_ascii=False, indent=2))
    else:
        say.plan(plan, differences=True)
    pages = write_previews(workspace, planned, tools)
    for page in pages[:3]:
        click.echo(f"preview: {page}", err=as_json)
    if len(pages) > 3:
        click.echo(f"preview: {len(pages)} pages in {pages[0].parent}", err=as_json)
    return exit_code(outcomes)


def carry_out(
    workspace: Workspace,
    planned: Sequence[Planned],
    plan: Plan,
    asked: Options,
    tools: Tools,
    *,
    as_json: bool,
) -> int:
    """Push, telling each step's end as it comes; the sums, or the JSON document, last."""
    from publisher.cli import say
    from publisher.cli.progress import progress
    from publisher.model.plan import Action
    from publisher.planning.report import exit_code, foreseen, to_json

    outcomes: tuple[Outcome, ...]
    if plan.changes:
        from publisher.push.apply import apply  # only now is an HTTP client worth its start-up
        from publisher.push.open import Opener
        from publisher.push.secrets import Secrets
        from publisher.wire.patience import SYSTEM

        secrets = Secrets(os.environ, workspace.secrets)
        opener = Opener(
            workspace.root, workspace.home / "cache", secrets, SYSTEM, paced=not workspace.pretend
        )
        settings = {target.name: target for target in workspace.targets}
        with progress() as tell:
            outcomes = apply(
                planned,
                workspace.ledger(),
                asked,
                lambda work: opener.open(work.target, work.adapter, settings[work.target].settings),
                workspace.root,
                tools,
                tell,
            )
    else:
        outcomes = tuple(foreseen(step) for step in plan.steps)
        for outcome in outcomes:
            if outcome.step.action in {Action.BLOCKED, Action.WAIT}:
                say.outcome(outcome)
    if as_json:
        click.echo(json.dumps(to_json(plan, outcomes), ensure_ascii=False, indent=2))
    else:
        say.sums(outcomes)
    return exit_code(outcomes)
