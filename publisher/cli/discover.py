"""`publish discover`: articles that are on the platforms already, found, matched to posts and recorded."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.cli import options

if TYPE_CHECKING:
    from publisher.cli.asking import Asked
    from publisher.cli.workspace import Workspace
    from publisher.model.post import PostKey
    from publisher.planning.discovery import Finding
    from publisher.source.settings import Target

KINDS = ("account", "drafts", "csv", "sources")
EPILOG = """\b
Examples:
  publish discover                             look everywhere, then decide match by match
  publish discover --to zhihu --from account   only that account's own list
  publish discover --to wechat --csv list.csv  a list you exported or typed: title,address (标题,链接)
  publish discover --from sources --yes        links to own articles in your posts; no question, no network
\b
Where it looks (--from):
  account   the account's own list of published articles, where the platform gives it out
  drafts    drafts pushed from here that somebody published since
  csv       a file (--csv): UTF-8 or GBK; commas, semicolons or tabs; date and target are welcome columns
  sources   links in your posts, by a post's title or behind a link to the post: [博客](…) [知乎](…)
\b
To try it without an account:
  publish content/hello --sandbox && publish sandbox --release content/hello && publish discover --sandbox
\b
Exit codes: 0 all well · 1 a source that was asked failed · 2 wrong usage, settings or list."""


@click.command(epilog=EPILOG)
@options.posts
@options.targets
@click.option(
    "--csv",
    "table",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A list of articles with the columns title and address (标题, 链接).",
)
@click.option("--from", "kinds", multiple=True, type=click.Choice(KINDS), help="Look only there; repeatable.")
@click.option("--yes", is_flag=True, help="Record the sure matches without a question, and no others.")
@options.site
@options.as_json
@options.sandbox
def command(
    posts: tuple[str, ...],
    targets: tuple[str, ...],
    table: Path | None,
    kinds: tuple[str, ...],
    yes: bool,
    site: Path | None,
    as_json: bool,
    sandbox: bool,
) -> int:
    """Find articles that are on the platforms already, and record which post each one is.

    From then on links between your posts lead to the articles there, and a post that is there is not drafted
    again. Articles are matched by title, then by their words; parts of a series never for each other.
    Sure matches are recorded after one question, likely ones after a question each; doubtful ones are only
    listed, with the command to copy. A platform is asked where its secrets are set; nothing changes there.
    """
    from publisher.cli import discovered
    from publisher.cli.discovering import from_links, put_together, refuse_blogs
    from publisher.cli.workspace import open_workspace

    if table is None and "csv" in kinds:
        raise click.UsageError("--from csv needs a file: --csv FILE")
    workspace = open_workspace(site, targets, posts, sandbox=sandbox)
    wanted = set(workspace.posts(posts, every=not posts))
    there = refuse_blogs(workspace, targets)
    asked = _ask(workspace, there, kinds)
    if table is not None and (not kinds or "csv" in kinds):
        asked += _read(workspace, table)
    links = from_links(workspace, there) if not kinds or "sources" in kinds else ()
    found = tuple(put_together(workspace, there, asked, links))
    paths = {key: entry.path for key, entry in workspace.index.entries.items()}
    findings = [each for _, some, _ in found for each in some if not posts or _is_of(each, paths, wanted)]
    known = sum(count for _, _, count in found)
    if not as_json:
        discovered.table(findings, paths)
    recorded = _record(workspace, findings, paths, yes=yes, as_json=as_json)
    if as_json:
        click.echo(discovered.document(asked, findings, recorded, paths, known))
    else:
        discovered.sums(workspace, findings, recorded, known)
    return 1 if any(each.failed for each in asked) else 0


def _ask(workspace: Workspace, targets: Sequence[Target], kinds: Sequence[str]) -> list[Asked]:
    """Platforms, as far as they are to be asked; what each told is said at once."""
    online = [kind for kind in ("account", "drafts") if not kinds or kind in kinds]
    if not online:
        return []
    from publisher.cli import discovered
    from publisher.cli.asking import ask  # only now is an HTTP client worth its start-up
    from publisher.cli.counting import counting

    names = {target.name for target in targets}
    asked: list[Asked] = []
    with ExitStack() as stack:
        if workspace.pretend:
            from publisher.cli.sandboxed import sandboxed

            workspace = stack.enter_context(sandboxed(workspace))
        tell = stack.enter_context(counting())
        ready = [target for target in workspace.targets if target.name in names]
        for each in ask(workspace, ready, online, tell, insisted=bool(kinds)):
            discovered.source(each)
            asked.append(each)
    return asked


def _read(workspace: Workspace, table: Path) -> list[Asked]:
    """The list handed in, target by target."""
    from publisher.cli import discovered
    from publisher.cli.asking import Asked
    from publisher.cli.discovering import from_csv

    told, problems = from_csv(workspace, table)
    for each in problems:
        discovered.problem(str(table), each)
    asked = [Asked("csv", target, source) for target, source in told.items()]
    for one in asked:
        discovered.source(one)
    return asked


def _record(
    workspace: Workspace,
    findings: Sequence[Finding],
    paths: Mapping[PostKey, str],
    *,
    yes: bool,
    as_json: bool,
) -> tuple[Finding, ...]:
    """What is approved, recorded. Where nobody can be asked, nothing is."""
    from publisher.cli import approving

    if yes:
        taken = approving.sure(findings)
    elif as_json or not sys.stdin.isatty():
        taken = ()
        waiting = approving.sure(findings)
        if waiting and not as_json:
            click.echo(f"no terminal to ask at: --yes records the {len(waiting)} sure matches", err=True)
    else:
        taken = approving.approved(findings, paths, approving.asked)
    return approving.record(workspace, taken)


def _is_of(found: Finding, paths: Mapping[PostKey, str], wanted: Collection[str]) -> bool:
    return any(paths[key] in wanted for key in found.match.posts)
