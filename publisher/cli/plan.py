"""`publish plan [POST…]`: what push would do, and why; nothing is sent."""

from __future__ import annotations

import json
from pathlib import Path

import click

from publisher.cli import options


@click.command()
@options.posts
@options.every
@options.targets
@options.site
@options.as_json
@options.sandbox
@options.lenient
@options.deciding
@click.option("--exit-code", "tell", is_flag=True, help="Exit with 3 when there are changes.")
def command(
    posts: tuple[str, ...],
    every: bool,
    targets: tuple[str, ...],
    site: Path | None,
    as_json: bool,
    sandbox: bool,
    lenient: bool,
    tell: bool,
    **deciding: bool,
) -> int:
    """Say what push would do for these posts (default: all), with the reason and a text difference.

    Decided from the ledger alone: no connection is opened and no secret is read.
    """
    from publisher.cli import say
    from publisher.cli.workspace import open_workspace
    from publisher.planning.decision import Options
    from publisher.planning.plan import as_plan
    from publisher.planning.report import exit_code, foreseen, to_json

    workspace = open_workspace(site, targets, posts, sandbox=sandbox)
    paths = workspace.posts(posts, every=every or not posts)
    asked = Options(**deciding, guard=workspace.settings.site.guard)
    planned = workspace.plan(paths, asked, workspace.tools(lenient=lenient), named=bool(posts))
    plan = as_plan(planned)
    outcomes = [foreseen(step) for step in plan.steps]
    if as_json:
        click.echo(json.dumps(to_json(plan, outcomes), ensure_ascii=False, indent=2))
    else:
        say.plan(plan, differences=True)
    return exit_code(outcomes, tell_changes=tell)
