"""`publish status --online`: what became of drafts, and of what was to be made public; asked and recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from publisher.cli.counting import counting
from publisher.cli.drifting import Doors, doors
from publisher.cli.workspace import Workspace
from publisher.errors import InDoubt, PlatformError, PublishError
from publisher.ledger.store import Ledger
from publisher.model.post import Entry, PostKey
from publisher.model.record import History, Released
from publisher.planning.drift import Drift
from publisher.push.drifting import ask
from publisher.push.release import LOOK, LOST, Releaser
from publisher.source.settings import Target

MOST_PUBLIC = 20
"""Articles of one target that are asked for though they are public, to see whether they still are: the
newest, since platforms count such calls. Those of posts that were named are all asked for."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a platform said of one post: of its draft, or what went wrong."""

    drift: Drift | None = None
    error: PublishError | None = None


def ask_all(
    workspace: Workspace, entries: Sequence[Entry], trace: Path | None, *, named: bool
) -> Mapping[tuple[str, str], Told]:
    """By path and target; what is known without asking is missing. The ledger knows the rest afterwards."""
    found: dict[tuple[str, str], Told] = {}
    ledger = workspace.ledger()
    keys: dict[str, PostKey] = {}
    for entry in entries:
        try:
            keys[entry.path] = workspace.key_of(entry.path, ledger)
        except PublishError:  # `publish check` says why
            continue
    histories = {path: ledger.history(key) for path, key in keys.items()}
    with doors(workspace, trace) as ready, counting() as tell:
        for target in ready.workspace.targets:
            asked = [path for path in keys if _is_open(histories[path], target.name)]
            public = [path for path in keys if _is_public(histories[path], target.name)]
            public.sort(key=lambda path: _since(histories[path], target.name), reverse=True)
            for number, path in enumerate((*asked, *public[: None if named else MOST_PUBLIC]), 1):
                tell(f"{target.name}: {number}  {path}")
                found[path, target.name] = _told(ready, target, keys[path], ledger)
    return found


def _told(ready: Doors, target: Target, key: PostKey, ledger: Ledger) -> Told:
    try:
        channel = ready.channel(target).channel
        history = ledger.history(key)
        if not history.is_releasing(target.name) and not _is_public(history, target.name):
            return Told(ask(channel, ledger, target.adapter, key, target.name))
        releaser = Releaser(key, target.name, target.adapter, channel, ledger)
        if releaser.ask() is None:
            return Told(error=InDoubt(LOST, hint=LOOK, target=target.name))
        return Told()
    except PublishError as error:
        if isinstance(error, PlatformError) and error.stop:
            ready.shut(target, error)
        return Told(error=error)


def _is_open(history: History, target: str) -> bool:
    """Whether a draft is there, or was asked to be made public, and may have become something else."""
    return history.receipt(target) is not None and not history.is_published(target)


def _is_public(history: History, target: str) -> bool:
    """Whether it became public by asking for it, so that it can be asked about."""
    known = history.release(target)
    return history.is_published(target) and isinstance(known, Released) and bool(known.request)


def _since(history: History, target: str) -> float:
    known = history.release(target)
    return known.at.timestamp() if known else 0.0
