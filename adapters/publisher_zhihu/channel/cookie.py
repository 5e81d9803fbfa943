"""The session's Cookie header. One of its cookies changes as the conversation goes on: BEC, whose latest
value a browser would send back."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable

ROTATING = "BEC"
_TOLD = re.compile(rf"(?:^|,\s*){ROTATING}=([\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+)")
_HELD = re.compile(rf"(?<![^;\s]){ROTATING}=[^;]*")


class Cookie:
    """For any number of threads. `redact` is told of each new value."""

    def __init__(self, header: str, redact: Callable[[str], None]) -> None:
        self._header = header
        self._redact = redact
        self._lock = threading.Lock()

    def header(self) -> str:
        with self._lock:
            return self._header

    def take(self, told: str) -> None:
        """From the Set-Cookie headers of an answer of Zhihu's; everything but BEC stays as it was given."""
        found = _TOLD.search(told)
        if found is None:
            return
        self._redact(found.group(1))
        pair = f"{ROTATING}={found.group(1)}"
        with self._lock:
            header, changed = _HELD.subn(lambda _: pair, self._header, count=1)
            self._header = header if changed else f"{self._header.rstrip('; ')}; {pair}"
