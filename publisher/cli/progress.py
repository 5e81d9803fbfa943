"""Progress of a push: one live line per target on a terminal, plain lines anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from publisher.cli import say
from publisher.cli.visible import visible
from publisher.push.events import Event, Stage, Tell

WORDS = {Stage.STARTED: "starting", Stage.ASKING: "asking the platform", Stage.WRITING: "writing the draft"}


@contextmanager
def progress() -> Iterator[Tell]:
    """What to tell events to while a push runs; everything goes to stderr."""
    if sys.stderr.isatty():
        with _live() as tell:
            yield tell
    else:
        yield _plain


def _plain(event: Event) -> None:
    if event.outcome is not None:
        say.outcome(event.outcome)
    elif event.stage is Stage.UPLOADED and (event.done == event.total or event.done % 10 == 0):
        told = visible(f"{event.step.post}  {_words(event)}")
        click.echo(f"  {event.step.target:<8} {told}", err=True)


def _words(event: Event) -> str:
    if event.stage is Stage.UPLOADED:
        return f"picture {event.done} of {event.total} sent: {event.detail}"
    return WORDS.get(event.stage, str(event.stage))


@contextmanager
def _live() -> Iterator[Tell]:
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def tell(event: Event) -> None:
            target = event.step.target
            if event.outcome is not None:
                say.outcome(event.outcome)
                if target in tasks:
                    bars.remove_task(tasks.pop(target))
                return
            words = escape(visible(f"{target}  {event.step.post}  {_words(event)}"))
            if target in tasks:
                bars.update(tasks[target], description=words)
            else:
                tasks[target] = bars.add_task(words, total=None)

        yield tell
