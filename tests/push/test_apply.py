"""Lanes: side by side, one step after the other, and what ends them."""

from __future__ import annotations

import os
import signal
import sys
import threading
from dataclasses import replace
from typing import Any

import pytest

from publisher.errors import AuthError, ConfigError, Rejected
from publisher.model.plan import Result
from publisher.planning.decision import Options
from publisher.push.apply import apply
from publisher.push.events import Stage
from publisher.push.open import Connection
from publisher.typeset.tools import open_tools
from publisher.wire.client import Client


def at(name: str, act: Any) -> Any:
    return lambda _number, there: act() if there == name else None


def raising(error: Exception) -> Any:
    def act() -> None:
        raise error

    return act


def three(world: Any) -> tuple[Any, ...]:
    return tuple(world.post(key=key, title=key) for key in "abc")


def results(outcomes: tuple[Any, ...]) -> list[str]:
    return [outcome.result for outcome in outcomes]


def test_outcomes_come_in_the_order_of_the_plan(world: Any) -> None:
    outcomes = world.push(*three(world))
    assert [outcome.step.key for outcome in outcomes] == ["a", "b", "c"]
    assert results(outcomes) == [Result.DONE] * 3
    assert list(world.desk.drafts) == ["1", "2", "3"], "one after the other"


def test_a_step_that_fails_stops_no_other(world: Any, faults: Any) -> None:
    failed = iter([Rejected("no")])

    def fail_once() -> None:
        for error in failed:
            raise error

    outcomes = world.push(*three(world), faults=faults(at("before create", fail_once)))
    assert results(outcomes) == [Result.FAILED, Result.DONE, Result.DONE]


def test_a_platform_that_says_stop_ends_its_lane(world: Any, faults: Any) -> None:
    stop = AuthError("verification asked", stop=True)
    outcomes = world.push(*three(world), faults=faults(at("before create", raising(stop))))
    assert results(outcomes) == [Result.FAILED] * 3
    assert {outcome.error for outcome in outcomes} == {stop}
    assert world.desk.calls.count("create") == 1, "the others were not tried"


def test_a_channel_that_cannot_be_opened_is_tried_once(world: Any, faults: Any) -> None:
    missing = faults(at("connect", raising(ConfigError("no cookie"))))
    assert results(world.push(*three(world), faults=missing)) == [Result.FAILED] * 3
    assert missing.names.count("connect") == 1


def test_no_channel_is_opened_when_there_is_nothing_to_write(world: Any, faults: Any) -> None:
    world.push(*three(world))
    quiet = faults()
    assert results(world.push(*three(world), faults=quiet)) == [Result.SKIPPED] * 3
    assert quiet.names == []


def test_two_targets_are_pushed_side_by_side(world: Any, faults: Any) -> None:
    other = replace(world, target="other", desk=type(world.desk)(world.clock))
    both = threading.Barrier(2)
    meeting = faults(at("before create", lambda: both.wait(10)))
    channels = {site.target: site.channel(meeting) for site in (world, other)}

    def connect(work: Any) -> Connection:
        return Connection(channels[work.target], Client(target=work.target))

    planned = (*world.plan(world.post()), *other.plan(other.post()))
    outcomes = apply(planned, world.ledger(), Options(), connect, world.root, open_tools(None))
    assert results(outcomes) == [Result.DONE, Result.DONE]
    assert len(world.desk.drafts) == len(other.desk.drafts) == 1


def test_pictures_are_sent_side_by_side_up_to_the_limit(world: Any, faults: Any) -> None:
    world.limits = replace(world.limits, uploads_at_once=3)
    meeting = threading.Barrier(3)
    inside: list[int] = []

    def act(_number: int, name: str) -> None:
        if name.startswith("before upload"):
            inside.append(meeting.wait(10))

    assert results(world.push(world.post(pictures=3), faults=faults(act))) == [Result.DONE]
    assert sorted(inside) == [0, 1, 2]


def test_progress_is_told_one_at_a_time_and_its_trouble_stops_nothing(world: Any) -> None:
    class Broken(list):  # type: ignore[type-arg]
        def append(self, event: Any) -> None:
            super().append(event)
            raise BrokenPipeError

    world.events = Broken()
    assert results(world.push(world.post())) == [Result.DONE]
    assert [event.stage for event in world.events] == [
        Stage.STARTED,
        Stage.ASKING,
        Stage.WRITING,
        Stage.ENDED,
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot send itself Ctrl-C here")
def test_ctrl_c_ends_the_step_at_hand_and_takes_no_further_one(world: Any, faults: Any) -> None:
    once = iter([1])

    def interrupt() -> None:
        for _ in once:
            os.kill(os.getpid(), signal.SIGINT)

    outcomes = world.push(*three(world), faults=faults(at("before create", interrupt)))
    assert outcomes[0].result is Result.DONE
    assert outcomes[2].result is Result.FAILED
    assert "stopped" in outcomes[2].error.message
    assert all(world.ledger().history(o.step.key).open_intent("desk") is None for o in outcomes)
