"""What `publish check` does between its words: load, render, examine and silence, post by post."""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

import click

from publisher import registry
from publisher.cli.findings import Report
from publisher.cli.findings.text import COLOURS
from publisher.cli.linking import Links
from publisher.cli.workspace import Workspace, open_workspace
from publisher.contract import Tools
from publisher.errors import ConfigError, SourceError
from publisher.model.finding import Finding, Level
from publisher.model.post import Post, Site
from publisher.planning.check import silence
from publisher.planning.check.codes import table
from publisher.planning.check.examine import examine, merged, remarks
from publisher.planning.plan import is_left_out
from publisher.planning.prepare import Prepared, prepare
from publisher.rendering.renderer import unreadable
from publisher.source.load import load_post
from publisher.source.settings import FILE, Settings, load_settings
from publisher.source.view import own_resources


@dataclass(frozen=True, slots=True)
class Asking:
    """How outside pages are asked for: for so many seconds at most; `fresh`: whatever was found before."""

    within: float
    fresh: bool = False


def check(
    posts: Sequence[str],
    targets: Sequence[str],
    site: Path | None,
    *,
    every: bool,
    lenient: bool,
    links: bool = False,
    asking: Asking | None = None,
) -> tuple[Report, Settings]:
    """Everything there is to say of these posts, less what is silenced. `links`: their links are held against
    the whole site; `asking` asks for the pages of other sites that they lead to. Raises ConfigError."""
    workspace = open_workspace(site, targets, posts)
    settings = workspace.settings
    paths = workspace.posts(posts, every=every or not posts)
    codes = table(target.adapter for target in settings.targets.values())
    quiets = silence.of_site(settings.check.silence)
    text = settings.path.read_text(encoding="utf-8-sig")
    resources = tuple(_resources(workspace))
    told = tuple(f"{each.path}:" for each in resources)  # what a rendition says of such a file is in here
    found = [*silence.mistakes(quiets, codes, FILE, text), *resources]
    before = len(found)
    found = list(silence.heard(found, quiets))
    silenced = before - len(found)
    quiet: dict[str, tuple[silence.Quiet, ...]] = {}
    seen = _seen(workspace)
    linking = Links(settings, workspace.index, seen) if links else None
    for post, findings in _examined(workspace, paths, seen, linking, lenient=lenient):
        own = quiet[post.path] = silence.of_post(post)
        findings = tuple(each for each in findings if not (told and each.message.startswith(told)))
        findings += tuple(silence.mistakes(own, codes, post.path, post.text))
        heard = silence.heard(findings, (*quiets, *own))
        silenced += len(findings) - len(heard)
        found += heard
    if linking is not None:
        for finding in _late(workspace, linking, paths, asking):
            if silence.heard((finding,), (*quiets, *quiet.get(finding.path, ()))):
                found.append(finding)
            else:
                silenced += 1
    checked = f"{_many(len(paths), 'post')} × {_many(len(workspace.targets), 'target')}"
    return Report(settings.root, merged(found), codes, checked, silenced), settings


def refused(error: ConfigError, site: Path | None) -> Report:
    """Settings that cannot be read, as findings on their lines: what a code host shows."""
    found = []
    for problem in error.problems:
        placed = re.match(rf"{re.escape(FILE)}:(\d+): ", problem)
        line = int(placed[1]) if placed else error.line
        message = problem[placed.end() :] if placed else problem.removeprefix(f"{FILE}: ")
        found.append(Finding("settings", Level.ERROR, message, error.hint, FILE, line))
    return Report((site or Path.cwd()).resolve(), tuple(found), table())


def explanations(site: Path | None, code: str) -> int:
    """All codes, or one at length: the engine's, and those of every adapter that can be found."""
    with suppress(ConfigError):  # outside a site there are the adapters that are installed
        load_settings(site or Path.cwd())
    known = table(map(registry.adapter, registry.names()))
    if not code:
        width = max(map(len, known))
        for name, meaning in known.items():
            level = click.style(f"{meaning.level!s:<7}", fg=COLOURS[meaning.level])
            click.echo(f"{name:<{width}}  {level}  {meaning.meaning}")
        return 0
    if code not in known:
        close = difflib.get_close_matches(code, known, n=1)
        hint = f"did you mean {close[0]}?" if close else "`publish check --list` shows all"
        raise ConfigError(f"there is no code {code!r}", hint=hint)
    meaning = known[code]
    click.echo(f"{code} ({meaning.level})\n  {meaning.meaning}")
    if meaning.remedy:
        click.echo(f"  try: {meaning.remedy}")
    return 0


def _resources(workspace: Workspace) -> Iterator[Finding]:
    """What the targets would not keep of the themes and templates of the user's own."""
    for target in workspace.targets:
        for path, text in own_resources(workspace.settings, target).items():
            notes = target.adapter.inspect(path, text)
            yield from remarks(notes, path, target.name, target.adapter)


def _seen(workspace: Workspace) -> Site:
    """The site as no target in particular sees it."""
    site, index = workspace.settings.site, workspace.index
    return Site(
        url=site.url,
        aliases=site.aliases,
        entries=index.entries,
        index=index.index,
        elsewhere=workspace.ledger().places().elsewhere,
    )


def _late(
    workspace: Workspace, linking: Links, paths: Sequence[str], asking: Asking | None
) -> Iterator[Finding]:
    """What is known only when all posts have been looked at."""
    yield from linking.unlinked(paths)
    if asking is None:
        return
    from publisher.cli.outside import Outside  # whoever asks nobody does without HTTP
    from publisher.wire.outside import ask_pages

    cache, skip = workspace.settings.cache, workspace.settings.check.skip_links
    place = cache / "outside.json" if cache else None
    ask = partial(ask_pages, within=asking.within)
    yield from Outside(linking.site, ask, skip, place, asking.fresh)(linking.found)


def _examined(
    workspace: Workspace, paths: Sequence[str], site: Site, linking: Links | None, *, lenient: bool
) -> Iterator[tuple[Post, tuple[Finding, ...]]]:
    """Each post, whole, with all its findings; a terminal sees how far it is."""
    columns = workspace.settings.check.code_columns
    renderer = workspace.renderer(workspace.tools(lenient=lenient))
    forgiving = workspace.tools(lenient=True)
    works = renderer.works(paths, named=True)
    with click.progressbar(
        length=len(paths), label="checking", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        for path in paths:
            post: Post | None = None
            prepared: list[Prepared] = []
            for work in islice(works, len(workspace.targets)):
                post = work.post if work.post.text else post  # a kept rendition comes without it
                if not is_left_out(work.post, work.target):
                    prepared.append(_told(renderer.prepare(work), forgiving))
            post = post or _whole(workspace, path)
            links = linking.look(post) if linking is not None else None
            yield post, examine(post, prepared, site, columns, lenient=lenient, links=links)
            bar.update(1)


def _told(prepared: Prepared, forgiving: Tools) -> Prepared:
    """A post that cannot be rendered once more, leniently: so that all its broken formulas are told, and what
    else there is to say of it."""
    if prepared.rendition is not None or prepared.work.post.problems:
        return prepared
    again = prepare(prepared.work, forgiving)
    return prepared if again.rendition is None else again


def _whole(workspace: Workspace, path: str) -> Post:
    try:
        return load_post(workspace.settings, workspace.index, path)
    except SourceError as error:
        return unreadable(path, error)


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
