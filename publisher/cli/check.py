"""`publish check [POST…]`: every problem of posts and their renditions, with file and line."""

from __future__ import annotations

import json
from pathlib import Path

import click

from publisher.cli import options


@click.command()
@options.posts
@options.every
@options.targets
@options.site
@options.as_json
@options.lenient
def command(
    posts: tuple[str, ...],
    every: bool,
    targets: tuple[str, ...],
    site: Path | None,
    as_json: bool,
    lenient: bool,
) -> int:
    """Report every problem and every loss in these posts (default: all) with file:line; nothing is sent.

    An error stops a push, a note does not. Exits with 1 when there is an error.
    """
    from publisher.cli.workspace import open_workspace
    from publisher.planning.prepare import prepare

    workspace = open_workspace(site, targets, posts)
    tools = workspace.tools(lenient=lenient)
    found: dict[tuple[str, int, str, str, str], list[str]] = {}
    paths = workspace.posts(posts, every=every or not posts)
    for work in workspace.works(paths, named=True):
        post = work.post
        for problem in post.problems:
            found.setdefault((post.path, problem.line, "error", problem.message, problem.hint), [])
        prepared = prepare(work, tools)
        error = prepared.error
        if error is not None and not post.problems:
            found.setdefault((post.path, error.line, "error", error.message, error.hint), []).append(
                work.target
            )
        for note in prepared.notes:
            said = f"{note.detail} [{note.kind}]"
            found.setdefault((post.path, note.line, "note", said, ""), []).append(work.target)
    findings = sorted(found.items(), key=lambda item: item[0][:3])
    errors = sum(key[2] == "error" for key, _ in findings)
    if as_json:
        document = [
            {"file": path, "line": line, "level": level, "message": message, "hint": hint, "targets": names}
            for (path, line, level, message, hint), names in findings
        ]
        click.echo(json.dumps({"version": 1, "findings": document}, ensure_ascii=False, indent=2))
    else:
        for (path, line, level, message, hint), names in findings:
            where = f"{path}:{line}" if line else path
            who = f" ({', '.join(names)})" if names else ""
            click.echo(f"{where}: {level}: {message}{who}")
            if hint:
                click.echo(f"    try: {hint}")
        notes = len(findings) - errors
        click.echo(f"{len(paths)} posts: {errors} errors, {notes} notes")
    return 1 if errors else 0
