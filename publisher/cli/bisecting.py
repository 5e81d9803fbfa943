"""`publish push --bisect POST…`: which block of a post a platform refuses, and where its author wrote it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from publisher.cli import say
from publisher.cli.fetching import open_making
from publisher.cli.sandboxed import sandboxed
from publisher.cli.visible import visible
from publisher.cli.workspace import Workspace, open_workspace
from publisher.contract import Tools
from publisher.errors import ConfigError, PublishError
from publisher.planning.blame import expected_calls
from publisher.planning.plan import key_of
from publisher.planning.prepare import Prepared
from publisher.push.blaming import Blamed, find
from publisher.push.making import Making
from publisher.push.open import Opener
from publisher.push.secrets import Secrets
from publisher.wire.patience import SYSTEM
from publisher.wire.trace import Recorder, tracing

SHOWN = 160


def bisecting(
    posts: Sequence[str],
    targets: Sequence[str],
    site: Path | None,
    trace: Path | None,
    *,
    sandbox: bool,
    lenient: bool,
    as_json: bool,
) -> int:
    """Ask, target by target, about each post named; 1 where something is refused or could not be asked."""
    if not posts:
        raise click.UsageError("--bisect needs the post that is refused by name")
    workspace = open_workspace(site, targets, posts, sandbox=sandbox)
    able = tuple(target.name for target in workspace.targets if target.adapter.probes)
    if not able:
        named = ", ".join(target.name for target in workspace.targets)
        message = f"no platform here can be asked about parts of a post ({named})"
        raise ConfigError(message, hint="elsewhere a refusal says what is wrong: push, and read it")
    if not sandbox:
        with tracing(trace) as recorder:
            return _ask(workspace, able, posts, recorder, lenient=lenient, as_json=as_json)
    with sandboxed(workspace) as ready, tracing(trace) as recorder:
        return _ask(ready, able, posts, recorder, lenient=lenient, as_json=as_json)


def _ask(
    workspace: Workspace,
    able: Sequence[str],
    posts: Sequence[str],
    recorder: Recorder | None,
    *,
    lenient: bool,
    as_json: bool,
) -> int:
    tools = workspace.tools(lenient=lenient)
    renderer = workspace.renderer(tools)
    opener = Opener(
        workspace.root,
        workspace.home / "cache",
        Secrets(os.environ, workspace.secrets, workspace.root),
        SYSTEM,
        paced=not workspace.pretend,
        trace=recorder,
    )
    making = open_making(workspace)
    told: list[Mapping[str, object]] = []
    for work in renderer.works(workspace.posts(posts, every=False), named=True):
        if work.target in able:
            told.append(_one(workspace, renderer.prepare(work), opener, tools, making))
    if as_json:
        click.echo(json.dumps({"version": 1, "bisect": told}, ensure_ascii=False, indent=2))
    return int(any(one["refused"] or one["error"] for one in told))


def _one(
    workspace: Workspace, prepared: Prepared, opener: Opener, tools: Tools, making: Making
) -> Mapping[str, object]:
    """A post and a target: told as it comes, and as a value."""
    work, ledger = prepared.work, workspace.ledger()
    post, target = work.post.path, work.target
    document: dict[str, object] = {"post": post, "target": target, "asked": 0, "refused": [], "error": None}
    try:
        if prepared.rendition is None:
            raise prepared.error or PublishError("it cannot be rendered")
        calls = expected_calls(prepared.rendition.body)
        _say(target, f"{post}  about {calls} questions, each a call of the day's quota, on a scratch draft")
        connection = opener.open(target, work.adapter, work.settings)
        try:
            key = key_of(work.post, work.site.entries, ledger)
            found = find(prepared, key, connection, ledger, workspace.root, tools, making, _counting(target))
        finally:
            connection.close()
    except PublishError as error:
        say.fault(error)
        return document | {"error": {"kind": error.kind, "message": error.message, "hint": error.hint}}
    _report(target, post, found)
    refused = [{"file": post, "line": each.line, "html": each.html} for each in found.culprits]
    return document | {"asked": found.asked, "refused": refused}


def _report(target: str, post: str, found: Blamed) -> None:
    if not found.culprits:
        _say(target, f"{post}  it is taken as it is ({found.asked} questions)")
        return
    for each in found.culprits:
        place = f"{post}:{each.line}" if each.line else post
        html = each.html if len(each.html) <= SHOWN else f"{each.html[:SHOWN]}…"
        _say(target, f"{place}  refused: {html}")
    click.echo(f"    try: change or remove that, then push again ({found.asked} questions asked)", err=True)


def _counting(target: str) -> Callable[[int], None]:
    def tell(number: int) -> None:
        if number % 10 == 0:
            _say(target, f"{number} questions so far")

    return tell


def _say(target: str, words: str) -> None:
    click.echo(f"  {target:<8} {visible(words)}", err=True)
