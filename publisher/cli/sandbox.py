"""`publish sandbox`: pretend platforms on this machine, and a page on which their drafts can be read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.cli import options
from publisher.cli.visible import visible

if TYPE_CHECKING:
    from publisher.cli.workspace import Workspace
    from publisher.sandbox.kit import Platform

PORT = 8808


@click.command()
@options.targets
@options.site
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes any free port."
)
@click.option(
    "--release",
    multiple=True,
    metavar="POST",
    help="Publish the drafts of this post there, as you would in a browser, and end; repeatable.",
)
def command(targets: tuple[str, ...], site: Path | None, port: int, release: tuple[str, ...]) -> int:
    """Serve a pretend platform for every target, until Ctrl-C.

    They are strict: what the real platform would refuse or drop, they refuse or drop. Drafts pushed with
    `--sandbox` are kept in .publish/sandbox and can be read on the page this prints. Only this machine can
    reach it.
    """
    from publisher.cli.sandboxed import simulators
    from publisher.cli.workspace import open_workspace
    from publisher.sandbox.run import serve_forever
    from publisher.sandbox.server import Server

    workspace = open_workspace(site, targets, release, sandbox=True)
    platforms = simulators(workspace)
    if release:
        return _release(workspace, platforms, release)
    server = Server(platforms, port=port, logged=False)
    click.echo(f"drafts can be read at {server.url}   (Ctrl-C ends)")
    for name in platforms:
        click.echo(f"  {name:<8} {server.base(name)}", err=True)
    serve_forever(server)
    return 0


def _release(workspace: Workspace, platforms: Mapping[str, Platform], posts: tuple[str, ...]) -> int:
    """A person publishes drafts there: the platforms know it, the ledger is not told. 1 = one has none."""
    ledger = workspace.ledger()
    missing = False
    for path in workspace.posts(posts, every=False):
        history = ledger.history(workspace.key_of(path, ledger))
        released = False
        for name, platform in platforms.items():
            receipt = history.receipt(name)
            drafts = {each.id for each in platform.arrived() if each.state == "draft"}
            if receipt is not None and receipt.draft.id in drafts:
                click.echo(visible(f"{name:<8} {path}  {platform.publish(receipt.draft.id)}"))
                released = True
        if not released:
            click.echo(visible(f"{path}: no draft of it is there; first: publish {path} --sandbox"), err=True)
            missing = True
    return int(missing)
