"""A post and its renditions → every finding, each once, with the targets it concerns. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from publisher.contract import Adapter
from publisher.errors import PublishError
from publisher.markdown.lint import lint
from publisher.model.finding import Finding, Level
from publisher.model.post import Note, Post, Site
from publisher.planning.check.codes import explained
from publisher.planning.check.limits import judge
from publisher.planning.check.links.own import dead
from publisher.planning.check.links.uses import uses
from publisher.planning.check.pictures import pictures
from publisher.planning.prepare import Prepared

BROKEN = "formula-broken"
KINDS = {"source": "source", "limit": "limit", "config": "settings"}
"""The code of an error that stops a post, by the error's kind."""
SAID_BETTER = {
    "link-own-http": "link-own-spelling",
    "link-own-alias": "link-own-spelling",
    "link-local": "own-link-unknown",
}
"""Codes of a look at links, and what need not be said beside them of the same lines."""


def examine(
    post: Post,
    prepared: Sequence[Prepared],
    site: Site,
    code_columns: int,
    *,
    lenient: bool,
    links: Sequence[Finding] | None = None,
) -> tuple[Finding, ...]:
    """Findings in the order of the file. `prepared` are the post's renditions, or what stands in their way;
    made leniently, they tell of all broken formulas: these are errors unless `lenient` was asked for.
    `links` is what a look at the whole site's links found here; None = there was none, so that only the dead
    ones are told."""
    if links is None:
        links = [remark.finding(post.path) for remark in dead(uses(post, site), site)]
    better = {
        (SAID_BETTER[each.code], line) for each in links if each.code in SAID_BETTER for line in _lines(each)
    }
    found = [
        *(_problem(post, each.code, each.message, each.hint, each.line) for each in post.problems),
        *(_finding(post, note) for note in (*post.notes, *lint(post, site, code_columns))),
    ]
    found = [each for each in found if (each.code, each.line) not in better]
    found += links
    said = better | {(each.code, line) for each in found for line in _lines(each)}
    for each in prepared:
        found += [one for one in _of(post, each) if (one.code, one.line) not in said]
    if lenient:
        found = [replace(one, level=Level.WARNING) if one.code == BROKEN else one for one in found]
    return merged(found)


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once, with the targets of all that are otherwise the same, by file, line and gravity."""
    targets: dict[Finding, dict[str, None]] = {}
    everywhere: set[Finding] = set()
    for finding in findings:
        same = replace(finding, targets=())
        targets.setdefault(same, {}).update(dict.fromkeys(finding.targets))
        if not finding.targets:
            everywhere.add(same)
    made = (
        replace(same, targets=() if same in everywhere else tuple(names)) for same, names in targets.items()
    )
    return tuple(
        sorted(made, key=lambda each: (each.path, each.line, each.level.rank, each.code, each.message))
    )


def remarks(notes: Iterable[Note], path: str, target: str, adapter: Adapter[Any]) -> Iterator[Finding]:
    """An adapter's notes on a file as findings."""
    for note in notes:
        meaning = explained(note.kind, adapter)
        yield Finding(
            note.kind, meaning.level, note.detail, meaning.remedy, path, note.line, note.column, (target,)
        )


def _lines(finding: Finding) -> tuple[int, ...]:
    return (finding.line, *finding.more)


def _of(post: Post, prepared: Prepared) -> Iterator[Finding]:
    work, rendition, error = prepared.work, prepared.rendition, prepared.error
    if rendition is None:
        if error is not None and not post.problems:
            yield _stopped(post, work.target, error)
        return
    limits = work.adapter.limits
    yield from judge(rendition, limits, post)
    own = dict.fromkeys(note for note in rendition.notes if note not in post.notes)
    yield from remarks((*own, *pictures(rendition, limits, post)), post.path, work.target, work.adapter)


def _stopped(post: Post, target: str, error: PublishError) -> Finding:
    return Finding(
        KINDS.get(error.kind, "internal"),
        Level.ERROR,
        error.message,
        error.hint,
        error.path or post.path,
        error.line,
        targets=(target,),
    )


def _problem(post: Post, code: str, message: str, hint: str, line: int) -> Finding:
    return Finding(code, Level.ERROR, message, hint or explained(code).remedy, post.path, line)


def _finding(post: Post, note: Note) -> Finding:
    meaning = explained(note.kind)
    return Finding(note.kind, meaning.level, note.detail, meaning.remedy, post.path, note.line, note.column)
