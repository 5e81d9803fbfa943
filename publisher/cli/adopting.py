"""How adoptions are told: a difference with reasons, sums, or a document for programs."""

from __future__ import annotations

import difflib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import click

from publisher.cli.visible import visible
from publisher.errors import PublishError
from publisher.markdown.lines import lines_of
from publisher.planning.adopt import Adoption, Left

CONTEXT = 2


@dataclass(frozen=True, slots=True)
class Told:
    """An adoption and what became of it."""

    adoption: Adoption
    written: bool = False
    error: PublishError | None = None


@contextmanager
def at(number: int, total: int, path: str) -> Iterator[None]:
    """Tells a terminal which post is being looked at."""
    shown = sys.stderr.isatty() and total > 1
    if shown:
        click.echo(f"looking at {number} of {total}: {visible(path)}", err=True, nl=False)
    yield
    if shown:
        click.echo("\r\x1b[K", err=True, nl=False)


def say(adoption: Adoption) -> None:
    """One post: the difference, what was written into the front matter, what stays and why."""
    post = adoption.post
    click.echo(click.style(visible(post.path), bold=True) + f"  {visible(post.title)}")
    for line in difference(adoption):
        colour = "green" if line.startswith("+") else "red" if line.startswith("-") else None
        click.echo(click.style(f"  {visible(line)}", fg=colour, dim=colour is None))
    for taken in adoption.taken:
        where = ", ".join(f"{first}-{last}" for first, last in taken.lines)
        listed = f"; {taken.listed} of its links now stand in the front matter" * bool(taken.listed)
        click.echo(f"  {click.style('✓', fg='green')} {taken.block} (lines {where}) is taken out{listed}")
    for slip in adoption.slips:
        told = f"line {slip.line}: “{slip.words}” leads to {slip.leads}, “{slip.title}”"
        means = f"{slip.means} has that title: both are listed" if slip.means else "no post has that title"
        click.echo(click.style(f"  ? {visible(f'{told}; {means}')}", fg="yellow"))
    for left in adoption.left:
        for words, hint in _reasons(left):
            name = f"{left.block} stays: " if left.block else ""
            click.echo(f"  {click.style('!', fg='yellow')} {visible(name + words)}")
            if hint:
                click.echo(f"      try: {visible(hint)}")


def difference(adoption: Adoption) -> Iterator[str]:
    """A unified difference of the file, without line ends; nothing where it stays as it is."""
    path = adoption.post.path
    before, after = lines_of(adoption.post.text), lines_of(adoption.text)
    return difflib.unified_diff(before, after, f"a/{path}", f"b/{path}", n=CONTEXT, lineterm="")


def sums(told: Sequence[Told], *, asked: bool) -> None:
    """The last lines: how much was taken out and left, and where its links are shown."""
    taken = [each for each in told if each.adoption.taken]
    blocks = Counter(block.block for each in taken for block in each.adoption.taken)
    left = Counter(block.block for each in told for block in each.adoption.left)
    if not taken:
        click.echo(f"nothing to take out{_stays(left)}")
        return
    written = sum(each.written for each in told)
    what = ", ".join(f"{number} {name}" for name, number in blocks.items())
    click.echo(f"{_many(len(taken), 'post')}: {what} can be taken out{_stays(left)}")
    for target, held, before, now in _links(taken):
        click.echo(f"  {target:<8} {held} links held: {before} shown before, {now} now")
    if written:
        click.echo(f"{_many(written, 'file')} written")
    else:
        click.echo("nothing was written" + ("" if asked else ": say --yes, or run it in a terminal"))


def document(told: Iterable[Told]) -> dict[str, object]:
    """What `--json` prints."""
    return {"version": 1, "posts": [_post(each) for each in told]}


def _post(told: Told) -> dict[str, object]:
    adoption, error = told.adoption, told.error
    return {
        "post": adoption.post.path,
        "key": adoption.post.key,
        "outcome": _outcome(told),
        "taken": [
            {"block": each.block, "lines": each.lines, "listed": each.listed} for each in adoption.taken
        ],
        "left": [
            {
                "block": left.block,
                "reasons": [
                    {"target": why.target, "message": why.words, "hint": why.hint} for why in left.reasons
                ],
            }
            for left in adoption.left
        ],
        "slips": [slip._asdict() for slip in adoption.slips],
        "links": [count._asdict() for count in adoption.counts],
        "diff": "\n".join(difference(adoption)),
        "error": None if error is None else {"message": error.message, "hint": error.hint},
    }


def _outcome(told: Told) -> str:
    if told.error or told.adoption.broken:
        return "failed"
    return "written" if told.written else "proposed" if told.adoption.taken else "unchanged"


def _reasons(left: Left) -> Iterator[tuple[str, str]]:
    """Each reason once, with the targets it holds for."""
    targets: dict[tuple[str, str], list[str]] = {}
    for why in left.reasons:
        targets.setdefault((why.words, why.hint), []).append(why.target)
    for (words, hint), names in targets.items():
        where = ", ".join(filter(None, names))
        yield (f"{where}: {words}" if where else words), hint


def _links(told: Iterable[Told]) -> Iterator[tuple[str, int, int, int]]:
    sums: dict[str, list[int]] = {}
    for count in (count for each in told for count in each.adoption.counts):
        found = sums.setdefault(count.target, [0, 0, 0])
        for at, number in enumerate((count.held, count.before, count.now)):
            found[at] += number
    for target, (held, before, now) in sums.items():
        yield target, held, before, now


def _stays(left: Counter[str]) -> str:
    told = ", ".join(f"{number} {name}" for name, number in left.items() if name)
    return f"; {told} stay as they are, for the reasons above" if told else ""


def _many(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"
