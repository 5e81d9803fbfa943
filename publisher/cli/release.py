"""`publish release POST --to TARGET`: make a draft public, where the account may and a person says so."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.cli import options

if TYPE_CHECKING:
    from publisher.cli.workspace import Workspace
    from publisher.errors import PublishError
    from publisher.model.post import Entry, PostKey
    from publisher.model.record import Draft, History, Release
    from publisher.source.settings import Target

EPILOG = """\b
Off unless publish.toml says so for the target:
  [targets.wechat]
  release = "ask"          # "no" (the default): a person publishes on the platform
\b
Nothing else of this program makes anything public, and this verb asks first, or is told --yes.
\b
Where the account lacks the right, or the platform's interface publishes nothing, this says where a
person presses what; that is no failure.
\b
The review takes as long as it takes: `publish status --online` asks what has become of it.
\b
Exit codes: 0 public, under review, or for a person to do · 1 refused, or in doubt · 2 wrong usage,
settings, or a draft that is not there or not up to date."""


@click.command(epilog=EPILOG)
@click.argument("post")
@click.option("--to", "target", required=True, metavar="TARGET", help="The target whose draft it is.")
@click.option("--yes", is_flag=True, help="Do not ask: make it public.")
@click.option("--as-is", "as_is", is_flag=True, help="The draft as it is there, though the source changed.")
@click.option(
    "--again",
    is_flag=True,
    help="You looked there: the request whose answer was lost came to nothing, so make another.",
)
@options.site
@options.as_json
@options.sandbox
@options.trace
def command(
    post: str,
    target: str,
    yes: bool,
    as_is: bool,
    again: bool,
    site: Path | None,
    as_json: bool,
    sandbox: bool,
    trace: Path | None,
) -> int:
    """Make the draft of POST on a target public, as it stands there.

    It must be the one last pushed and up to date with its source. It is asked for once: when the answer
    is lost, the next run looks for the article instead of asking again.
    """
    from publisher.cli.link import only
    from publisher.cli.workspace import choose, open_workspace
    from publisher.model.record import Release, ReleaseState

    workspace = open_workspace(site, (target,), (post,), sandbox=sandbox)
    (there,) = choose(workspace.settings, (target,))
    entry = only(workspace, post)
    ledger = workspace.ledger()
    key = workspace.key_of(entry.path, ledger)
    history = ledger.history(key)
    draft, error = ready(workspace, there, entry, history, as_is=as_is), None
    if not there.adapter.releases:
        found: Release | None = Release(ReleaseState.BY_HAND, reason="its interface publishes nothing")
    else:
        allowed(
            there, entry, draft, asked=history.is_releasing(target) and not again, yes=yes, silent=as_json
        )
        found, error = ask(workspace, entry, key, trace, again=again)
    tell(there, entry, key, draft, found, error, as_json=as_json)
    return int(error is not None or (found is not None and found.state is ReleaseState.REJECTED))


def ready(workspace: Workspace, target: Target, entry: Entry, history: History, *, as_is: bool) -> Draft:
    """The draft to make public. Raises PublishError where there is none, or another than the source says."""
    from publisher.errors import ConfigError
    from publisher.planning.decision import Options

    receipt, name = history.receipt(target.name), f"«{entry.title}» ({entry.path})"
    push = f"push it first: publish {entry.path} --to {target.name}"
    if receipt is None or not receipt.draft.complete or history.open_intent(target.name):
        raise ConfigError(f"there is no finished draft of {name} on {target.name}", hint=push)
    if as_is or history.is_published(target.name) or history.is_releasing(target.name):
        return receipt.draft
    (planned,) = workspace.plan((entry.path,), Options(), workspace.tools(), named=True)
    if planned.prepared.error is not None:
        raise planned.prepared.error
    rendition = planned.prepared.rendition
    if rendition is not None and rendition.authored_digest != receipt.authored:
        raise ConfigError(
            f"the draft of {name} on {target.name} is not what the source says by now",
            hint=f"{push}; --as-is makes it public all the same",
        )
    return receipt.draft


def allowed(target: Target, entry: Entry, draft: Draft, *, asked: bool, yes: bool, silent: bool) -> None:
    """Raises ConfigError unless settings and person say so; Abort where the person says no. What was asked
    for already is only asked about."""
    from publisher.cli.visible import visible
    from publisher.errors import ConfigError

    if asked:
        return
    if target.settings.release == "no":
        raise ConfigError(
            f"nothing is made public on {target.name}: its release is off",
            hint=f'publish it yourself ({by_hand(target, draft)}), or set release = "ask" in '
            f"[targets.{target.name}]",
        )
    if yes:
        return
    if silent or not sys.stdin.isatty():
        raise ConfigError("nothing is made public without a yes", hint="there is nobody to ask: say --yes")
    question = f"make «{entry.title}» public on {target.name}? It cannot be taken back from here."
    click.confirm(visible(question), default=False, abort=True, err=True)


def ask(
    workspace: Workspace, entry: Entry, key: PostKey, trace: Path | None, *, again: bool
) -> tuple[Release | None, PublishError | None]:
    """What the platform says, or what went wrong."""
    from publisher.cli.drifting import doors
    from publisher.errors import PublishError
    from publisher.push.release import PAUSES, Releaser
    from publisher.wire.patience import SYSTEM

    with doors(workspace, trace) as open_doors:
        (target,) = open_doors.workspace.targets
        try:
            channel = open_doors.channel(target).channel
            releaser = Releaser(key, target.name, target.adapter, channel, workspace.ledger())
            found = releaser.release(again=again)
            pauses = (0.0, 0.0) if workspace.pretend else PAUSES
            return releaser.wait(found, SYSTEM.sleep, pauses), None
        except PublishError as error:
            return None, error


def by_hand(target: Target, draft: Draft) -> str:
    """Where a person presses what."""
    return ": ".join(filter(None, (draft.url, target.adapter.by_hand)))


def tell(
    target: Target,
    entry: Entry,
    key: PostKey,
    draft: Draft,
    found: Release | None,
    error: PublishError | None,
    *,
    as_json: bool,
) -> None:
    """The end of it, on stdout."""
    from publisher.cli.visible import visible
    from publisher.errors import InDoubt
    from publisher.model.record import ReleaseState

    state = str(found.state) if found else "in doubt" if isinstance(error, InDoubt) else "failed"
    hint = next_step(target, entry, draft, found) if found else ""
    if as_json:
        document = {
            "version": 1,
            "post": entry.path,
            "key": key,
            "target": target.name,
            "state": state,
            "address": found.address if found else "",
            "reason": found.reason if found else "",
            "hint": hint,
            "draft": {"id": draft.id, "url": draft.url},
            "error": {"kind": error.kind, "message": error.message, "hint": error.hint} if error else None,
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    words = found and (found.address if found.state is ReleaseState.PUBLISHED else found.reason)
    reason = error.message if error else words or ""
    click.echo(click.style(visible(entry.path), bold=True) + f"  {visible(entry.title)}")
    click.echo(visible(f"  {target.name:<8} {state}" + (f": {reason}" if reason else "")))
    if hint := hint or (error.hint if error else ""):
        click.echo(f"      try: {visible(hint)}")


def next_step(target: Target, entry: Entry, draft: Draft, found: Release) -> str:
    """What a person does then."""
    from publisher.model.record import ReleaseState

    link = f"publish link {entry.key} --to {target.name} ADDRESS"
    if found.state is ReleaseState.BY_HAND:
        after = "" if target.adapter.tells_published else f"; then say where: {link}"
        return by_hand(target, draft) + after
    if found.state is ReleaseState.REVIEW:
        return "publish status --online tells what has become of it"
    if found.state is ReleaseState.REJECTED:
        return "mend the post and push it; if the draft is gone, with --create"
    return "" if found.address or found.state is ReleaseState.DELETED else link
