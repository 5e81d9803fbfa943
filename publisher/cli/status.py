"""`publish status`: posts × targets, from the ledger alone."""

from __future__ import annotations

import json
from pathlib import Path

import click

from publisher.cli import options
from publisher.cli.visible import visible


@click.command()
@options.posts
@options.targets
@options.site
@options.as_json
@options.sandbox
def command(
    posts: tuple[str, ...], targets: tuple[str, ...], site: Path | None, as_json: bool, sandbox: bool
) -> int:
    """What stands where: the state, the draft and its address for each post (default: all) and target.

    Read from the ledger; no connection is opened. `publish plan` tells what changed since.
    """
    from publisher.cli.workspace import open_workspace

    workspace = open_workspace(site, targets, posts, sandbox=sandbox)
    ledger = workspace.ledger()
    rows: list[dict[str, str]] = []
    for path in workspace.posts(posts, every=not posts):
        entry = workspace.index.posts[path]
        key = ledger.known_as(entry.key)
        history = ledger.history(key)
        for target in workspace.targets:
            receipt, public = history.receipt(target.name), history.published(target.name)
            if history.open_intent(target.name) is not None:
                state = "in doubt"
            elif public is not None:
                state = "published"
            elif receipt is not None:
                state = "draft" if receipt.draft.complete else "incomplete"
            else:
                state = "-"
            rows.append(
                {
                    "post": path,
                    "title": entry.title,
                    "key": key,
                    "target": target.name,
                    "state": state,
                    "draft": receipt.draft.id if receipt else "",
                    "url": public.address if public else receipt.draft.url if receipt else "",
                    "at": receipt.at.isoformat(timespec="seconds") if receipt else "",
                }
            )
    if as_json:
        click.echo(json.dumps({"version": 1, "posts": rows}, ensure_ascii=False, indent=2))
        return 0
    last = ""
    for row in rows:
        if row["post"] != last:
            last = row["post"]
            click.echo(click.style(visible(last), bold=True) + f"  {visible(row['title'])}")
        told = f"{row['target']:<8} {row['state']:<10} {row['at']:<26} {row['url']}"
        click.echo(f"  {visible(told)}".rstrip())
    return 0
