"""Findings for people: one line each, grouped by file, what to do below; many of one kind told as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import click

from publisher.cli.findings import Report
from publisher.cli.visible import visible
from publisher.model.finding import Finding, Level

COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.NOTE: "cyan"}
SHOWN = 3
"""Findings of one code in one file that are told one by one; of more, the lines are named."""
NAMED = 8
"""Lines that are named of many."""


def lines(report: Report, base: Path, *, verbose: bool) -> Iterator[str]:
    """Lines as seen from the folder `base`, with a blank one between files."""
    hinted: set[str] = set()
    for number, (_, group) in enumerate(groupby(report.placed(base), key=lambda each: each.path)):
        if number:
            yield ""
        found = tuple(group)
        kept = found if verbose else _first(found)
        for finding in kept:
            yield _line(finding, verbose=verbose)
            if finding.hint and (finding.level is Level.ERROR or finding.hint not in hinted):
                yield f"    try: {visible(finding.hint)}"
            hinted.add(finding.hint)
        yield from _rest(found, kept)


def _line(finding: Finding, *, verbose: bool) -> str:
    level = click.style(str(finding.level), fg=COLOURS[finding.level], bold=finding.level is Level.ERROR)
    code = click.style(f"[{finding.code}]", dim=True)
    also = f" (also on line{_several(finding.more, verbose=verbose)})" if finding.more else ""
    return f"{_where(finding)}: {level}: {visible(finding.message)}{also} {code}{_who(finding)}"


def _several(numbers: Sequence[int], *, verbose: bool) -> str:
    """`s 3, 5, 8`, only the first of many unless all are wanted."""
    shown = numbers if verbose else numbers[:NAMED]
    return f"{'s' * (len(numbers) > 1)} {', '.join(map(str, shown))}{'…' * (len(shown) < len(numbers))}"


def _where(finding: Finding) -> str:
    places = (finding.line, finding.column) if finding.column else (finding.line,)
    return ":".join((visible(finding.path), *(str(place) for place in places if place)))


def _who(finding: Finding) -> str:
    return f" ({', '.join(finding.targets)})" if finding.targets else ""


def _first(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """All errors, the first few of each other code, and what is told of many lines at once."""
    told: dict[str, int] = {}
    kept: list[Finding] = []
    for finding in found:
        told[finding.code] = told.get(finding.code, 0) + 1
        if finding.level is Level.ERROR or finding.more or told[finding.code] <= SHOWN:
            kept.append(finding)
    return tuple(kept)


def _rest(found: Sequence[Finding], kept: Sequence[Finding]) -> Iterator[str]:
    left = [each for each in found if each not in set(kept)]
    for code in dict.fromkeys(each.code for each in left):
        same = [each for each in left if each.code == code]
        numbers = list(dict.fromkeys(each.line for each in same if each.line))
        level = click.style(str(same[0].level), fg=COLOURS[same[0].level])
        where = f" on line{_several(numbers, verbose=False)}" if numbers else ""
        path, kind = visible(same[0].path), click.style(f"[{code}]", dim=True)
        yield f"{path}: {level}: {len(same)} more {kind}{where}"
