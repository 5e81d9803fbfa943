"""Examining a target: its secrets, what its adapter says of this machine, and what the platform says of the
account. Nothing is changed anywhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sized
from datetime import timedelta
from pathlib import Path

from publisher.contract import Channel, Examinable, Owned
from publisher.errors import AuthError, ConfigError, PublishError
from publisher.model.verdict import State, Verdict
from publisher.push.open import Opener
from publisher.push.references import bare, references
from publisher.push.secrets import ELSE, Secrets
from publisher.source.settings import Target
from publisher.wire.dates import Dates

MOST_AHEAD = timedelta(minutes=3)
"""A clock that is further off makes signatures and tokens invalid before their time."""


def examine_here(target: Target, secrets: Secrets, root: Path) -> Iterator[Verdict]:
    """What can be told without a connection: secrets, and what the adapter finds on this machine."""
    named = tuple(references(target.settings))
    missing = tuple(_missing(target, secrets))
    yield from missing
    if named and not missing:
        yield Verdict("secrets", "its secrets are there")
    for name in bare(target.settings):
        yield Verdict(
            "secrets",
            f"[targets.{target.name}] {name} holds the secret itself, for all who see publish.toml",
            State.WARNING,
            'write "env:NAME", "file:PATH" or "keyring:SERVICE/NAME" there, and have a new secret made',
        )
    yield from target.adapter.survey(target.settings, root)


def examine_there(
    target: Target, opener: Opener, dates: Dates, accounts: Collection[str]
) -> tuple[Verdict, ...]:
    """What the platform says. `accounts` are those the ledger's drafts of this target were made with; the
    opener's channels report to `dates`."""
    try:
        connection = opener.open(target.name, target.adapter, target.settings)
    except PublishError as error:
        return (*_clock(target.name, dates), failed(error))
    try:
        found = tuple(_asked(connection.channel))
        other = tuple(_another(connection.channel, accounts))
        clean = connection.client.clean
    finally:
        connection.close()
    return tuple(
        Verdict(each.what, clean(each.message), each.state, clean(each.hint))
        for each in (*_clock(target.name, dates), *other, *found)
    )


def failed(error: PublishError) -> Verdict:
    """An error as a verdict."""
    what = {AuthError: "session", ConfigError: "settings"}.get(type(error), "platform")
    return Verdict(what, error.message, State.ERROR, error.hint)


def _missing(target: Target, secrets: Secrets) -> Iterator[Verdict]:
    """What cannot be read; variables that are not set are told together."""
    login = target.adapter.login.setting if target.adapter.login is not None else ""
    unset: dict[str, str] = {}
    for name, reference in references(target.settings):
        try:
            secrets.value(reference, f"[targets.{target.name}] {name}")
        except ConfigError as error:
            if reference.startswith("env:"):
                unset[name] = reference.removeprefix("env:")
            else:
                paste = f"; or: publish login {target.name}" if name == login else ""
                yield Verdict("secrets", error.message, State.ERROR, error.hint + paste)
    if unset:
        variables = " and ".join(unset.values())
        message = f"{' and '.join(unset)} {_is(unset)} missing: no {' and no '.join(unset.values())} is set"
        hint = f"set {variables} (in CI: from secrets of the repository){ELSE}"
        paste = f"; or: publish login {target.name}" if login in unset else ""
        yield Verdict("secrets", message, State.ERROR, hint + paste)


def _is(some: Sized) -> str:
    return "is" if len(some) == 1 else "are"


def _asked(channel: Channel) -> Iterator[Verdict]:
    if isinstance(channel, Owned) and channel.owner:
        yield Verdict("session", f"logged in as «{channel.owner}»")
    if isinstance(channel, Examinable):
        try:
            yield from channel.examine()
        except PublishError as error:
            yield failed(error)


def _another(channel: Channel, accounts: Collection[str]) -> Iterator[Verdict]:
    if accounts and channel.account not in accounts:
        yield Verdict(
            "account",
            "this is another account than the one its drafts were made with: pushing them is refused",
            State.ERROR,
            "use that account's secrets here, or give this account a target of its own in publish.toml",
        )


def _clock(target: str, dates: Dates) -> Iterator[Verdict]:
    ahead = dates.ahead.get(target)
    if ahead is None:
        return
    minutes = abs(ahead) / timedelta(minutes=1)
    if abs(ahead) <= MOST_AHEAD:
        yield Verdict("clock", "this machine's clock agrees with the platform's")
        return
    yield Verdict(
        "clock",
        f"this machine's clock is {minutes:.0f} minutes {'ahead' if ahead > timedelta() else 'behind'}: "
        "signatures, tokens and schedules go wrong with it",
        State.ERROR,
        "let the system set its clock by the network (NTP)",
    )
