"""What `publish diff` and `publish pull` ask the platforms, and how they tell it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from publisher.cli.visible import visible
from publisher.cli.workspace import Workspace
from publisher.errors import PlatformError, PublishError
from publisher.model.post import Entry, PostKey
from publisher.planning.drift import Drift, Standing, unasked
from publisher.push.drifting import ask
from publisher.push.open import Connection, Opener
from publisher.push.secrets import Secrets
from publisher.source.settings import Target
from publisher.wire.patience import SYSTEM
from publisher.wire.trace import tracing

SIGNS = {
    Standing.SAME: ("=", None),
    Standing.EDITED: ("~", "yellow"),
    Standing.PUBLISHED: ("✓", "green"),
    Standing.GONE: ("!", "red"),
    Standing.FOREIGN: ("!", "red"),
    Standing.UNFINISHED: ("?", "magenta"),
    Standing.NOTHING: ("·", None),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of asking for one post on one target: `drift`, or the `error` in its way."""

    entry: Entry
    key: PostKey
    target: Target
    drift: Drift | None = None
    error: PublishError | None = None


@dataclass(slots=True)
class Doors:
    """The targets' channels, each opened when first needed and closed at the end."""

    workspace: Workspace
    opener: Opener
    open: dict[str, Connection | PublishError]

    def channel(self, target: Target) -> Connection:
        """Raises what opening it raised, each time."""
        if target.name not in self.open:
            try:
                self.open[target.name] = self.opener.open(target.name, target.adapter, target.settings)
            except PublishError as error:
                self.open[target.name] = error
        found = self.open[target.name]
        if isinstance(found, PublishError):
            raise found
        return found

    def shut(self, target: Target, error: PublishError) -> None:
        """The platform said that nothing more may be asked in this run."""
        found = self.open[target.name]
        if isinstance(found, Connection):
            found.close()
        self.open[target.name] = error


@contextmanager
def doors(workspace: Workspace, trace: Path | None) -> Iterator[Doors]:
    """Ready to open channels; of the sandbox's platforms where they are asked for."""
    with ExitStack() as stack:
        if workspace.pretend:
            from publisher.cli.sandboxed import plugged, simulators

            workspace = stack.enter_context(plugged(workspace, simulators(workspace)))
        recorder = stack.enter_context(tracing(trace))
        secrets = Secrets(os.environ, workspace.secrets, workspace.root)
        opener = Opener(
            workspace.root,
            workspace.home / "cache",
            secrets,
            SYSTEM,
            paced=not workspace.pretend,
            trace=recorder,
        )
        made = Doors(workspace, opener, {})
        try:
            yield made
        finally:
            for connection in made.open.values():
                if isinstance(connection, Connection):
                    connection.close()


def ask_all(
    ready: Doors, entries: Sequence[Entry], tell: Callable[[str], None] = lambda _words: None
) -> Iterator[Asked]:
    """Post by post, target by target. What can be told without asking opens no channel."""
    workspace = ready.workspace
    ledger = workspace.ledger()
    for number, entry in enumerate(entries, 1):
        for target in workspace.targets:
            try:
                key = workspace.key_of(entry.path, ledger)
            except PublishError as error:
                yield Asked(entry, entry.key, target, None, error)
                continue
            known = unasked(ledger.history(key), target.name, "")
            if known is not None:
                yield Asked(entry, key, target, known)
                continue
            tell(f"{target.name}: {number} of {len(entries)}  {entry.path}")
            try:
                channel = ready.channel(target).channel
                yield Asked(entry, key, target, ask(channel, ledger, target.adapter, key, target.name))
            except PublishError as error:
                if isinstance(error, PlatformError) and error.stop:
                    ready.shut(target, error)
                yield Asked(entry, key, target, None, error)


def entries(workspace: Workspace, posts: Sequence[str]) -> tuple[Entry, ...]:
    """The posts named, or all of them, less those that cannot be read: `publish check` says why."""
    paths = workspace.posts(posts, every=not posts)
    return tuple(workspace.index.posts[path] for path in paths if path in workspace.index.posts)


def say(each: Asked, *, heading: bool) -> None:
    """One line on a post's target, and the edit below it."""
    if heading:
        click.echo(click.style(visible(each.entry.path), bold=True) + f"  {visible(each.entry.title)}")
    name = f"{each.target.name:<8}"
    if each.drift is None:
        assert each.error is not None
        click.echo(click.style(f"  ✗ {name} {visible(each.error.message)}", fg="red"))
        if each.error.hint:
            click.echo(f"      try: {visible(each.error.hint)}")
        return
    sign, colour = SIGNS[each.drift.standing]
    click.echo(click.style(f"  {sign} {name}", fg=colour) + f" {visible(each.drift.reason)}")
    difference(each.drift.diff)
    if each.drift.hint:
        click.echo(f"      try: {visible(each.drift.hint)}")


def difference(diff: str) -> None:
    """A text difference, indented."""
    for line in diff.splitlines():
        colour = "green" if line.startswith("+") else "red" if line.startswith("-") else None
        click.echo(click.style(f"      {visible(line)}", fg=colour, dim=colour is None))


def as_json(each: Asked) -> Mapping[str, object]:
    found, error = each.drift, each.error
    draft = found.draft if found else None
    return {
        "post": each.entry.path,
        "key": each.key,
        "target": each.target.name,
        "state": str(found.standing) if found else "failed",
        "edited": bool(found and found.edited),
        "reason": found.reason if found else "",
        "hint": found.hint if found else "",
        "address": found.address if found else "",
        "draft": {"id": draft.id, "url": draft.url} if draft else None,
        "diff": found.diff if found else "",
        "error": {"kind": error.kind, "message": error.message, "hint": error.hint} if error else None,
    }
