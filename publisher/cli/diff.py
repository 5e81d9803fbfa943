"""`publish diff [POST…]`: what people changed on the platforms since we left it there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.cli import options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publisher.cli.drifting import Asked
    from publisher.cli.workspace import Workspace

EPILOG = """\b
What may be said of a draft:
  no edit      it is as we left it; that the platform rewrites it, or that somebody opened its editor
               and saved, is no edit
  edited       somebody changed it: `publish pull` takes the edit into your source, a push with --force
               overwrites it and keeps a copy
  published    it is public, and where; a push leaves it alone
  gone         it is not there any more, and nothing says that it was published
  foreign      the target points to another account than the draft's
\b
Colours, sizes and distances are not compared: platforms rewrite them.
\b
Examples:
  publish diff                        every post that has drafts, on every target
  publish diff content/hello          one post
  publish diff --to wechat --exit-code
\b
Exit codes: 0 all asked · 1 something could not be asked · 2 wrong usage or settings · 3 only with
--exit-code: there are edits."""


@click.command(epilog=EPILOG)
@options.posts
@options.targets
@options.site
@options.as_json
@options.sandbox
@options.trace
@click.option("--exit-code", "tell", is_flag=True, help="Exit with 3 when there are edits.")
def command(
    posts: tuple[str, ...],
    targets: tuple[str, ...],
    site: Path | None,
    as_json: bool,
    sandbox: bool,
    trace: Path | None,
    tell: bool,
) -> int:
    """Ask the platforms for the drafts of these posts (default: all) and show what people changed there:
    title, text, digest and cover, as a text difference between what we left and what is there.

    Nothing is changed on any platform.
    """
    from publisher.cli import drifting
    from publisher.cli.workspace import open_workspace

    workspace = open_workspace(site, targets, posts, sandbox=sandbox)
    found = ask(workspace, posts, trace, quiet=as_json)
    if as_json:
        drafts = [drifting.as_json(each) for each in found]
        click.echo(json.dumps({"version": 1, "drafts": drafts}, ensure_ascii=False, indent=2))
    else:
        sums(found)
    if any(each.error for each in found):
        return 1
    return 3 if tell and any(each.drift and each.drift.edited for each in found) else 0


def ask(workspace: Workspace, posts: Sequence[str], trace: Path | None, *, quiet: bool) -> list[Asked]:
    """All answers; told as they come. Posts never sent are told only where they were named."""
    from publisher.cli import drifting
    from publisher.cli.counting import counting
    from publisher.planning.drift import Standing

    found: list[Asked] = []
    last = ""
    with drifting.doors(workspace, trace) as ready, counting() as tell:
        for each in drifting.ask_all(ready, drifting.entries(workspace, posts), tell):
            found.append(each)
            nothing = each.drift is not None and each.drift.standing is Standing.NOTHING
            if not quiet and (posts or not nothing):
                drifting.say(each, heading=each.entry.path != last)
                last = each.entry.path
    return found


def sums(found: Sequence[Asked]) -> None:
    """The last line."""
    asked = [each for each in found if each.drift is not None and each.drift.receipt is not None]
    edited = sum(each.drift is not None and each.drift.edited for each in found)
    failed = sum(each.error is not None for each in found)
    parts = [f"{len(asked)} drafts asked for", f"{edited} edited"] + [f"{failed} not asked"] * bool(failed)
    click.echo(", ".join(parts) if asked or failed else "nothing was sent yet: there is nothing to ask for")
