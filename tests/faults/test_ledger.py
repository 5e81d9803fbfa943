"""A disk that is full when the ledger is written, at every single line of it: nothing is sent without a
record, and what was sent is found again."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from publisher.model.plan import Result
from publisher.planning.report import exit_code

CREATES = {"wechat": ("POST", "/draft/add"), "zhihu": ("POST", "/articles/drafts")}
KEPT = {"sent", "there"}
"""Texts that later differences are shown from: a push does without."""


def ends(stand: Any, name: str, first: Any) -> None:
    """How the run ends whose record of this kind could not be written."""
    written = stand.written[: stand.full[0] + 1]
    if name in KEPT:
        assert first.result is Result.DONE
        assert any("cannot be written" in note.detail for note in first.notes)
    elif name == "receipt" and written.count("receipt") + written.count("there") == written.count("intent"):
        assert (first.result, first.error.kind) == (Result.IN_DOUBT, "in_doubt")
        assert "could not be recorded" in first.error.message
    elif name != "receipt":
        assert (first.result, first.error.kind) == (Result.FAILED, "unavailable")
    assert exit_code((first,)) == (0 if first.result is Result.DONE else 1)
    if first.error is not None:
        assert "cannot be written" in first.error.message
        assert "make room on the disk" in first.error.hint


@pytest.mark.parametrize("half", [False, True], ids=["nothing fits", "half a line fits"])
@pytest.mark.parametrize("push", ["first", "changed"])
@pytest.mark.parametrize("platform", ["blog", "zhihu", "wechat"])
def test_a_disk_that_is_full_at_any_record(open_stand: Any, platform: str, push: str, half: bool) -> None:
    met = []
    for number in itertools.count():
        stand = open_stand(platform, str(number))
        if push == "changed":
            assert stand.push("first")[0].result is Result.DONE
        since = len(stand.server.log)
        stand.full = (number, half)
        (first,) = stand.push(push)
        if len(stand.written) <= number:
            break
        name = stand.written[number]
        met.append(name)
        ends(stand, name, first)
        made = stand.calls(*CREATES[platform], since=since) if platform in CREATES else ()
        assert len(made) <= 1
        if "intent" not in stand.written[:number]:
            assert len(stand.platform.arrived()) == (push == "changed"), "nothing goes without a record"
        stand.put_right()
        (again,) = stand.push(push)
        assert again.result in {Result.DONE, Result.SKIPPED}, (number, name, str(again.error))
        stand.check(push)
        assert stand.push(push)[0].step.reason == "up to date"
    assert {"intent", "receipt", "sent"} <= set(met)
