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
@click.option(
    "-o",
    "out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Also write the plan into a file, which `publish push --plan FILE` carries out to the letter.",
)
@click.option("--exit-code", "tell", is_flag=True, help="Exit with 3 when there are changes.")
def command(
    posts: tuple[str, ...],
    every: bool,
    targets: tuple[str, ...],
    site: Path | None,
    as_json: bool,
    sandbox: bool,
    lenient: bool,
    out: Path | None,
    tell: bool,
    **deciding: bool,
) -> int:
    """Say what push would do for these posts (default: all), with the reason and a text difference.

    Decided from the ledger alone: no connection is opened and no secret is read. A plan in a file is for
    review: it holds each step with its text difference and the digest of what would be sent, and no secret.
    A push carries it out with the options it was made with, --yes too, and refuses when a step has changed.
    """
    from publisher.cli import say
    from publisher.cli.workspace import open_workspace
    from publisher.planning.decision import Options
    from publisher.planning.document import Asked, to_document
    from publisher.planning.plan import as_plan
    from publisher.planning.report import exit_code, foreseen

    workspace = open_workspace(site, targets, posts, sandbox=sandbox)
    paths = workspace.posts(posts, every=every or not posts)
    limits = workspace.settings.site
    asked = Options(**deciding, guard=limits.guard, backfill=limits.backfill)
    planned = workspace.plan(paths, asked, workspace.tools(lenient=lenient), named=bool(posts))
    plan = as_plan(planned)
    if out is not None or as_json:
        ledger = workspace.ledger()
        document = to_document(
            plan,
            Asked(**deciding, lenient=lenient, named=bool(posts)),
            limits.url,
            workspace.targets,
            {step.key: ledger.history(step.key) for step in plan.steps},
            sandbox=sandbox,
        )
        text = json.dumps(document, ensure_ascii=False, indent=2)
        if out is not None:
            write(out, text)
        if as_json:
            click.echo(text)
    if not as_json:
        say.plan(plan, differences=True)
    return exit_code([foreseen(step) for step in plan.steps], tell_changes=tell)


def write(path: Path, text: str) -> None:
    """The whole file or nothing. Raises ConfigError."""
    from publisher.errors import ConfigError
    from publisher.ledger.files import replace_text

    try:
        replace_text(path, text + "\n")
    except OSError as error:
        hint = "name a file in a folder that is there"
        raise ConfigError(
            f"cannot be written: {error.strerror or error}", hint=hint, path=str(path)
        ) from None
