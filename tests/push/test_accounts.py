"""Which account holds a picture: targets of one share it, accounts of one adapter do not."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from publisher.markdown.drawn import formula_asset
from publisher.model.plan import Result
from publisher.model.record import Use
from publisher.planning.decision import Options
from publisher.planning.prepare import Work
from publisher.push.apply import apply
from publisher.push.open import Connection
from publisher.typeset.tools import open_tools
from publisher.wire.client import Client


def push(worlds: dict[str, Any], post: Any, faults: Any) -> Any:
    """One run over several targets, each with its own channel."""
    targets = [replace(world, target=name) for name, world in worlds.items()]
    planned = tuple(step for world in targets for step in world.plan(post))
    ledger = targets[0].ledger()

    def connect(work: Work) -> Connection:
        return Connection(worlds[work.target].channel(faults), Client(target=work.target))

    return apply(planned, ledger, Options(), connect, targets[0].root, open_tools(None))


def test_two_targets_of_one_account_send_each_picture_once_though_both_begin_together(
    world: Any, faults: Any
) -> None:
    """Whoever would send a picture waits a moment for the other: without a word between them both would."""
    together = threading.Barrier(2)

    def at(_number: int, name: str) -> None:
        if name.startswith("before upload"):
            with suppress(threading.BrokenBarrierError):
                together.wait(0.3)

    post = world.post(pictures=3)
    outcomes = push({"desk": world, "other": world}, post, faults(at))
    assert {outcome.result for outcome in outcomes} == {Result.DONE}
    assert len(world.desk.drafts) == 2
    assert len({ref for ref, _ in world.desk.pictures}) == len(world.desk.pictures) == 3


def test_two_accounts_of_one_adapter_each_get_their_own(world: Any, faults: Any, tmp_path: Path) -> None:
    other = replace(
        world, account="you", desk=replace(world.desk, drafts={}, pictures=[], bytes={}, calls=[])
    )
    post = world.post(pictures=2)
    push({"desk": world, "other": other}, post, faults())
    assert [len(each.desk.pictures) for each in (world, other)] == [2, 2]
    ledger = world.ledger()
    assert ledger.uploads("desk:me").keys() == ledger.uploads("desk:you").keys() == post.assets.keys()
    for each in (world, other):
        assert len(each.desk.drafts) == 1


def test_a_picture_of_a_text_that_another_post_of_the_run_shows_in_front_is_sent_for_both(world: Any) -> None:
    """The first post's second picture is the second post's cover."""
    first = world.post(pictures=2, key="a", title="one")
    second = replace(
        world.post(pictures=2, key="b", title="two"), assets=dict(reversed(first.assets.items()))
    )
    world.push(first, second)
    assert [uses for _, uses in world.desk.pictures] == [frozenset({Use.BODY, Use.COVER})] * 2


def test_what_was_not_recorded_whole_is_sent_again_and_nothing_else(world: Any) -> None:
    """A machine that stops while a line is written leaves the beginning of it."""
    formulas = tuple(formula_asset(f"x_{number}", False, "recipe") for number in range(4))
    post = replace(world.post(), assets={one.ref: one for one in formulas})
    world.push(post)
    (file,) = (world.root / ".publish/ledger/uploads").glob("*.jsonl")
    whole = file.read_bytes()
    file.write_bytes(whole[:-20])
    world.push(replace(post, text="anders"))
    assert [ref for ref, _ in world.desk.pictures[4:]] == [formulas[3].ref]
    assert world.ledger().uploads("desk:me").keys() == {one.ref for one in formulas}
    world.push(replace(post, text="noch anders"))
    assert len(world.desk.pictures) == 5
