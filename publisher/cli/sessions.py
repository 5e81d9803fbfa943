"""A session on its way from a person to where it is kept: read, looked at by the platform, stored."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from publisher.cli.examining import PATIENCE, accounts
from publisher.cli.hidden import ask_hidden
from publisher.cli.repository import ignores
from publisher.cli.visible import visible
from publisher.cli.workspace import Workspace
from publisher.contract import Login, Owned
from publisher.errors import PlatformError
from publisher.push.keeping import keep
from publisher.push.open import Opener
from publisher.push.secrets import Secrets
from publisher.source.settings import Target
from publisher.wire.cookies import cookie_header
from publisher.wire.patience import SYSTEM


def given(login: Login, file: Path | None, advice: str) -> str:
    """The Cookie header, from a file, a pipe, or a person who gets the advice first. Raises ConfigError."""
    if file is not None:
        text = file.read_bytes().decode("utf-8", "replace")
    elif sys.stdin.isatty():
        click.echo(login.how + f"\n{visible(advice)}" * bool(advice), err=True)
        text = ask_hidden("paste it here, then Return (it is not shown): ")
    else:
        text = sys.stdin.read()
    cookie = cookie_header(text, login.hosts, SYSTEM.now())
    login.check(cookie)
    return cookie


def approved(workspace: Workspace, target: Target, login: Login, cookie: str, *, yes: bool) -> bool:
    """Whether the platform knows the session, and it is the account it should be. Tells whose it is."""
    stands = str(getattr(target.settings, login.setting))
    secrets = Secrets(os.environ, {stands: cookie}, workspace.root)
    opener = Opener(workspace.root, workspace.home / "cache", secrets, SYSTEM, PATIENCE)
    try:
        connection = opener.open(target.name, target.adapter, target.settings)
    except PlatformError as error:
        click.echo(visible(f"error: {error.message}"), err=True)
        click.echo(visible(f"  try: {error.hint}"), err=True)
        return False
    channel = connection.channel
    connection.close()
    owner = channel.owner if isinstance(channel, Owned) and channel.owner else "an account without a name"
    click.echo(visible(f"logged in as «{owner}» ({channel.account})"))
    known = accounts(workspace, target.name)
    if not known or channel.account in known:
        return True
    told = f"the drafts of {target.name} were made with another account ({', '.join(sorted(known))})"
    click.echo(visible(f"warning: {told}: pushing them with this one is refused"), err=True)
    if yes:
        return True
    if sys.stdin.isatty() and sys.stderr.isatty():
        return click.confirm("store it all the same?", default=False, err=True)
    click.echo("  try: log in with that account, or say --yes", err=True)
    return False


def store(workspace: Workspace, target: Target, login: Login, reference: str, cookie: str) -> None:
    """Keep it, and say where, and what publish.toml must say for it to be found. Raises ConfigError."""
    where = keep(reference, cookie, workspace.root)
    click.echo(visible(f"stored in {where}"))
    path = reference.removeprefix("file:")
    if path != reference and ignores(workspace.root, str(Path(path).expanduser())) is False:
        click.echo(visible(f"warning: git does not ignore {path}: write it into .gitignore"), err=True)
    if reference != str(getattr(target.settings, login.setting)):
        click.echo("write into publish.toml:")
        click.echo(visible(f"  [targets.{target.name}]"))
        click.echo(visible(f'  {login.setting} = "{reference}"'))


def elsewhere(setting: str, stands: str) -> str:
    """What to do where nothing can be stored; never quotes a setting that is no reference."""
    scheme, _, name = stands.partition(":")
    if scheme == "env":
        return (
            f"{setting} is read from the environment variable {name}, which no program can set for you: put "
            "the cookie there (in CI: a secret of that name), or say --store keyring or --store file"
        )
    return f"{setting} names no place to keep it in: say --store keyring or --store file"
