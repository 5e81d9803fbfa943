"""`publish sandbox`: pretend platforms on this machine, and a page on which their drafts can be read."""

from __future__ import annotations

from pathlib import Path

import click

from publisher.cli import options

PORT = 8808


@click.command()
@options.targets
@options.site
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes any free port."
)
def command(targets: tuple[str, ...], site: Path | None, port: int) -> None:
    """Serve a pretend platform for every target, until Ctrl-C.

    They are strict: what the real platform would refuse or drop, they refuse or drop. Drafts pushed with
    `--sandbox` are kept in .publish/sandbox and can be read on the page this prints. Only this machine can
    reach it.
    """
    from publisher.cli.sandboxed import simulators
    from publisher.cli.workspace import open_workspace
    from publisher.sandbox.run import serve_forever
    from publisher.sandbox.server import Server

    workspace = open_workspace(site, targets, sandbox=True)
    platforms = simulators(workspace)
    server = Server(platforms, port=port)
    click.echo(f"drafts can be read at {server.url}   (Ctrl-C ends)")
    for name in platforms:
        click.echo(f"  {name:<8} {server.base(name)}", err=True)
    serve_forever(server)
