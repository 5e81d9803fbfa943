"""Rendering many posts in several processes: each keeps what it makes, where the first then finds it."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import TYPE_CHECKING

from publisher.model.record import Places
from publisher.source.graph import Graph

if TYPE_CHECKING:
    from publisher.rendering.renderer import Renderer

FEW = 6
"""Posts for which starting further processes costs more time than it saves."""
PER_WORKER = 3


@dataclass(frozen=True, slots=True)
class Job:
    """All that another process must know to render as this one does. `tables` are the targets' settings,
    by name, as they are by now."""

    root: Path
    tables: Mapping[str, Mapping[str, object]]
    places: Places
    graph: Graph
    folder: Path
    lenient: bool


@dataclass(slots=True)
class Helpers:
    """Posts being made elsewhere, by path."""

    coming: dict[str, Future[None]] = field(default_factory=dict)

    def wait(self, path: str) -> None:
        """Until a post's renditions are kept, or cannot be: then they are yet to be made here."""
        future = self.coming.pop(path, None)
        if future is None:
            return
        try:
            future.result()
        except BrokenProcessPool:  # killed for want of memory, or the system allows no processes
            self.coming.clear()


@contextmanager
def helpers(job: Job, paths: Sequence[str], most: int) -> Iterator[Helpers]:
    """At most `most` processes that make the posts at `paths`; none where that does not pay. They end with
    the block."""
    count = min(most, len(paths) // PER_WORKER)
    if count < 2 or len(paths) < FEW:
        yield Helpers()
        return
    pool = ProcessPoolExecutor(count, _context(), initializer=_open, initargs=(job,))
    try:
        largest_first = sorted(paths, key=lambda path: -_size(job.root / path))  # the last ends alone
        yield Helpers({path: pool.submit(_make, path) for path in largest_first})
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _context() -> BaseContext:
    """A fork has everything loaded, but copies the locks that threads hold; not every system can."""
    alone = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if alone else "spawn")


_renderer: list[Renderer] = []
"""The one this process was started for."""


def _open(job: Job) -> None:
    from publisher.rendering.renderer import Renderer
    from publisher.source.index import build_index
    from publisher.source.settings import load_settings, override
    from publisher.typeset.tools import open_tools

    threading.Thread(target=_end_with_parent, daemon=True).start()
    settings = load_settings(job.root)
    for name, table in job.tables.items():
        settings = override(settings, name, table)
    _renderer[:] = [
        Renderer(
            settings,
            build_index(settings),
            tuple(settings.targets[name] for name in job.tables),
            job.places,
            open_tools(settings.cache, lenient=job.lenient),
            job.graph,
            job.folder,
        )
    ]


def _end_with_parent() -> None:
    """A process that is killed tells nobody: whoever waits for its orders would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    if sys.platform == "win32":
        parent.join()
    else:
        while os.getppid() == parent.pid:  # forks hold each other's ends of the pipes `join` waits for
            time.sleep(1)
    os._exit(1)


def _make(path: str) -> None:
    for work in _renderer[0].works((path,), named=True):
        _renderer[0].prepare(work)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
