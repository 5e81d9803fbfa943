"""`publish check [POST…]`: every problem of posts and their renditions, with file and line."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.cli import options
from publisher.errors import ConfigError, PublishError

if TYPE_CHECKING:
    from publisher.cli.findings import Report

FORMATS = ("text", "json", "github", "sarif")
LEVELS = ("error", "warning", "note")
EPILOG = """\b
Examples:
  publish check content/hello          one post, on every target
  publish check --to wechat            every post, for one target
  publish check --fail-on warning      exit with 1 for warnings too
  publish check --links                links too: dead, misleading, repeated; posts nothing leads to
  publish check --outside              and whether the pages of other sites are still there
  publish check --explain body-long    what a code means, and what to do
  publish check --format github        annotations, in a GitHub workflow
  publish check --format sarif --output check.sarif
\b
To hear no more of a code, except of errors:
  publish.toml                         [check] silence = ["heading-jump", "picture-alt:notes/*"]
  the post's front matter              publish: {silence: [code-long-line]}
  above one paragraph or code block    <!-- publish-check: silence table-wide -->
\b
Pages of other sites are asked for politely: one request per host and second, robots.txt obeyed. What is
found is kept for a week (an hour where it is no good; --fresh asks again). To leave addresses out:
  publish.toml                         [check] skip_links = ["https://example.com/*"]
\b
Exit codes: 0 nothing as grave as --fail-on · 1 something is · 2 wrong usage or settings."""


@click.command(epilog=EPILOG)
@options.posts
@options.every
@options.targets
@options.site
@options.lenient
@click.option(
    "--links",
    is_flag=True,
    help="Hold links against the whole site too: dead, misleading, misspelt, repeated ones, missing places "
    "(#heading), posts nothing leads to.",
)
@click.option(
    "--outside",
    is_flag=True,
    help="Ask for the pages of other sites that posts link to, too (implies --links; opens connections).",
)
@click.option("--fresh", is_flag=True, help="With --outside: believe nothing that was found before.")
@click.option(
    "--within",
    type=click.IntRange(min=1),
    default=600,
    metavar="SECONDS",
    help="With --outside: the most time it may take; 600 if not said.",
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to tell it.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write it to a file; the summary still goes to stderr.",
)
@click.option(
    "--fail-on",
    type=click.Choice(LEVELS),
    help="The least grave level to exit with 1 for; else [check] fail_on, else error.",
)
@click.option("--verbose", "-v", is_flag=True, help="Tell every finding, not only the first few of a code.")
@click.option(
    "--list", "listing", is_flag=True, help="List all codes and what they mean, and do nothing else."
)
@click.option("--explain", metavar="CODE", default="", help="Explain one code, and do nothing else.")
def command(
    posts: tuple[str, ...],
    every: bool,
    targets: tuple[str, ...],
    site: Path | None,
    lenient: bool,
    links: bool,
    outside: bool,
    fresh: bool,
    within: int,
    form: str,
    as_json: bool,
    output: Path | None,
    fail_on: str | None,
    verbose: bool,
    listing: bool,
    explain: str,
) -> int:
    """Report every problem and every loss in these posts (default: all) with file and line.

    Nothing is sent, and only --outside opens connections. Each post is read as an editor would, rendered
    for each target, and held against what that target takes. An error stops a push; a warning is something
    readers would meet; a note is worth knowing.
    """
    from publisher.cli.checking import Asking, check, explanations, refused
    from publisher.model.finding import Level

    if listing or explain:
        return explanations(site, explain)
    if fresh and not outside:
        raise click.UsageError("--fresh says how --outside is to be done: write both")
    form = "json" if as_json else form
    asking = Asking(within, fresh) if outside else None
    try:
        report, settings = check(
            posts, targets, site, every=every, lenient=lenient, links=links or outside, asking=asking
        )
    except ConfigError as error:
        if form in {"text", "json"}:
            raise
        say(refused(error, site), form, output, verbose=verbose)
        return 2
    say(report, form, output, verbose=verbose)
    gravest = Level(fail_on or settings.check.fail_on).rank
    return 1 if any(each.level.rank <= gravest for each in report.findings) else 0


def say(report: Report, form: str, output: Path | None, *, verbose: bool) -> None:
    """The report in its form, to a file or to stdout; the summary apart from what a program reads."""
    from publisher.cli.findings import summary

    written = "\n".join(told(report, form, verbose=verbose))
    if output is not None:
        try:
            output.write_text(click.unstyle(written) + "\n" * bool(written), encoding="utf-8", newline="\n")
        except OSError as error:
            raise PublishError(f"--output {output} cannot be written: {error.strerror}") from None
    elif written:
        click.echo(written)
    if report.checked:
        if written and form == "text" and output is None:
            click.echo()
        click.echo(summary(report), err=form != "text" or output is not None)


def told(report: Report, form: str, *, verbose: bool) -> Iterator[str]:
    """The lines of a report in one of FORMATS."""
    from publisher.cli import findings

    base = findings.repository(report.root, os.environ)
    if form == "json":
        from publisher.cli.findings.document import document

        yield json.dumps(document(report), ensure_ascii=False, indent=2)
    elif form == "sarif":
        from publisher.cli.findings import sarif

        yield json.dumps(sarif.document(report, base), ensure_ascii=False, indent=2)
    elif form == "github":
        from publisher.cli.findings import github

        yield from github.lines(report, base)
    else:
        from publisher.cli.findings import text

        yield from text.lines(report, Path.cwd().resolve(), verbose=verbose)
