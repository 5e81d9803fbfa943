"""Options that several verbs share, said once so that they mean the same everywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

posts = click.argument("posts", nargs=-1, metavar="[POST]…")
every = click.option("--all", "every", is_flag=True, help="Every post of the site.")
targets = click.option(
    "--to", "targets", multiple=True, metavar="TARGET", help="Only this target; repeatable."
)
site = click.option(
    "--site",
    type=click.Path(exists=True, path_type=Path),
    metavar="DIR",
    help="The site; else publish.toml is looked for upwards from the post or the working directory.",
)
as_json = click.option(
    "--json", "as_json", is_flag=True, help="One JSON document on stdout, the rest on stderr."
)
sandbox = click.option(
    "--sandbox",
    is_flag=True,
    help="Use the built-in pretend platforms: no account, no secrets, own ledger under .publish/sandbox.",
)
lenient = click.option(
    "--lenient", is_flag=True, help="Show the source of a broken formula instead of refusing."
)
trace = click.option(
    "--trace",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write what is said to the platforms into a HAR file, every secret blacked out.",
)


def deciding(command: F) -> F:
    """The options that change what a plan decides."""
    for option in (
        click.option(
            "--refresh", is_flag=True, help="Send changes of generated parts (blocks, renderer) too."
        ),
        click.option(
            "--create",
            is_flag=True,
            help="Make a new draft although one of that title, or the public article, is there.",
        ),
        click.option("--force", is_flag=True, help="Overwrite a person's edit on the platform."),
        click.option("--now", is_flag=True, help="Do not wait for `at`, delays, windows and other posts."),
        click.option("--yes", is_flag=True, help="Allow more changed drafts at once than `guard`."),
    ):
        command = option(command)
    return command
