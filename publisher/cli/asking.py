"""What `publish discover` asks platforms: the account's list, and which drafts of ours became public."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from publisher.cli.workspace import Workspace
from publisher.contract import Channel, Listable
from publisher.errors import ConfigError, PublishError, Rejected
from publisher.model.post import PostKey
from publisher.model.record import Draft
from publisher.planning.discovery import Source
from publisher.push.articles import Public, listed, released
from publisher.push.open import Opener
from publisher.push.secrets import Secrets
from publisher.source.settings import Target
from publisher.wire.patience import SYSTEM

ACCOUNT, DRAFTS = "account", "drafts"


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of asking one source. `target` is "" for a source of all targets, `told` what it knew;
    `note` says what was not asked and why, `error` what went wrong. `failed`: that is no mere lack of a
    right or a secret."""

    source: str
    target: str = ""
    told: Source | None = None
    note: str = ""
    error: PublishError | None = None
    failed: bool = False


Tell = Callable[[str], None]
"""Told while it goes on: how far it is."""


def ask(
    workspace: Workspace, targets: Sequence[Target], kinds: Sequence[str], tell: Tell, *, insisted: bool
) -> Iterator[Asked]:
    """Each target in turn. `insisted`: the user named what to ask, so that a missing secret is a failure."""
    secrets = Secrets(os.environ, workspace.secrets, workspace.root)
    cache = workspace.home / "cache"
    opener = Opener(workspace.root, cache, secrets, SYSTEM, paced=not workspace.pretend)
    for target in targets:
        try:
            connection = opener.open(target.name, target.adapter, target.settings)
        except PublishError as error:
            missing = isinstance(error, ConfigError)
            note = "not asked" if missing else ""
            yield Asked(" and ".join(kinds), target.name, None, note, error, insisted or not missing)
            continue
        try:
            yield from _ask(workspace, target, connection.channel, kinds, tell)
        finally:
            connection.close()


def _ask(
    workspace: Workspace, target: Target, channel: Channel, kinds: Sequence[str], tell: Tell
) -> Iterator[Asked]:
    if ACCOUNT in kinds:
        if isinstance(channel, Listable):
            public = listed(channel, lambda count: tell(f"{target.name}: {count} articles listed"))
            asked = _asked(ACCOUNT, target.name, public)
            yield asked
            if asked.failed:
                return
        else:
            yield Asked(ACCOUNT, target.name, note="not asked: it has no list of articles")
    if DRAFTS in kinds:
        if not target.adapter.tells_published:
            yield Asked(DRAFTS, target.name, note="not asked: it does not tell what became of a draft")
            return
        waiting = tuple(_waiting(workspace, target.name, channel.account))
        public = released(channel, waiting, lambda count: tell(f"{target.name}: {count} drafts looked at"))
        note = f"{public.left} older drafts are left for the next run" if public.left else ""
        yield _asked(DRAFTS, target.name, public, note)


def _asked(kind: str, target: str, public: Public, note: str = "") -> Asked:
    told = Source(kind, public.articles, public.whose, public.account)
    failed = public.error is not None and not isinstance(public.error, Rejected)
    return Asked(kind, target, told, note, public.error, failed)


def _waiting(workspace: Workspace, target: str, account: str) -> Iterator[tuple[PostKey, Draft]]:
    """Drafts of this account that are not known to be public, newest first."""
    found = []
    for key, history in workspace.histories().items():
        receipt = history.receipt(target)
        if key not in workspace.index.entries or receipt is None or receipt.account not in {"", account}:
            continue
        if not history.is_published(target) and not history.is_gone(target):
            found.append((receipt.at, key, receipt.draft))
    found.sort(key=lambda each: (each[0], each[1]), reverse=True)
    return ((key, draft) for _, key, draft in found)
