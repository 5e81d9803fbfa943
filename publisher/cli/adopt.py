"""`publish adopt POST…`: take blocks kept by hand out of sources, where readers see the same without them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.cli import options
from publisher.errors import ConfigError, PublishError

if TYPE_CHECKING:
    from publisher.cli.adopting import Told
    from publisher.cli.workspace import Workspace
    from publisher.model.post import Post
    from publisher.planning.adopt import Adoption
    from publisher.source.index import Index
    from publisher.source.settings import Settings

EPILOG = """\b
What is taken out, and where it goes:
  a list of posts        into the front matter, as one line below publish:
                           publish: {related: [{MoE: [44e38c1b]}, "[Title](https://…)"]}
                         or nowhere, where every target lists all posts by itself (related = "all")
  a footer or a notice   nowhere: the template says it again. It needs a place in publish.toml
                         (place = "end"), and a template that shows every link and picture it held
\b
A block stays where a target would no longer show one of its links, pictures or lines of words; you are
told which. The text around it stays the same to the byte, and adopting makes no draft due.
\b
Examples:
  publish adopt content/hello --dry-run   show what would change
  publish adopt content/hello             show it, and ask
  publish adopt --all --yes               every post, without asking
\b
Exit codes: 0 all well (a block that stays is well) · 1 a post cannot be rendered, or its file not
written · 2 wrong usage or settings."""

ANSWERS = {"y": "yes", "n": "no", "a": "all", "q": "quit"}


@click.command(epilog=EPILOG)
@options.posts
@options.every
@options.site
@options.as_json
@click.option("--dry-run", is_flag=True, help="Show what would change; write nothing, ask nothing.")
@click.option("--yes", is_flag=True, help="Write without asking.")
def command(
    posts: tuple[str, ...], every: bool, site: Path | None, as_json: bool, dry_run: bool, yes: bool
) -> int:
    """Take hand-kept blocks ([[blocks]] of publish.toml: lists of posts, footers, notices) out of sources.

    Only where it is proved that readers lose nothing: each post is rendered for every target as it is and
    as it would be, and all that its blocks showed must be shown again. Nothing else in a file changes.
    Without a terminal and without --yes nothing is written.
    """
    from publisher.cli import adopting
    from publisher.cli.workspace import open_workspace

    if bool(posts) == every:
        raise click.UsageError("name posts (files, folders or keys), or say --all; not both")
    if dry_run and yes:
        raise click.UsageError("--dry-run writes nothing and --yes writes without asking: say one of them")
    workspace = open_workspace(site, (), posts)
    if not workspace.settings.blocks:
        raise ConfigError(
            "publish.toml says of no block how it begins: there is nothing to take out",
            hint='add [[blocks]] with name = "related" and starts = ["…"], the line such lists begin with',
        )
    asking = not (as_json or dry_run or yes) and is_asking()
    decide: Callable[[], str] = ask if asking else (lambda: "yes") if yes else (lambda: "no")
    told: list[Told] = []
    for adoption in adoptions(workspace, workspace.posts(posts, every=every)):
        if not adoption.taken and not adoption.left:
            continue
        if not as_json:
            adopting.say(adoption)
        answer = decide() if adoption.taken else "no"
        if answer == "quit":
            break
        if answer == "all":
            decide = lambda: "yes"  # noqa: E731 - the rest of the run is decided
        told.append(_written(workspace, adoption, wanted=answer in {"yes", "all"}))
    if as_json:
        click.echo(json.dumps(adopting.document(told), ensure_ascii=False, indent=2))
    else:
        adopting.sums(told, asked=yes or dry_run or asking)
    return 1 if any(each.error or each.adoption.broken for each in told) else 0


def adoptions(workspace: Workspace, paths: Sequence[str]) -> Iterator[Adoption]:
    """What can be taken out of each post."""
    from publisher.cli.adopting import at
    from publisher.planning.adopt import adopt

    settings, index = workspace.settings, workspace.index
    tools = workspace.tools()
    renderer = workspace.renderer(tools, keep=False)
    for number, path in enumerate(paths, 1):
        with at(number, len(paths), path):
            works = tuple(renderer.works([path], named=True))
            adoption = adopt(works, tools, partial(_reread, settings, index, path))
        yield adoption


def _reread(settings: Settings, index: Index, path: str, text: str) -> Post:
    from publisher.source.load import load_post

    return load_post(settings, index, path, text=text)


def _written(workspace: Workspace, adoption: Adoption, *, wanted: bool) -> Told:
    from publisher.cli import say
    from publisher.cli.adopting import Told
    from publisher.source.save import save

    if not wanted or not adoption.taken:
        return Told(adoption)
    post = adoption.post
    try:
        save(workspace.root, post.path, post.text, adoption.text)
    except PublishError as error:
        say.fault(error)
        return Told(adoption, error=error)
    return Told(adoption, written=True)


def is_asking() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty()


def ask() -> str:
    """yes | no | all | quit, as the user says; no by default."""
    while True:
        said = click.prompt("write it? [y]es, [n]o, [a]ll, [q]uit", default="n", show_default=False, err=True)
        if answer := ANSWERS.get(str(said).strip().lower()[:1]):
            return answer
