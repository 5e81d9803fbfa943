"""`publish status`: posts × targets, from the ledger, after asking the platforms where that is wanted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.cli import options
from publisher.cli.visible import visible

if TYPE_CHECKING:
    from publisher.cli.standing import Told
    from publisher.cli.workspace import Workspace
    from publisher.model.post import Entry
    from publisher.model.record import History


@click.command()
@options.posts
@options.targets
@options.site
@options.as_json
@options.sandbox
@options.trace
@click.option("--online", is_flag=True, help="Ask the platforms first, and record what they say.")
def command(
    posts: tuple[str, ...],
    targets: tuple[str, ...],
    site: Path | None,
    as_json: bool,
    sandbox: bool,
    trace: Path | None,
    online: bool,
) -> int:
    """What stands where: the state, the draft and its address for each post (default: all) and target.

    Read from the ledger; no connection is opened, except with --online: then each draft is asked for, and
    what became of those that were to be made public (under review, rejected and why, published and where,
    deleted). Where that fails for one of them the exit code is 1. `publish plan` tells what changed since.
    """
    from publisher.cli.workspace import open_workspace

    if trace is not None and not online:
        raise click.UsageError("--trace goes with --online: nothing is said to a platform without it")
    workspace = open_workspace(site, targets, posts, sandbox=sandbox)
    paths = workspace.posts(posts, every=not posts)
    entries = [workspace.index.posts[path] for path in paths if path in workspace.index.posts]
    asked: Mapping[tuple[str, str], Told] = {}
    if online:
        from publisher.cli.standing import ask_all  # only now is an HTTP client worth its start-up

        asked = ask_all(workspace, entries, trace, named=bool(posts))
    rows = list(rows_of(workspace, entries, asked))
    if as_json:
        click.echo(json.dumps({"version": 1, "posts": rows}, ensure_ascii=False, indent=2))
    else:
        tell(rows)
    return int(any(each.error for each in asked.values()))


def rows_of(
    workspace: Workspace, entries: Sequence[Entry], asked: Mapping[tuple[str, str], Told]
) -> Iterator[Mapping[str, str]]:
    """One for each post and target; posts that cannot be read have none: `publish check` says why."""
    from publisher.model.record import History

    histories = workspace.histories()
    for entry in entries:
        history = histories.get(entry.key, History(entry.key))
        for target in workspace.targets:
            receipt, public = history.receipt(target.name), history.published(target.name)
            told = asked.get((entry.path, target.name))
            yield {
                "post": entry.path,
                "title": entry.title,
                "key": history.key,
                "target": target.name,
                "state": state(history, target.name),
                "reason": reason(history, target.name, told),
                "draft": receipt.draft.id if receipt else "",
                "url": public.address if public else receipt.draft.url if receipt else "",
                "at": receipt.at.isoformat(timespec="seconds") if receipt else "",
            }


def tell(rows: Sequence[Mapping[str, str]]) -> None:
    """A line for each target, below its post."""
    last = ""
    for row in rows:
        if row["post"] != last:
            last = row["post"]
            click.echo(click.style(visible(last), bold=True) + f"  {visible(row['title'])}")
        told = f"{row['target']:<8} {row['state']:<12} {row['at']:<26} {row['url']}"
        click.echo(f"  {visible(told)}".rstrip())
        if row["reason"]:
            click.echo(f"      {visible(row['reason'])}")


def state(history: History, target: str) -> str:
    """In a word: in doubt, published, under review, rejected, deleted, draft, gone (and nothing says where),
    incomplete, or - for nothing."""
    from publisher.model.record import Releasing

    receipt, release = history.receipt(target), history.release(target)
    if history.open_intent(target) is not None:
        return "in doubt"
    if history.is_published(target):
        return "published"
    if isinstance(release, Releasing):
        return "in doubt"
    if release is not None and not release.address:  # an address that was known was taken back
        return str(release.state)
    if receipt is None:
        return "-"
    if history.is_gone(target):
        return "gone"
    return "draft" if receipt.draft.complete else "incomplete"


def reason(history: History, target: str, told: Told | None) -> str:
    """More words on a state: why it could not be asked for, what a person edited, why it was rejected."""
    from publisher.model.record import Releasing

    if told is not None and told.error is not None:
        return f"{told.error.message} — {told.error.hint}" if told.error.hint else told.error.message
    if told is not None and told.drift is not None and told.drift.edited:
        return told.drift.reason
    release = history.release(target)
    if isinstance(release, Releasing):
        return "it was asked to be made public, and the answer was lost"
    return release.reason if release else ""
