"""Findings as GitHub's workflow commands: annotations on the lines of a change. Source: docs.github.com,
workflow commands for GitHub Actions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from publisher.cli.findings import Report
from publisher.cli.visible import visible
from publisher.model.finding import Finding, Level

COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


def lines(report: Report, base: Path) -> Iterator[str]:
    """The gravest first: a runner shows only about ten of each kind. `base` is the repository's root."""
    for finding in sorted(report.placed(base), key=lambda each: each.level.rank):
        yield _command(finding)


def _command(finding: Finding) -> str:
    places = {
        "file": finding.path,
        "line": str(finding.line or ""),
        "col": str(finding.column or ""),
        "title": finding.code,
    }
    properties = ",".join(f"{name}={_property(value)}" for name, value in places.items() if value)
    who = f" ({', '.join(finding.targets)})" if finding.targets else ""
    hint = f"\n{finding.hint}" if finding.hint else ""
    also = f"\nalso on lines {', '.join(map(str, finding.more))}" if finding.more else ""
    told = "\n".join(map(visible, f"{finding.message}{who}{also}{hint}".splitlines()))
    return f"::{COMMANDS[finding.level]} {properties}::{_message(told)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
