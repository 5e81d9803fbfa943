"""A blog's folder into which a file cannot be written, whichever it is: one post there, whole in the end."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from publisher.model.plan import Result
from publisher.planning.report import exit_code
from publisher_blog.files import Folders

FILES = 4
"""Three pictures, then the post."""


@dataclass(frozen=True)
class Broken(Folders):
    """Folders that fail at their `at`th file, before it is written or after; or from it on."""

    at: int
    code: int
    late: bool
    lasting: bool
    files: list[Path] = field(default_factory=list)

    def write(self, file: Path, data: bytes) -> None:
        number = len(self.files)
        self.files.append(file)
        hit = number == self.at or (self.lasting and number > self.at)
        with self.trouble(f"write {file}"):
            if hit and not self.late:
                raise OSError(self.code, os.strerror(self.code))
            Folders.write(self, file, data)
            if hit:
                raise OSError(self.code, os.strerror(self.code))


WRONG = {
    "disk full": (errno.ENOSPC, False, "unavailable"),
    "failing disk": (errno.EIO, False, "unavailable"),
    "failing disk, after it wrote": (errno.EIO, True, "unavailable"),
    "no permission": (errno.EACCES, False, "rejected"),
    "read-only": (errno.EROFS, False, "rejected"),
}


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "always"])
@pytest.mark.parametrize("at", range(FILES))
@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("push", ["first", "changed"])
def test_one_post_whatever_goes_wrong(open_stand: Any, push: str, wrong: str, at: int, lasting: bool) -> None:
    stand = open_stand("blog")
    if push == "changed":
        assert stand.push("first")[0].result is Result.DONE
    code, late, kind = WRONG[wrong]
    files: list[Path] = []

    def changed(channel: Any) -> Any:
        there = channel.folders
        broken = Broken(there.posts, there.static, there.target, at, code, late, lasting, files)
        return replace(channel, folders=broken)

    stand.changed = changed
    (first,) = stand.push(push)
    if push == "changed" and late and at == FILES - 1:
        assert first.result is Result.DONE, "the post was looked at, and has all that was sent"
    else:
        assert (first.result, first.error.kind, exit_code((first,))) == (Result.FAILED, kind, 1)
        assert os.strerror(code) in first.error.message
        assert str(files[-1]) in first.error.message
        assert first.error.hint
    assert not list(stand.folder.rglob("*.tmp")), "no half of a file is left"
    stand.put_right()
    (again,) = stand.push(push)
    assert again.result in {Result.DONE, Result.SKIPPED}, str(again.error)
    stand.check(push)
    assert stand.push(push)[0].step.reason == "up to date"
