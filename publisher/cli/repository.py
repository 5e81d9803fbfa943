"""What git says of the repository a site lies in, as far as there is one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

SECONDS = 20


def ignores(root: Path, path: str) -> bool | None:
    """Whether git passes over a path; None = it lies in no repository, or there is no git."""
    code, _ = _git(root, "check-ignore", "-q", "--", path)
    return None if code not in {0, 1} else code == 0


def merges_by_lines(root: Path, path: str) -> bool:
    """Whether two versions of a file become one with the lines of both."""
    _, told = _git(root, "check-attr", "merge", "--", path)
    return told.endswith(": union")


def _git(root: Path, *words: str) -> tuple[int, str]:
    """Exit code and what it says; -1 where it cannot be run."""
    git = shutil.which("git")
    if git is None:
        return -1, ""
    try:
        ran = subprocess.run(  # noqa: S603 - the user's own git, and only words of ours
            [git, "-C", str(root), *words],
            check=False,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return -1, ""
    return ran.returncode, ran.stdout.strip()
