"""How far the asking of platforms is, while it lasts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from publisher.cli.visible import visible


@contextmanager
def counting() -> Iterator[Callable[[str], None]]:
    """How far the asking is: one line on a terminal that is written over, nothing anywhere else."""
    live = sys.stderr.isatty()

    def tell(words: str) -> None:
        if live:
            click.echo(f"\r\x1b[2K{visible(words)}", nl=False, err=True)

    yield tell
    if live:
        click.echo("\r\x1b[2K", nl=False, err=True)
