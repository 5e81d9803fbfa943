"""Small files that may be missing, broken or read-only: caches and what is stored beside them."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TypeVar

import msgspec

S = TypeVar("S", bound=msgspec.Struct)

TICK = 50_000_000
"""Nanoseconds: a file changed this shortly before the cache was written may have changed again unseen."""


def store(path: Path, data: bytes) -> bool:
    """Write a file so that nobody ever sees half of it; False where that is not possible."""
    name = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            name = file.name
            file.write(data)
        os.replace(name, path)  # noqa: PTH105 - Path.replace is the same call
    except OSError:
        with contextlib.suppress(OSError):
            if name:
                Path(name).unlink()
        return False
    return True


def recall(path: Path, kind: type[S]) -> tuple[S | None, int]:
    """A cache file's content (None when missing, broken or of an older form), and the time up to which
    changes of other files are surely reflected in it (ns, as `st_mtime_ns`)."""
    try:
        stamp = path.stat().st_mtime_ns - TICK
        return msgspec.json.decode(path.read_bytes(), type=kind), stamp
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None, 0
