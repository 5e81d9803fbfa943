"""`publish login TARGET`: a browser's session, pasted or from a file, checked and stored."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.cli import options
from publisher.cli.visible import visible
from publisher.errors import ConfigError

if TYPE_CHECKING:
    from publisher.cli.workspace import Workspace
    from publisher.contract import Login
    from publisher.source.settings import Target

EPILOG = """\b
Examples:
  publish login zhihu                           paste the cookie when asked: what you paste is not shown
  publish login zhihu --file cookies.txt        cookies.txt, a browser extension's JSON, or a Cookie header
  pbpaste | publish login zhihu --store file    from the clipboard, without a question
  publish login zhihu --store keyring           where the setting only names a variable (env:…)
\b
It is kept where the target's setting says: keyring:SERVICE/NAME in the system's keyring, file:PATH in a file
that only you may read. Never give a cookie as an argument: every program on the machine could read it.
It is checked against the platform before it is stored, and never printed.
\b
Exit codes: 0 stored · 1 refused there, or nothing was stored · 2 no cookie, wrong usage or settings."""
SIGNS = frozenset("=;")
"""What a cookie has and a target's name has not."""


@click.command(epilog=EPILOG)
@click.argument("target")
@click.argument("more", nargs=-1, metavar="")
@click.option(
    "--file",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Read the session from this file instead of asking.",
)
@click.option(
    "--store",
    type=click.Choice(["keyring", "file"]),
    help="Keep it there, whatever the setting says; the line for publish.toml is told.",
)
@click.option("--yes", is_flag=True, help="Store it although it is another account than before.")
@options.site
def command(
    target: str, more: tuple[str, ...], file: Path | None, store: str | None, yes: bool, site: Path | None
) -> int:
    """Store the session of a browser for TARGET, after looking whether it is good and whose it is.

    For platforms that know no other way in. You are asked to paste the cookie; it is also read from a pipe.
    An account other than the one that the target's drafts were made with is told before anything is stored.
    """
    from publisher.cli import sessions
    from publisher.cli.workspace import open_workspace
    from publisher.push.keeping import can_keep, place, ready

    if more or SIGNS & set(target):  # it is not told what was given: it may be the cookie
        raise click.UsageError(
            "a session is never given as an argument, where every program can read it: "
            "`publish login TARGET` asks for it, or takes it from a pipe or with --file"
        )
    workspace = open_workspace(site, (target,))
    (there,) = workspace.targets
    login = _login(workspace, there)
    stands = str(getattr(there.settings, login.setting))
    reference = place(store, f"{workspace.root.name}-{target}") if store else stands
    ready(reference)
    advice = "" if can_keep(reference) else sessions.elsewhere(login.setting, stands)
    cookie = sessions.given(login, file, advice)
    if not sessions.approved(workspace, there, login, cookie, yes=yes):
        click.echo("nothing was stored", err=True)
        return 1
    if advice:
        click.echo(visible(f"the session is good, but nothing was stored: {advice}"))
        return 1
    sessions.store(workspace, there, login, reference, cookie)
    return 0


def _login(workspace: Workspace, target: Target) -> Login:
    """How this target takes a session. Raises ConfigError."""
    login = target.adapter.login
    if login is None:
        takes = [name for name, each in workspace.settings.targets.items() if each.adapter.login is not None]
        raise ConfigError(
            f"{target.name} takes no pasted session: its secrets are named in publish.toml",
            hint=f"targets that do: {', '.join(takes)}" if takes else "`publish doctor` says what it lacks",
        )
    return login
