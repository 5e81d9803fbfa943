"""A plan, carried out: one lane per target, side by side; within a lane one step after the other."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from publisher.contract import Tools
from publisher.errors import PlatformError, PublishError
from publisher.ledger.store import Ledger
from publisher.model.plan import Outcome, Result, Step
from publisher.model.post import FileOrigin
from publisher.planning.decision import Options
from publisher.planning.plan import Planned
from publisher.planning.prepare import Work
from publisher.planning.report import foreseen
from publisher.push.events import Event, Stage, Tell
from publisher.push.making import Making
from publisher.push.open import Connection
from publisher.push.pictures import Pictures, SideBySide, shown
from publisher.push.step import Taker
from publisher.push.web import Web

A = TypeVar("A")
B = TypeVar("B")
Connect = Callable[[Work], Connection]


def apply(
    planned: Sequence[Planned],
    ledger: Ledger,
    options: Options,
    connect: Connect,
    root: Path,
    tools: Tools,
    tell: Tell = lambda _event: None,
    making: Making | None = None,
) -> tuple[Outcome, ...]:
    """Take every step; outcomes in the order of the plan. `tools` draw what the renditions hold as drawn,
    `making` keeps what is made of pictures (nothing is kept without it).

    A step that fails never stops another, unless the platform says that nothing more may be sent: that
    ends its lane. `tell` is called from several threads, one at a time. On Ctrl-C each lane ends the step
    it is at and takes no further one; a second Ctrl-C leaves at once, with open intents on record.
    """
    stop = threading.Event()
    told = _one_at_a_time(tell)
    making = making or Making(web=Web(ledger))
    covers = _covers(planned)
    lanes: dict[str, list[int]] = {}
    for index, each in enumerate(planned):
        lanes.setdefault(each.step.target, []).append(index)
    outcomes: dict[int, Outcome] = {}

    def run(indexes: Iterable[int], ended: threading.Event) -> None:
        try:
            with _lane(
                ledger,
                options,
                connect,
                partial(_pictures, ledger, root, tools, making, covers, told),
                partial(_ahead, ledger, root, tools, making),
                told,
                stop,
            ) as take:
                for index in indexes:
                    outcome = outcomes[index] = take(planned[index])
                    told(Event(Stage.ENDED, outcome.step, outcome=outcome))
        finally:
            ended.set()

    ends = [threading.Event() for _ in lanes]
    for lane, ended in zip(lanes.values(), ends, strict=True):
        threading.Thread(target=run, args=(lane, ended), daemon=True).start()
    try:
        _wait(ends)
    except KeyboardInterrupt:
        stop.set()
        _wait(ends)
    return tuple(outcomes[index] for index in range(len(planned)))


@contextmanager
def _lane(
    ledger: Ledger,
    options: Options,
    connect: Connect,
    pictures: Callable[[Planned, Connection], Pictures],
    ahead: Callable[[Planned], AbstractContextManager[None]],
    tell: Tell,
    stop: threading.Event,
) -> Iterator[Callable[[Planned], Outcome]]:
    """How steps of one target are taken, one after the other; closes the channel at the end."""
    door = Door(connect)
    ended: PublishError | None = None

    def take(planned: Planned) -> Outcome:
        nonlocal ended
        step = planned.step
        if not step.action.writes:
            return foreseen(step)
        if stop.is_set():
            return _not_taken(step, PublishError("stopped before this step", hint="run it again"))
        if ended is not None:
            return _not_taken(step, ended)
        taker = Taker(ledger, options, partial(door.open, planned.prepared.work), pictures, tell, ahead)
        outcome = taker.take(planned)
        error = outcome.error
        if door.failure is not None or (isinstance(error, PlatformError) and error.stop):
            ended = error
        ended = ended or outcome.halts
        return outcome

    try:
        yield take
    finally:
        door.close()


class Door:
    """A target's channel, opened once, when first needed; a refusal is remembered."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._connection: Connection | None = None
        self.failure: PublishError | None = None

    def open(self, work: Work) -> Connection:
        if self._connection is None:
            try:
                self._connection = self._connect(work)
            except PublishError as error:
                self.failure = error
                raise
        return self._connection

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()


def _pictures(
    ledger: Ledger,
    root: Path,
    tools: Tools,
    making: Making,
    covers: Mapping[str, frozenset[str]],
    tell: Tell,
    planned: Planned,
    connection: Connection,
) -> Pictures:
    adapter = planned.prepared.work.adapter

    def progress(name: str, done: int, total: int) -> None:
        tell(Event(Stage.UPLOADED, planned.step, name, done, total))

    return Pictures(
        root,
        tools,
        ledger,
        f"{adapter.name}:{connection.channel.account}",
        adapter.limits,
        _at_once(adapter.limits.uploads_at_once),
        progress,
        making,
        covers[adapter.name],
    )


def _ahead(
    ledger: Ledger, root: Path, tools: Tools, making: Making, planned: Planned
) -> AbstractContextManager[None]:
    """Files that were never sent there are made ready while the platform is asked."""
    rendition, limits = planned.prepared.rendition, planned.prepared.work.adapter.limits
    if rendition is None or limits.files_with_text:
        return nullcontext()
    sent = ledger.sent_to(planned.step.target)
    assets = [rendition.assets[ref] for ref in shown(rendition) if ref not in sent]
    return making.ahead([a for a in assets if isinstance(a.origin, FileOrigin)], root, tools, limits)


def _covers(planned: Sequence[Planned]) -> Mapping[str, frozenset[str]]:
    """What posts of this run show in front, by adapter: it may stand in the text of an earlier one."""
    found: dict[str, set[str]] = {}
    for each in planned:
        shown = found.setdefault(each.prepared.work.adapter.name, set())
        if each.prepared.rendition:
            shown.add(each.prepared.rendition.cover)
    return {name: frozenset(refs) for name, refs in found.items()}


def _at_once(most: int) -> SideBySide:
    def side_by_side(call: Callable[[A], B], items: Iterable[A], /) -> Iterable[B]:
        with ThreadPoolExecutor(max_workers=max(1, most)) as pool:
            return list(pool.map(call, items))

    return side_by_side


def _one_at_a_time(tell: Tell) -> Tell:
    mutex = threading.Lock()

    def told(event: Event) -> None:
        with mutex, suppress(Exception):  # trouble with showing progress is no reason to stop half-way
            tell(event)

    return told


def _not_taken(step: Step, error: PublishError) -> Outcome:
    return Outcome(step, Result.FAILED, step.draft, error)


def _wait(ends: Iterable[threading.Event]) -> None:
    """Until every lane has ended. Not by joining threads: Python 3.11 takes a thread for ended once Ctrl-C
    interrupted its join. And in turns: on Windows an endless wait would not hear Ctrl-C."""
    for ended in ends:
        while not ended.wait(0.5):
            pass
