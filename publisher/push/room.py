"""How much memory pictures may take at a time, and who waits: a large one alone, many small ones together."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager


class Room:
    """So many bytes. Whoever wants more than all of it gets all of it."""

    def __init__(self, most: int) -> None:
        self._most = self._free = most
        self._changed = threading.Condition()

    @contextmanager
    def taking(self, wanted: int) -> Iterator[Taken]:
        """Waits until there is room, and gives it back at the end of the block."""
        taken = Taken(self, min(max(wanted, 0), self._most))
        with self._changed:
            self._changed.wait_for(lambda: self._free >= taken.size)
            self._free -= taken.size
        try:
            yield taken
        finally:
            taken.keep(0)

    def give_back(self, size: int) -> None:
        with self._changed:
            self._free += size
            self._changed.notify_all()


class Taken:
    """A share of a room. It only ever gets smaller: who waited for more while holding some might wait for
    ever."""

    def __init__(self, room: Room, size: int) -> None:
        self._room = room
        self.size = size

    def keep(self, size: int) -> None:
        """Give back what is more than `size`."""
        rest = max(0, self.size - size)
        self.size -= rest
        self._room.give_back(rest)


class Once:
    """One at a time for each name."""

    def __init__(self) -> None:
        self._locks: dict[Hashable, threading.Lock] = {}
        self._mutex = threading.Lock()

    @contextmanager
    def only(self, name: Hashable) -> Iterator[None]:
        with self._mutex:
            lock = self._locks.setdefault(name, threading.Lock())
        with lock:
            yield
