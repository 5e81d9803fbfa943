"""Findings in words: for people, for programs, for GitHub's annotations, and as SARIF."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from publisher.model.finding import Explanation, Finding


@dataclass(frozen=True, slots=True)
class Report:
    """All that a check found in the site at `root`. `checked` says how much was looked at, `silenced` how
    many findings nobody wants to hear of."""

    root: Path
    findings: tuple[Finding, ...]
    table: Mapping[str, Explanation]
    checked: str = ""
    silenced: int = 0

    def placed(self, base: Path) -> tuple[Finding, ...]:
        """The findings with their files' paths as seen from a folder, as POSIX paths."""
        return tuple(replace(each, path=_seen_from(base, self.root, each.path)) for each in self.findings)


def repository(root: Path, environment: Mapping[str, str]) -> Path:
    """The folder that a code host counts paths from: the runner's checkout, else the nearest above with a
    `.git`, else the site itself."""
    given = environment.get("GITHUB_WORKSPACE", "")
    if given and root.is_relative_to(Path(given).resolve()):
        return Path(given).resolve()
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)


def counted(findings: Sequence[Finding]) -> str:
    """`1 error, 3 warnings`; "" where nothing was found."""
    levels = [str(each.level) for each in findings]
    counts = [(levels.count(level), level) for level in ("error", "warning", "note")]
    return ", ".join(f"{count} {level}{'s' if count > 1 else ''}" for count, level in counts if count)


def summary(report: Report) -> str:
    """The last line of a check."""
    silenced = f" ({report.silenced} silenced)" if report.silenced else ""
    return f"{report.checked}: {counted(report.findings) or 'nothing to mend'}{silenced}"


def _seen_from(base: Path, root: Path, path: str) -> str:
    if not path or base == root:
        return path
    try:
        return Path(os.path.relpath(root / path, base)).as_posix()
    except ValueError:  # another drive
        return (root / path).as_posix()
