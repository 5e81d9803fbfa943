"""Files of a cache by name, of bounded size: what was not asked for longest goes. Safe side by side."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from publisher.source.files import store

SUM = 32
"""Bytes of the digest in front of each file: one that was damaged is no file."""
SUFFIX = ".kept"


@dataclass(frozen=True, slots=True)
class Shelf:
    """`folder` may not exist yet; `most` are the bytes of all files together."""

    folder: Path
    most: int = 500_000_000

    def get(self, name: str) -> bytes | None:
        """What was put under a name; None when it is not there, or not whole."""
        path = self._path(name)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        found = data[SUM:]
        if hashlib.sha256(found).digest() != data[:SUM]:
            return None
        with suppress(OSError):
            os.utime(path)
        return found

    def has(self, name: str) -> bool:
        return self._path(name).is_file()

    def put(self, name: str, data: bytes) -> None:
        """Keep it, if that can be done at all; nothing here is needed."""
        if len(data) <= self.most and store(self._path(name), hashlib.sha256(data).digest() + data):
            self._make_room()

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}{SUFFIX}"

    def _make_room(self) -> None:
        found: list[tuple[int, int, str]] = []
        with suppress(OSError), os.scandir(self.folder) as listing:
            for entry in listing:
                with suppress(OSError):  # another run may have taken it away
                    if entry.name.endswith(SUFFIX):
                        stat = entry.stat()
                        found.append((stat.st_mtime_ns, stat.st_size, entry.path))
        over = sum(size for _, size, _ in found) - self.most
        for _, size, path in sorted(found):
            if over <= 0:
                return
            with suppress(OSError):
                os.unlink(path)  # noqa: PTH108 - scandir gives text
            over -= size
