"""What `publish discover` looks through besides platforms, and how it puts together what was told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from publisher.cli.asking import Asked
from publisher.cli.workspace import Workspace
from publisher.errors import ConfigError, PublishError
from publisher.markdown.front_matter import read
from publisher.markdown.passes.links import find
from publisher.model.article import Article
from publisher.model.post import PostKey, Problem
from publisher.planning.discovery import Finding, Source, discover
from publisher.planning.match import Known
from publisher.planning.mentions import Platform, Told, told
from publisher.source.exported import Row, read_exported
from publisher.source.graph import mentions
from publisher.source.settings import Target
from publisher.source.text import decoded
from publisher.source.view import view

CSV, SOURCES = "csv", "sources"
_ANY_PAGE = "https://example.org/page"


def discoverable(targets: Sequence[Target]) -> tuple[Target, ...]:
    """Those that can tell their own articles from other pages of the web: a blog cannot, and its posts are
    where the site says."""
    return tuple(target for target in targets if not target.adapter.address(_ANY_PAGE))


def known_posts(workspace: Workspace, target: str) -> tuple[Known, ...]:
    """Every post under every title it has or had there."""
    histories = workspace.histories()
    found = []
    for entry in workspace.index.entries.values():
        history = histories.get(entry.key)
        receipt = history.receipt(target) if history else None
        titles = (entry.title, receipt.draft.title) if receipt else (entry.title,)
        found.append(Known(entry.key, tuple(dict.fromkeys(filter(None, titles))), entry.date))
    return tuple(found)


def from_csv(workspace: Workspace, path: Path) -> tuple[Mapping[str, Source], tuple[Problem, ...]]:
    """A list's articles by target, and the rows that cannot be used."""
    rows, problems = read_exported(path)
    found: dict[str, list[Article]] = {}
    wrong = list(problems)
    every = discoverable(tuple(workspace.settings.targets.values()))
    asked = {target.name for target in workspace.targets}
    for row in rows:
        there = tuple(target for target in every if _is_there(row, target))
        if len(there) == 1 and there[0].name in asked:
            address = there[0].adapter.address(row.address)
            found.setdefault(there[0].name, []).append(Article(address, row.title, "", row.date))
        elif len(there) != 1:
            wrong.append(_misplaced(row, there))
    return (
        {name: Source(CSV, tuple(articles)) for name, articles in found.items()},
        tuple(sorted(wrong, key=lambda each: each.line)),
    )


def from_links(workspace: Workspace, targets: Sequence[Target]) -> tuple[Told, ...]:
    """What links in the site's own sources say, of targets that no other target shares its adapter with."""
    if not targets:
        return ()
    every = workspace.settings.targets.values()
    shared = Counter(target.adapter.name for target in every)
    labels = {name for target in every for name in target.adapter.names}
    platforms = [
        Platform(target.name, target.adapter.address, target.adapter.names)
        for target in targets
        if shared[target.adapter.name] == 1 or len(targets) == 1
    ]
    places = workspace.places()
    site = view(workspace.settings, workspace.index, targets[0], places)
    posts = [Known(entry.key, (entry.title,), entry.date) for entry in workspace.index.entries.values()]
    return tuple(
        each
        for found in mentions(workspace.settings, workspace.index).values()
        for each in told(found, posts, platforms, labels, lambda url: find(url, site))
    )


def put_together(
    workspace: Workspace, targets: Sequence[Target], asked: Sequence[Asked], links: Sequence[Told]
) -> Iterator[tuple[str, tuple[Finding, ...], int]]:
    """By target: what was found, and how many articles the ledger knows already."""
    places, text = workspace.places(), _texts(workspace)
    for target in targets:
        sources = [each.told for each in asked if each.told is not None and each.target == target.name]
        said = [each for each in links if each.target == target.name]
        posts = known_posts(workspace, target.name)
        findings, known = discover(target.name, posts, sources, said, places, text)
        yield target.name, findings, known


def _texts(workspace: Workspace) -> Callable[[PostKey], str]:
    """The words of a post: its source, less the front matter; "" where it cannot be read."""

    def text(key: PostKey) -> str:
        path = workspace.index.entries[key].path
        try:
            source = decoded((workspace.root / path).read_bytes(), path)
            return source[read(source).body_offset :]
        except (OSError, PublishError):
            return ""

    return text


def _is_there(row: Row, target: Target) -> bool:
    if not target.adapter.address(row.address):
        return False
    called = {target.name, target.adapter.name, *target.adapter.names}
    return not row.target or row.target.casefold() in {name.casefold() for name in called}


def _misplaced(row: Row, there: Sequence[Target]) -> Problem:
    if there:
        names = " or ".join(target.name for target in there)
        return Problem(f"{row.address} could be on {names}", "say which in a column named target", row.line)
    return Problem(
        f"{row.address} is no public article of a target", "is it an editor's or preview's address?", row.line
    )


def refuse_blogs(workspace: Workspace, names: Sequence[str]) -> tuple[Target, ...]:
    """The targets to look on. ConfigError where none is left, or one was named that cannot be looked on."""
    found = discoverable(workspace.targets)
    left = [name for name in names if name not in {target.name for target in found}]
    if left or not found:
        which = ", ".join(left) or "these targets"
        raise ConfigError(
            f"there is nothing to discover on {which}: its articles are the site's own pages",
            hint="name a platform with --to",
        )
    return found
