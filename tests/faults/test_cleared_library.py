"""A WeChat material library that was cleared by hand: the ledger names covers that are not there any more."""

from __future__ import annotations

from typing import Any

import pytest

from publisher.model.plan import Result

COVERS = ("POST", "/add_material")


@pytest.mark.parametrize("post", ["second", "changed"])
def test_a_cover_that_was_deleted_there_is_sent_again_once(open_stand: Any, post: str) -> None:
    """`second` shows the first post's cover on a new draft, `changed` shows it on one that is there."""
    stand = open_stand("wechat")
    assert stand.push("first")[0].result is Result.DONE
    stand.platform.account.state["media"].clear()
    since = len(stand.server.log)
    assert stand.push(post)[0].result is Result.DONE
    assert len(stand.calls(*COVERS, since=since)) == 1
    stand.check(*(["first", "second"] if post == "second" else ["changed"]))
    assert {each.step.reason for each in stand.push(post)} == {"up to date"}


def test_a_cover_that_is_refused_a_second_time_is_left_at_that(open_stand: Any) -> None:
    stand = open_stand("wechat")
    assert stand.push("first")[0].result is Result.DONE
    taken = stand.platform.answer

    def answer(request: Any) -> Any:
        stand.platform.account.state["media"].clear()
        return taken(request)

    stand.platform.answer = answer
    since = len(stand.server.log)
    (outcome,) = stand.push("second")
    assert (outcome.result, outcome.error.code) == (Result.FAILED, "40007")
    assert len(stand.calls("POST", "/draft/add", since=since)) == 2
    assert len(stand.calls(*COVERS, since=since)) == 1
    del stand.platform.answer
    assert stand.push("second")[0].result is Result.DONE
    stand.check("first", "second")
