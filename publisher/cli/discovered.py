"""How `publish discover` tells what it asked and found: lines for a person, one document for a program."""

from __future__ import annotations

import json
import shlex
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import click

from publisher.cli import say
from publisher.cli.asking import Asked
from publisher.cli.visible import visible
from publisher.cli.workspace import Workspace
from publisher.model.post import PostKey, Problem
from publisher.planning.discovery import Finding
from publisher.planning.match import Confidence

Paths = Mapping[PostKey, str]
COLOURS = {Confidence.SURE: "green", Confidence.LIKELY: "yellow", Confidence.UNSURE: "magenta"}
NAMED = 5
"""Articles without a post that are named; there may be hundreds."""


def source(asked: Asked) -> None:
    """One line on what a source told, or why it did not and what to do; on stderr. Failures are told as
    errors."""
    words = [f"{len(asked.told.articles)} articles"] if asked.told is not None and not asked.error else []
    words += [asked.note] if asked.note else []
    if asked.error is not None and not asked.failed:
        words += [asked.error.message, asked.error.hint]
    name = f"{asked.target:<8} {asked.source}".strip()
    click.echo(visible(f"{name}: {'; '.join(filter(None, words)) or 'failed'}"), err=True)
    if asked.error is not None and asked.failed:
        say.fault(asked.error)


def problem(name: str, found: Problem) -> None:
    """A row that cannot be used."""
    where = f"{name}:{found.line}" if found.line else name
    click.echo(visible(f"{where}: {found.message}; {found.hint}"), err=True)


def table(findings: Sequence[Finding], paths: Paths) -> None:
    """Every finding with its target, post, article, address, how sure it is and why; sure ones first."""
    for confidence in (Confidence.SURE, Confidence.LIKELY, Confidence.UNSURE):
        for each in findings:
            if each.match.confidence is confidence:
                _row(each, paths)
    others = [each for each in findings if each.match.confidence is Confidence.NONE]
    if others:
        click.echo(f"{len(others)} {'article matches' if len(others) == 1 else 'articles match'} no post:")
        for each in others[:NAMED]:
            article = each.match.article
            click.echo(visible(f"  {each.target:<8} {article.address}  «{article.title}»"))
        if len(others) > NAMED:
            click.echo("  …  (--json names them all)")


def sums(
    workspace: Workspace, findings: Sequence[Finding], recorded: Collection[Finding], known: int
) -> None:
    """What was recorded, and what it changes."""
    if recorded:
        there = workspace.places().there
        counts = Counter(each.target for each in recorded)
        for target, count in counts.items():
            posts = {key for key in there.get(target, {}) if key in workspace.index.entries}
            click.echo(
                f"{target}: {count} recorded; links to {len(posts)} of {len(workspace.index.entries)} posts "
                "lead to their articles there now"
            )
        click.echo("next: publish plan   (which drafts that makes due; what is public there stays as it is)")
        return
    if not findings:
        told = f"{known} articles found, all of them known already" if known else "no articles found"
        click.echo(told)
    else:
        click.echo("nothing was recorded" + (f"; {known} more articles are known already" if known else ""))


def document(
    asked: Sequence[Asked],
    findings: Sequence[Finding],
    recorded: Collection[Finding],
    paths: Paths,
    known: int,
) -> str:
    """`{"version": 1, "asked": […], "matches": […], "known": N}`."""
    return json.dumps(
        {
            "version": 1,
            "asked": [
                {
                    "source": each.source,
                    "target": each.target,
                    "articles": len(each.told.articles) if each.told else 0,
                    "note": each.note,
                    "error": _error(each),
                }
                for each in asked
            ],
            "matches": [_match(each, each in recorded, paths) for each in findings],
            "known": known,
        },
        ensure_ascii=False,
        indent=2,
    )


def _row(found: Finding, paths: Paths) -> None:
    match = found.match
    posts = ", ".join(paths[key] for key in match.posts)
    sign = click.style(f"{match.confidence:<7}", fg=COLOURS[match.confidence])
    click.echo(f"{sign} {visible(f'{found.target:<8} {posts}')}")
    click.echo(visible(f"        {match.article.address}  «{match.article.title}»"))
    click.echo(click.style(visible(f"        {match.reason}"), dim=True))
    if found.known:
        click.echo(visible(f"        but it is recorded at {found.known}, which stays; to change that:"))
    if found.known or match.confidence is Confidence.UNSURE:
        for key in match.posts:
            words = ("publish", "link", paths[key], "--to", found.target, match.article.address)
            click.echo(visible(f"        {shlex.join(words)}"))


def _match(found: Finding, recorded: bool, paths: Paths) -> dict[str, object]:
    article = found.match.article
    return {
        "target": found.target,
        "post": paths[found.key] if found.key else "",
        "key": found.key or "",
        "posts": [paths[key] for key in found.match.posts],
        "title": article.title,
        "address": article.address,
        "confidence": found.match.confidence,
        "reason": found.match.reason,
        "source": found.source,
        "known": found.known,
        "recorded": recorded,
    }


def _error(asked: Asked) -> dict[str, object] | None:
    error = asked.error
    if error is None:
        return None
    return {"kind": error.kind, "message": error.message, "hint": error.hint}
