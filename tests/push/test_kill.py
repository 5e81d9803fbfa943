"""A push that ends anywhere, and the next one: always exactly one draft, with the right content."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from publisher.model.plan import Result
from publisher.planning.decision import Options
from publisher.push.events import Event
from publisher.push.open import Connection
from publisher.push.pictures import Pictures
from publisher.push.step import Taker
from publisher.typeset.tools import open_tools
from publisher.wire.client import Client


def run(world: Any, post: Any, faults: Any) -> Any:
    """One step in this thread, so that its end is ours to see."""
    ledger = world.ledger()
    ledger.faults = faults
    connection = Connection(world.channel(faults), Client(target=world.target))

    def pictures(_planned: Any, _connection: Connection) -> Pictures:
        tools = open_tools(None)
        return Pictures(world.root, tools, ledger, "desk:me", world.limits, map, lambda *_: None)

    def tell(_event: Event) -> None: ...

    (planned,) = world.plan(post)
    return Taker(ledger, Options(), lambda: connection, pictures, tell).take(planned)


def killing(faults: Any, killed: Any, number: int) -> Any:
    """Faults that end the process at one effect."""

    def at(effect: int, _name: str) -> None:
        if effect == number:
            raise killed

    return faults(at)


def ends(world: Any, post: Any, faults: Any, killed: Any) -> bool:
    """Whether a run came to its end instead of being killed."""
    try:
        run(world, post, faults)
    except killed:
        return False
    return True


def check(world: Any, post: Any, faults: Any, words: str) -> None:
    """The next run puts everything right, and the one after that has nothing to do."""
    outcome = run(world, post, faults())
    assert outcome.result in {Result.DONE, Result.SKIPPED}, outcome
    (draft,) = world.desk.drafts.values()
    assert words in draft["text"]
    assert "asset:" not in draft["text"]
    assert run(world, post, faults()).step.reason == "up to date"


@pytest.mark.parametrize("foresees", [True, False])
@pytest.mark.parametrize("knows_key", [True, False])
def test_killed_at_any_effect_of_a_first_push(
    world: Any, faults: Any, killed: Any, knows_key: bool, foresees: bool
) -> None:
    world.desk.knows_key, world.foresees = knows_key, foresees
    for number in itertools.count():
        site = world.fresh(str(number))
        post = site.post(pictures=2)
        if ends(site, post, killing(faults, killed, number), killed):
            break
        recorded = len(site.ledger().uploads("desk:me"))
        sent = len(site.desk.pictures)
        check(site, post, faults, "一稿多发")
        assert len(site.desk.pictures) == sent + 2 - recorded, "nothing goes again whose answer was recorded"
    assert number >= 18, "there were effects to be killed at"


@pytest.mark.parametrize("foresees", [True, False])
def test_killed_at_any_effect_of_an_update(world: Any, faults: Any, killed: Any, foresees: bool) -> None:
    world.foresees = foresees
    for number in itertools.count():
        site = world.fresh(str(number))
        run(site, site.post(), faults())
        post = site.post("改了", pictures=1)
        if ends(site, post, killing(faults, killed, number), killed):
            break
        check(site, post, faults, "改了")
    assert number >= 14, "there were effects to be killed at"


@pytest.mark.parametrize("knows_key", [True, False])
def test_killed_twice_in_a_row(world: Any, faults: Any, killed: Any, knows_key: bool) -> None:
    world.desk.knows_key = knows_key
    for first, second in itertools.product(range(0, 22, 2), range(1, 15, 2)):
        site = world.fresh(f"{first}-{second}")
        post = site.post(pictures=1)
        for number in (first, second):
            ends(site, post, killing(faults, killed, number), killed)
        check(site, post, faults, "一稿多发")
