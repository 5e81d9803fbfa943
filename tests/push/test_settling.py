"""A platform that answers a create without saying whether it was done is asked in the same run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from publisher.errors import InDoubt
from publisher.model.plan import Action, Result
from publisher.wire.client import Client


@pytest.fixture(autouse=True)
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """No test waits; what would have been waited."""
    seconds: list[float] = []
    monkeypatch.setattr(Client, "pause", lambda _self, some: seconds.append(some))
    return seconds


def busy(name: str, code: str = "-1", *, stop: bool = False) -> Callable[[int, str], None]:
    def at(_number: int, effect: str) -> None:
        if effect == name:
            raise InDoubt("no telling whether this was done", hint="look", code=code, stop=stop)

    return at


def test_what_was_made_is_found_and_the_step_is_done(world: Any, faults: Any, waited: list[float]) -> None:
    (outcome,) = world.push(world.post(), faults=faults(busy("after create")))
    assert outcome.result is Result.DONE
    assert len(world.desk.drafts) == 1
    assert waited == [5.0]
    (again,) = world.push(world.post())
    assert again.result is Result.SKIPPED
    assert world.desk.calls.count("create") == 1


def test_where_nothing_is_seen_it_stays_in_doubt_and_is_not_repeated(
    world: Any, faults: Any, waited: list[float]
) -> None:
    (outcome,) = world.push(world.post(), faults=faults(busy("before create")))
    assert outcome.result is Result.IN_DOUBT
    assert world.desk.calls.count("create") == 1
    assert world.desk.drafts == {}
    assert waited == [5.0]
    (again,) = world.push(world.post())  # some time later: it looks once more, then makes it
    assert (again.step.action, again.result) == (Action.CREATE, Result.DONE)
    assert len(world.desk.drafts) == 1


@pytest.mark.parametrize(("code", "stop"), [("", False), ("403", True)])
def test_without_an_answer_or_after_a_stop_nothing_more_is_asked(
    world: Any, faults: Any, waited: list[float], code: str, stop: bool
) -> None:
    (outcome,) = world.push(world.post(), faults=faults(busy("after create", code, stop=stop)))
    assert outcome.result is Result.IN_DOUBT
    assert waited == []
    assert world.desk.calls.count("candidates") == 1


def test_what_a_person_made_of_it_meanwhile_is_not_overwritten(
    world: Any, faults: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Client, "pause", lambda _self, _seconds: world.desk.edit("1"))
    (outcome,) = world.push(world.post(), faults=faults(busy("after create")))
    assert outcome.result is Result.IN_DOUBT
    assert "有人改过" in world.desk.drafts["1"]["text"]
    assert len(world.desk.drafts) == 1
