"""Results kept on disk by what they were made from, for this and every later run."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any


class Store:
    """A folder of small JSON files, spread over 256 sub-folders.

    Several processes may share it: a file appears whole or not at all, and what cannot be read or
    written is made again. `None` as folder keeps nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def read(self, key: str) -> Any:
        """The value kept, None where there is none or its file is damaged."""
        if self._folder is None:
            return None
        try:
            return json.loads(self._path(key, self._folder).read_bytes())
        except (OSError, ValueError, RecursionError):
            return None

    def write(self, key: str, value: Any) -> None:
        if self._folder is None:
            return
        path = self._path(key, self._folder)
        with suppress(OSError):  # a full or read-only disk costs time, not results
            path.parent.mkdir(parents=True, exist_ok=True)
            _put(path, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())

    def _path(self, key: str, folder: Path) -> Path:
        return folder / key[:2] / f"{key[2:]}.json"


def key_of(*parts: object) -> str:
    """SHA-256 of the parts, each told apart from the next."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _put(path: Path, data: bytes) -> None:
    new = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
    try:
        new.write_bytes(data)
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)
        raise
