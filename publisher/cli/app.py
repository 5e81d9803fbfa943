"""The `publish` command: finds the verb, imports only its module, turns errors into exit codes."""

from __future__ import annotations

import importlib
import json
import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import click

from publisher import __version__
from publisher.errors import ConfigError, PublishError


class Verb(NamedTuple):
    """What `--help` says of a verb without importing it."""

    module: str
    summary: str


VERBS: Mapping[str, Verb] = {
    "push": Verb("push", "Push drafts of posts to every target; `publish POST…` is short for it."),
    "plan": Verb("plan", "Say what push would do, with the reason and a text difference; nothing is sent."),
    "render": Verb("render", "Write what would be sent into a folder, target by target."),
    "check": Verb("check", "Report every problem with file and line; nothing is sent."),
    "status": Verb("status", "Posts × targets: what stands where, and what changed since."),
    "release": Verb("release", "Make a draft public, where account and settings allow it and you say so."),
    "link": Verb("link", "Record the public address of a post; those that link to it become due."),
    "diff": Verb("diff", "Show what people changed in the drafts since they were sent."),
    "pull": Verb("pull", "Take what was changed in a draft into the Markdown source, where that is clear."),
    "discover": Verb("discover", "Find articles that are on the platforms already; record whose they are."),
    "adopt": Verb("adopt", "Take lists, footers and notices kept by hand out of sources, and prove it."),
    "doctor": Verb("doctor", "Say for each target what is wrong and what to do: secrets, rights, clock."),
    "login": Verb("login", "Store a browser's session for a target, after checking whose it is."),
    "init": Verb("init", "Make a publish.toml for the site in this folder."),
    "new": Verb("new", "Start a new post."),
    "theme": Verb("theme", "List the looks an article can have; copy, check or try one."),
    "sandbox": Verb("sandbox", "Serve pretend platforms on this machine, with a page to read the drafts."),
}

EPILOG = """\b
Examples:
  publish content/hello --dry-run     preview one post on every target, send nothing
  publish content/hello               push its drafts (created once, then updated in place)
  publish --all --to zhihu            every changed post, to one target
  publish content/hello --sandbox     the same against pretend platforms, no account needed
\b
Exit codes: 0 all well · 1 a step failed or is in doubt · 2 wrong usage, settings or source ·
3 only with `plan --exit-code`: there are changes."""


class Publish(click.Group):
    """A group whose verbs are imported only when called; anything that is no verb is a post to push."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        verb = VERBS.get(cmd_name)
        if verb is None:
            return None
        command: click.Command = importlib.import_module(f"publisher.cli.{verb.module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, verb.summary) for name, verb in VERBS.items()])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """`publish hello.md --to blog` and `publish --all` mean `publish push …`."""
        verb = next((arg for arg in args if not arg.startswith("-")), None)
        own = {"--help", "-h", "--version", "--debug"}
        if args and verb not in VERBS and not (verb is None and set(args) <= own):
            args = [*(a for a in args if a == "--debug"), "push", *(a for a in args if a != "--debug")]
        return super().parse_args(ctx, args)


@click.group(
    cls=Publish,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="publish")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def publish(debug: bool) -> None:
    """One Markdown manuscript, published as drafts to every platform.

    \b
    publish POST…    push drafts of these posts (a post is a file, a folder or its key)

    Settings are in publish.toml, found upwards from the working directory; `publish init` writes one.
    """


def main(argv: Sequence[str] | None = None) -> int:
    """The console entry point; returns the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # a Windows console or LANG=C must not turn Chinese into an exception
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = publish.main(args=words, prog_name="publish", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = refuse(words, PublishError(error.format_message()), kind="usage")
    except click.Abort:
        click.echo("stopped", err=True)
        code = 1
    except PublishError as error:
        if "--debug" in words:
            traceback.print_exc()
        tell(error)
        code = refuse(words, error, kind=error.kind)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except Exception as error:
        if "--debug" in words:
            traceback.print_exc()
        click.echo(f"internal error: {type(error).__name__}; run again with --debug to see where", err=True)
        code = 1
    return code if isinstance(code, int) else 0


def refuse(words: Sequence[str], error: PublishError, *, kind: str) -> int:
    """Exit code 2; with `--json` also the document a program waits for, with no steps and the reason."""
    if {"--json", "--format=json"} & set(words) or ("--format", "json") in pairwise(words):
        problems = error.problems if isinstance(error, ConfigError) else (error.message,)
        reason: dict[str, object] = {"kind": kind, "message": "; ".join(problems), "hint": error.hint}
        reason |= {"file": error.path, "line": error.line}
        click.echo(json.dumps({"version": 1, "plan": "", "steps": [], "error": reason}, ensure_ascii=False))
    return 2


def tell(error: PublishError) -> None:
    """An error in two parts, on stderr: what is wrong, what to do."""
    from publisher.cli.visible import visible  # --help does without it

    if isinstance(error, ConfigError) and len(error.problems) > 1:
        for problem in error.problems:
            click.echo(f"error: {visible(problem)}", err=True)
    else:
        click.echo(f"error: {visible(error.place + error.message)}", err=True)
    if error.hint:
        click.echo(f"  try: {visible(error.hint)}", err=True)
