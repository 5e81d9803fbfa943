"""`publish pull POST`: take what a person changed on a platform into the Markdown source."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.cli import options
from publisher.errors import PublishError

if TYPE_CHECKING:
    from publisher.cli.drifting import Asked, Doors
    from publisher.cli.workspace import Workspace
    from publisher.model.post import Post
    from publisher.planning.takeback.carry import Carried
    from publisher.push.drifting import Taker

EPILOG = """\b
What is taken: changed, added and removed words, paragraphs, headings, list items, table cells, code,
formulas, link addresses, emphasis; the title, digest or author where the front matter says it. Only where
it is proved: the post is rendered with the change, and must differ by exactly what the person changed.
Markdown around the change stays as it is.
\b
What cannot be taken (a picture, a change in a generated block, two places that could be meant) is written
beside the source as POST.TARGET.pull.diff. Put it into the source by hand and pull again: what the source
says already counts as taken.
\b
Once all of an edit is taken the draft is no longer "edited": the next push updates it if anything else is
due, and the other targets get the change too.
\b
Examples:
  publish pull content/hello --dry-run          show what would change
  publish pull content/hello --to wechat        show it, and ask
\b
Exit codes: 0 all taken, or no edit · 1 something is left, or could not be asked or written · 2 wrong usage
or settings."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """What became of one target's edit. `report` is where the rest was written, "" = nowhere."""

    asked: Asked
    carried: Carried | None = None
    written: bool = False
    recorded: bool = False
    diff: str = ""
    report: str = ""
    error: PublishError | None = None


@click.command(epilog=EPILOG)
@click.argument("post")
@options.targets
@options.site
@options.as_json
@options.sandbox
@options.trace
@click.option("--dry-run", is_flag=True, help="Show what would change; write nothing, ask nothing.")
@click.option("--yes", is_flag=True, help="Write without asking.")
def command(
    post: str,
    targets: tuple[str, ...],
    site: Path | None,
    as_json: bool,
    sandbox: bool,
    trace: Path | None,
    dry_run: bool,
    yes: bool,
) -> int:
    """Take what people changed in the drafts of POST, on each target in turn, into its source.

    The source's difference is shown before it is written. Without a terminal and without --yes nothing is
    written. Nothing is changed on any platform.
    """
    from publisher.cli import drifting
    from publisher.cli.link import only
    from publisher.cli.workspace import open_workspace

    if dry_run and yes:
        raise click.UsageError("--dry-run writes nothing and --yes writes without asking: say one of them")
    workspace = open_workspace(site, targets, (post,), sandbox=sandbox)
    entry = only(workspace, post)
    found: list[Pulled] = []
    with drifting.doors(workspace, trace) as ready:
        for each in drifting.ask_all(ready, (entry,)):
            if not as_json:
                drifting.say(each, heading=not found)
            found.append(pull(ready, each, quiet=as_json, dry_run=dry_run, yes=yes))
    if as_json:
        document = {"version": 1, "post": entry.path, "targets": [_document(each) for each in found]}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    failed = (
        each.asked.error or each.error or (each.carried and not each.carried.complete) for each in found
    )
    return 1 if any(failed) else 0


def _is_left(each: Pulled) -> bool:
    return bool(each.asked.error or each.error or (each.carried and not each.carried.complete))


def pull(ready: Doors, each: Asked, *, quiet: bool, dry_run: bool, yes: bool) -> Pulled:
    """One target's edit."""
    from publisher.planning.difference import difference

    drift = each.drift
    if drift is None or not drift.edited:
        return Pulled(each)
    if drift.before is None:
        hint = f"compare by hand: publish diff {each.entry.path} --to {each.target.name}"
        error = PublishError("what we left there is not known here, so nothing can be taken", hint=hint)
        return _failed(Pulled(each, error=error), quiet=quiet)
    taker = taker_of(ready, each)
    carried = taker.carried(drift)
    diff = difference(taker.work.post.text, carried.text)
    if not quiet:
        _show(each, carried, diff)
    wanted = yes or (not dry_run and not quiet and _agreed(carried, diff))
    if not wanted:
        return Pulled(each, carried, diff=diff)
    try:
        return _write(ready.workspace, taker, each, carried, diff, quiet=quiet)
    except PublishError as error:
        return _failed(Pulled(each, carried, diff=diff, error=error), quiet=quiet)


def taker_of(ready: Doors, each: Asked) -> Taker:
    """What renders the post and knows the platform."""
    from publisher.push.drifting import Taker
    from publisher.source.load import load_post

    workspace = ready.workspace
    tools = workspace.tools()
    works = workspace.renderer(tools, keep=False).works([each.entry.path], named=True)
    work = next(work for work in works if work.target == each.target.name)

    def reread(text: str) -> Post:
        fetched = workspace.places().pictures
        return load_post(workspace.settings, workspace.index, each.entry.path, text=text, fetched=fetched)

    return Taker(work, ready.channel(each.target).channel, workspace.ledger(), tools, reread)


def _write(
    workspace: Workspace, taker: Taker, each: Asked, carried: Carried, diff: str, *, quiet: bool
) -> Pulled:
    """The source first, then what is left of the edit, and only then the record that nothing is."""
    from publisher.source.save import save

    assert each.drift is not None
    post, report = taker.work.post, _report(workspace, each)
    if carried.text != post.text:
        save(workspace.root, post.path, post.text, carried.text)
    if carried.complete:
        taker.record(each.key, each.drift, carried)
        report.unlink(missing_ok=True)
    else:
        _keep(report, each, carried)
    name = "" if carried.complete else report.relative_to(workspace.root).as_posix()
    if not quiet:
        _told(each, carried, diff, name)
    return Pulled(each, carried, carried.text != post.text, carried.complete, diff, name)


def _report(workspace: Workspace, each: Asked) -> Path:
    """Where what could not be taken is written: beside the source, under a name that is no post's."""
    source = workspace.root / each.entry.path
    return source.with_name(f"{source.stem}.{each.target.name}.pull.diff")


def _keep(report: Path, each: Asked, carried: Carried) -> None:
    """Raises PublishError."""
    from publisher.source.files import store

    lines = [
        f"# What was changed on {each.target.name} and could not be taken into {each.entry.path}.",
        f"# Put it there by hand, then: publish pull {each.entry.path} --to {each.target.name}",
        "",
        *rest(each, carried),
    ]
    if not store(report, ("\n".join(lines) + "\n").encode("utf-8")):
        raise PublishError(f"{report} cannot be written", hint="check the rights of the folder")


def rest(each: Asked, carried: Carried) -> list[str]:
    """The changes that could not be taken, as a difference."""
    from publisher.markdown.seen import readable
    from publisher.planning.left import TITLE

    assert each.drift is not None
    before, now = each.drift.before, each.drift.now
    assert before is not None
    assert now is not None
    shown = readable if now.source else str
    lines = []
    for name in carried.around:
        old, new = ((it.title if name == TITLE else (it.about or {}).get(name, "")) for it in (before, now))
        lines += [f"-{name}: {old}", f"+{name}: {new}"]
    for hunk in carried.left:
        lines += ["@@", *(f" {shown(hunk.previous)}" for _ in range(bool(hunk.previous)))]
        lines += [*(f"-{shown(line)}" for line in hunk.old), *(f"+{shown(line)}" for line in hunk.new)]
    return lines


def _show(each: Asked, carried: Carried, diff: str) -> None:
    from publisher.cli.drifting import difference
    from publisher.cli.visible import visible

    if diff:
        click.echo(f"    in {visible(each.entry.path)} this becomes:")
        difference(diff)
    if not carried.complete:
        click.echo("    what cannot be taken, since it is not clear where it belongs:")
        difference("\n".join(rest(each, carried)))


def _told(each: Asked, carried: Carried, diff: str, report: str) -> None:
    from publisher.cli.visible import visible

    if diff:
        click.echo(click.style(f"    ✓ written: {visible(each.entry.path)}", fg="green"))
    if report:
        click.echo(f"    the rest is in {visible(report)}: put it into the source by hand, then pull again")
    elif carried.same:
        click.echo("    the draft there is as the source now: nothing is due for it")
    else:
        click.echo("    all of the edit is in the source now")


def _agreed(carried: Carried, diff: str) -> bool:
    if not sys.stdin.isatty():
        click.echo("    no terminal to ask at: nothing was written; --yes writes", err=True)
        return False
    question = "    write it?" if diff else "    write down what cannot be taken?"
    question = question if diff or not carried.complete else "    the source says it already; record that?"
    return click.confirm(question, default=False, err=True)


def _failed(pulled: Pulled, *, quiet: bool) -> Pulled:
    from publisher.cli import say

    if pulled.error is not None and not quiet:
        say.fault(pulled.error)
    return pulled


def _document(each: Pulled) -> dict[str, object]:
    from publisher.cli.drifting import as_json

    told, carried = dict(as_json(each.asked)), each.carried
    if each.error is not None:
        told["error"] = {
            "kind": each.error.kind,
            "message": each.error.message,
            "hint": each.error.hint,
        }
    return told | {
        "source_diff": each.diff,
        "complete": carried.complete if carried else None,
        "left": rest(each.asked, carried) if carried else [],
        "written": each.written,
        "recorded": each.recorded,
        "report": each.report,
    }
