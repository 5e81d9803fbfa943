"""`publish link POST --to TARGET ADDRESS`: record where a post is public, so that links lead there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.cli import options

if TYPE_CHECKING:
    from publisher.cli.workspace import Workspace
    from publisher.model.plan import Step
    from publisher.model.post import Entry
    from publisher.source.settings import Target

EPILOG = """\b
Examples:
  publish link content/hello --to wechat https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv
  publish link hello --to zhihu https://zhuanlan.zhihu.com/p/123456789
  publish link hello --to wechat --forget     it is not there, or not any more
\b
A platform that tells that a draft became public tells it to the next push; of the others only you know.
`publish discover` finds many articles at once. Links to the post then lead there on that target: the posts
that link to it in their prose become due, a few in each run (publish.toml: [site] backfill).
\b
Exit codes: 0 recorded, or known already · 2 no public address there, another post's, wrong usage."""


@click.command(epilog=EPILOG)
@click.argument("post")
@click.argument("address", required=False)
@click.option("--to", "target", required=True, metavar="TARGET", help="The target where it is public.")
@click.option("--forget", is_flag=True, help="Take back what was recorded: it is not public there.")
@options.site
@options.as_json
@options.sandbox
def command(
    post: str,
    address: str | None,
    target: str,
    forget: bool,
    site: Path | None,
    as_json: bool,
    sandbox: bool,
) -> int:
    """Record the public address of POST on a target, and say which posts that link to it become due.

    An address is taken in any spelling the platform hands out, except a preview's. A later one stands in for
    it; links written with the former one still lead to the post.
    """
    from publisher.cli.workspace import choose, open_workspace

    if forget == bool(address):
        raise click.UsageError("give the ADDRESS, or --forget what was recorded; not both")
    workspace = open_workspace(site, (), (post,), sandbox=sandbox)
    (there,) = choose(workspace.settings, (target,))
    entry = only(workspace, post)
    public = accepted(workspace, there, entry, address) if address else ""
    linkers = linking(workspace, entry)
    before = record(workspace, target, entry, public)
    steps = planned(workspace, target, linkers | linking(workspace, entry))
    if as_json:
        document = {
            "version": 1,
            "post": entry.path,
            "key": entry.key,
            "target": target,
            "address": public,
            "before": before,
            "changed": public != before,
            "linked_by": [_linked(step) for step in steps],
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        tell(entry, target, before, public, steps)
    return 0


def only(workspace: Workspace, name: str) -> Entry:
    """The one post a name means. Raises ConfigError."""
    from publisher.errors import ConfigError

    paths = workspace.posts((name,), every=False)
    if len(paths) > 1:
        raise ConfigError(f"{name} means {len(paths)} posts", hint=f"name one of {', '.join(paths[:5])}")
    broken = workspace.index.broken.get(paths[0])
    if broken is not None:
        raise broken
    return workspace.index.posts[paths[0]]


def accepted(workspace: Workspace, target: Target, entry: Entry, address: str) -> str:
    """The address in its one spelling there. Raises ConfigError for one that is not public there, and for
    another post's."""
    from publisher.errors import ConfigError
    from publisher.markdown.passes.links import find
    from publisher.source.view import view

    public = target.adapter.address(address)
    if not public:
        example = target.adapter.address_example
        raise ConfigError(
            f"{address} is no public address on {target.name}",
            hint=f"one looks like {example}" if example else "take the address of the published article",
        )
    places = workspace.places()
    there = places.there.get(target.name, {})
    holder = find(public, view(workspace.settings, workspace.index, target, places))
    stands = holder is not None and public in {there.get(holder), workspace.index.entries[holder].url}
    if holder is not None and holder != entry.key and stands:
        other = workspace.index.entries[holder]
        raise ConfigError(
            f"{public} is already the address of «{other.title}» ({other.path})",
            hint=f"if that is wrong: publish link {other.key} --to {target.name} --forget",
        )
    return public


def record(workspace: Workspace, target: str, entry: Entry, public: str) -> str:
    """The address that was recorded before; the new one ("" = none) is on record where it differs."""
    from publisher.model.record import Published

    ledger = workspace.ledger()
    key = workspace.key_of(entry.path, ledger)
    known = ledger.history(key).published(target)
    before = known.address if known else ""
    if public != before:
        ledger.append(key, Published(target=target, address=public))
        ledger.remember(key, (entry.key,), entry.url)
    return before


def linking(workspace: Workspace, entry: Entry) -> frozenset[str]:
    """The paths of the other posts whose prose links to this one, by any address known to be its own."""
    from publisher.source.graph import build_graph

    index = workspace.index
    graph = build_graph(workspace.settings, index, workspace.places().elsewhere)
    return frozenset(
        index.entries[key].path
        for key, cited in graph.citations.items()
        if entry.key in cited and key != entry.key and key in index.entries
    )


def planned(workspace: Workspace, target: str, paths: Iterable[str]) -> tuple[Step, ...]:
    """What is planned for posts now, on this target, and on others where it makes a difference."""
    from publisher.planning.decision import Options

    limits = workspace.settings.site
    asked = Options(guard=limits.guard, backfill=limits.backfill)
    plan = workspace.plan(sorted(paths), asked, workspace.tools(), named=False)
    return tuple(each.step for each in plan if each.step.target == target or each.step.moved)


def tell(entry: Entry, target: str, before: str, public: str, steps: Sequence[Step]) -> None:
    """What is on record now, and what becomes of the posts that link to it."""
    from publisher.cli import say
    from publisher.cli.visible import visible

    if public == before:
        told = (
            f"nothing to do: it is recorded at {public}" if public else "nothing to do: nothing is recorded"
        )
    elif public:
        told = f"recorded on {target}: {public}" + (f" (was {before})" if before else "")
    else:
        told = f"forgotten on {target}: {before}"
    click.echo(click.style(visible(entry.path), bold=True) + f"  {visible(entry.title)}")
    click.echo(f"  {visible(told)}")
    if not steps:
        click.echo("no other post links to it in its prose")
        return
    posts = len({step.post for step in steps})
    links = "1 post links" if posts == 1 else f"{posts} posts link"
    click.echo(f"{links} to it in prose:")
    for step in steps:
        say.linked(step)


def _linked(step: Step) -> Mapping[str, object]:
    return {
        "post": step.post,
        "key": step.key,
        "title": step.title,
        "target": step.target,
        "action": str(step.action),
        "reason": step.reason,
        "due": step.action.writes,
        "backfill": step.backfill,
    }
