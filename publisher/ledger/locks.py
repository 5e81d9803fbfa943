"""Locks that the threads of one run share and that keep every other run out."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from publisher.errors import Unavailable

if TYPE_CHECKING:
    from filelock import BaseFileLock

WAIT = 0.5
"""Seconds to wait for a lock: enough for a single line to be written, too short for a push."""


class Locks:
    """Locks by name, each a file in `folder`. The system frees them when their process ends, however."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mutex = threading.Lock()
        self._held: dict[str, BaseFileLock] = {}
        self._count: dict[str, int] = {}

    @contextmanager
    def hold(self, name: str, busy: str, *, wait: float = WAIT) -> Iterator[None]:
        """Hold a lock; any thread of this run may hold it at the same time. Raises Unavailable when
        another run has it (`busy` says so in words) or its file cannot be made."""
        with self._mutex:
            if name not in self._held:
                self._held[name] = self._acquire(name, busy, wait)
            self._count[name] = self._count.get(name, 0) + 1
        try:
            yield
        finally:
            with self._mutex:
                self._count[name] -= 1
                if not self._count[name]:
                    del self._count[name]
                    self._held.pop(name).release()

    def _acquire(self, name: str, busy: str, wait: float) -> BaseFileLock:
        import filelock  # a plan takes no lock

        lock = filelock.FileLock(self._folder / f"{name}.lock", timeout=wait, thread_local=False)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except filelock.Timeout:
            raise Unavailable(busy, hint="wait until it has ended, then run this again") from None
        except OSError as error:
            raise Unavailable(
                f"no lock can be made in {self._folder}: {error.strerror}", hint="make that folder writable"
            ) from error
        return lock
