"""`publish push POST…`, or short `publish POST…`: the plan, carried out."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.cli import options

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
@click.option("--plan", "reviewed", metavar="FILE|DIGEST", help="Carry out this plan, or refuse.")
@click.option("--bisect", is_flag=True, help="Find what of a post is refused; no draft of it is touched.")
@options.as_json
@options.sandbox
@options.trace
@options.lenient
@options.deciding
def command(
    posts: tuple[str, ...],
    every: bool,
    targets: tuple[str, ...],
    site: Path | None,
    dry_run: bool,
    reviewed: str | None,
    bisect: bool,
    as_json: bool,
    sandbox: bool,
    trace: Path | None,
    lenient: bool,
    **deciding: bool,
) -> int:
    """Push drafts of posts to every target: made once, then updated in place.

    A POST is a file, a folder or a post's key. Nothing is published: you get drafts. A post that is up
    to date is left alone, a draft that a person edited there is never overwritten without --force, and a
    step that fails stops no other. An interrupted run is taken up where it stopped by the next one.

    With --plan FILE (of `publish plan -o FILE`) exactly the steps of that plan are taken, with the options
    it was made with; a guard that --yes lifted for the plan is lifted here too. Name posts or --to TARGET to
    take a part of it. When a step it would write has changed since, nothing is sent and each such step is
    told. What another run did of it meanwhile is left alone, and so is what the plan leaves alone or lets
    wait, even if that has become due. --plan DIGEST (its first 8 digits at least) only compares the plan
    made now for the same posts, targets and options.
    """
    if bisect:
        from publisher.cli.bisecting import bisecting

        return bisecting(posts, targets, site, trace, sandbox=sandbox, lenient=lenient, as_json=as_json)
    from publisher.cli.reviewed import Signed, asked_of, read_reviewed, written
    from publisher.cli.sandboxed import sandboxed
    from publisher.cli.workspace import open_workspace
    from publisher.planning.decision import Options
    from publisher.planning.document import Asked
    from publisher.planning.plan import as_plan

    given = read_reviewed(reviewed) if reviewed else None
    file = None if isinstance(given, Signed) else given
    if (bool(posts) and every) or not (posts or every or file):
        raise click.UsageError("name posts (files, folders or keys), or say --all; not both")
    wanted = Asked(**deciding, lenient=lenient, named=bool(posts))
    if file is not None:
        wanted = asked_of(file, deciding, lenient=lenient)
    workspace = open_workspace(site, targets, posts, sandbox=sandbox)
    part = written(file, workspace, posts, targets) if file else None
    if part is not None:
        workspace = part.workspace
    review = part or (given if isinstance(given, Signed) else None)
    paths = part.paths if part else workspace.posts(posts, every=every)
    limits = workspace.settings.site
    asked = Options(
        wanted.refresh, wanted.create, wanted.force, wanted.now, wanted.yes, limits.guard, limits.backfill
    )
    tools = workspace.tools(lenient=wanted.lenient)

    def again() -> Sequence[Planned]:
        planned = workspace.plan(paths, asked, tools, named=wanted.named)
        return review.hold(planned) if review else planned

    planned = again()
    if dry_run:
        return show(workspace, planned, as_plan(planned), tools, as_json=as_json)
    if sandbox:
        with sandboxed(workspace) as ready:
            return carry_out(ready, planned, asked, tools, again, trace, as_json=as_json)
    return carry_out(workspace, planned, asked, tools, again, trace, as_json=as_json)


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
    asked: Options,
    tools: Tools,
    again: Callable[[], Sequence[Planned]],
    trace: Path | None,
    *,
    as_json: bool,
) -> int:
    """Push, telling each step's end as it comes; the sums, or the JSON document, last. `again` plans anew,
    once pictures of the web are known."""
    from publisher.cli import say
    from publisher.cli.progress import progress
    from publisher.model.plan import Action
    from publisher.planning.plan import as_plan
    from publisher.planning.report import exit_code, foreseen, to_json

    outcomes: tuple[Outcome, ...]
    if as_plan(planned).changes:
        from publisher.cli.fetching import fetched, open_making
        from publisher.push.apply import apply  # only now is an HTTP client worth its start-up
        from publisher.push.open import Opener
        from publisher.push.secrets import Secrets
        from publisher.wire.patience import SYSTEM
        from publisher.wire.trace import tracing

        secrets = Secrets(os.environ, workspace.secrets, workspace.root)
        settings = {target.name: target for target in workspace.targets}
        making = open_making(workspace)
        planned = fetched(workspace, planned, making, again)
        with tracing(trace) as recorder, progress() as tell:
            opener = Opener(
                workspace.root,
                workspace.home / "cache",
                secrets,
                SYSTEM,
                paced=not workspace.pretend,
                trace=recorder,
            )
            outcomes = apply(
                planned,
                workspace.ledger(),
                asked,
                lambda work: opener.open(work.target, work.adapter, settings[work.target].settings),
                workspace.root,
                tools,
                tell,
                making,
            )
    else:
        outcomes = tuple(foreseen(each.step) for each in planned)
        for outcome in outcomes:
            if outcome.step.action in {Action.BLOCKED, Action.WAIT} or outcome.step.moved:
                say.outcome(outcome)
    if as_json:
        click.echo(json.dumps(to_json(as_plan(planned), outcomes), ensure_ascii=False, indent=2))
    else:
        say.sums(outcomes)
    return exit_code(outcomes)
