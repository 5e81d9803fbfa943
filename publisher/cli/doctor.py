"""`publish doctor`: for each target in one line, what is wrong and what to do."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.cli import options
from publisher.cli.visible import visible

if TYPE_CHECKING:
    from publisher.cli.examining import Examined
    from publisher.model.verdict import Verdict

EPILOG = """\b
Examples:
  publish doctor                   the site, then every target
  publish doctor --to wechat       only that target: secrets, the address it sees, what the account may do
  publish doctor --offline         ask no platform: settings, secrets, folders, tools
  publish doctor --detail          everything that was looked at, a line each
  publish doctor --trace seen.har  keep what was said to the platforms, secrets blacked out
\b
Signs: ✓ all well · ! something will be missed sooner or later · ✗ a push would fail.
Platforms are only asked, nothing is made or changed there; no secret is ever printed. In CI run it as the
first step of a job: it tells what that machine lacks.
\b
Exit codes: 0 all well (with or without a !) · 1 something is wrong · 2 publish.toml cannot be used."""
SIGNS = {"ok": ("✓", "green"), "warning": ("!", "yellow"), "error": ("✗", "red")}


@click.command(epilog=EPILOG)
@options.targets
@click.option("--offline", is_flag=True, help="Ask no platform.")
@click.option("--detail", is_flag=True, help="Show all that was looked at, a line each.")
@options.trace
@options.site
@options.as_json
@options.sandbox
def command(
    targets: tuple[str, ...],
    offline: bool,
    detail: bool,
    trace: Path | None,
    site: Path | None,
    as_json: bool,
    sandbox: bool,
) -> int:
    """Say what would keep a push from working, and what to do about it: one line for each target.

    Looked at are settings, secrets, the ledger and its locks, git, fonts and drawing engines; each adapter's
    folders and tools; and, by asking the platform, the session and whose it is, the address list, the clock,
    and what the account may do.
    """
    from publisher.cli.examining import examine
    from publisher.cli.workspace import open_workspace

    workspace = open_workspace(site, targets, sandbox=sandbox)
    found = []
    for each in examine(workspace, trace, offline=offline):
        found.append(each)
        if not as_json:
            _tell(each, detail=detail)
    if as_json:
        click.echo(json.dumps(_document(found), ensure_ascii=False, indent=2))
    return int(any(each.state == "error" for each in found))


def _tell(found: Examined, *, detail: bool) -> None:
    """One line: all that is well, or the gravest of what is not; with `detail` each on a line of its own."""
    if detail:
        sign, colour = SIGNS[found.state]
        click.echo(click.style(f"{sign} {visible(found.name)}", fg=colour))
        for each in found.verdicts:
            click.echo("  " + _line(each.state, each.what, _words(each)))
        return
    wrong = sorted((each for each in found.verdicts if each.state != "ok"), key=lambda each: each.state.rank)
    if not wrong:
        words = "; ".join(each.message for each in found.verdicts) or "nothing to find fault with"
        click.echo(_line(found.state, found.name, words))
    else:
        first, more = wrong[0], len(wrong) - 1
        others = f" (and {more} more: --detail)" if more else ""
        click.echo(_line(found.state, found.name, _words(first) + others))


def _words(verdict: Verdict) -> str:
    return verdict.message + (f" — {verdict.hint}" if verdict.hint else "")


def _line(state: str, name: str, words: str) -> str:
    sign, colour = SIGNS[state]
    return click.style(f"{sign} {visible(name):<8}", fg=colour) + f" {visible(words)}"


def _document(found: Sequence[Examined]) -> Mapping[str, object]:
    return {
        "version": 1,
        "well": all(each.state != "error" for each in found),
        "site": next(_verdicts(each) for each in found if not each.adapter),
        "targets": [
            {
                "target": each.name,
                "adapter": each.adapter,
                "state": str(each.state),
                "verdicts": _verdicts(each),
            }
            for each in found
            if each.adapter
        ],
    }


def _verdicts(found: Examined) -> Sequence[Mapping[str, str]]:
    return [
        {"what": each.what, "state": str(each.state), "message": each.message, "hint": each.hint}
        for each in found.verdicts
    ]
