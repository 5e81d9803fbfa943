"""The access token: one per account, shared by all processes through a locked file."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from publisher.errors import Unavailable

MARGIN = 120.0
"""Seconds before its end from which a token is not used. The platform renews five minutes before it."""
PATIENCE = 180.0
"""Seconds to wait for another process that fetches one: longer than a call may take."""
Fetch = Callable[[bool], tuple[str, float]]
"""Ask the platform: force → (token, seconds it is good for)."""


class Tokens:
    """`get` gives the token in use; `renew` replaces one that was refused. For any number of threads.

    `folder` is private to the target; the file holds one account's token, readable by its owner only.
    """

    def __init__(
        self,
        folder: Path,
        account: str,
        fetch: Fetch,
        now: Callable[[], datetime],
        wait: float = PATIENCE,
    ) -> None:
        name = f"token-{hashlib.sha256(account.encode()).hexdigest()[:16]}"
        self._file = folder / f"{name}.json"
        self._lock_file = folder / f"{name}.lock"
        self._fetch = fetch
        self._now = now
        self._wait = wait
        self._guard = threading.Lock()
        self._token, self._ends = "", 0.0

    def get(self) -> str:
        """A token that is good for some time still. Raises what `fetch` raises."""
        with self._guard:
            if not self._good():
                self._replace("")
            return self._token

    def renew(self, refused: str) -> str:
        """Another token than the refused one: another process's, else the platform's, by force at last."""
        with self._guard:
            if self._token == refused:
                self._replace(refused)
            return self._token

    def _good(self) -> bool:
        return bool(self._token) and self._now().timestamp() < self._ends - MARGIN

    def _replace(self, refused: str) -> None:
        with self._locked():
            self._token, self._ends = self._read()
            if self._good() and self._token != refused:
                return
            self._token, life = self._fetch(False)
            if self._token == refused:
                self._token, life = self._fetch(True)
            self._ends = self._now().timestamp() + life
            with suppress(OSError):  # a full disk: the next process asks for itself, and gets the same one
                self._write()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """No other process fetches a token meanwhile. Raises Unavailable."""
        from filelock import FileLock, Timeout

        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self._lock_file, timeout=self._wait)
            lock.acquire()
        except Timeout:
            message = "another process has been fetching the access token for too long"
            raise Unavailable(message, hint="end that process, then run this again") from None
        except OSError as error:
            message = f"no lock can be made in {self._lock_file.parent}: {error.strerror}"
            raise Unavailable(message, hint="make that folder writable") from None
        try:
            yield
        finally:
            lock.release()

    def _read(self) -> tuple[str, float]:
        with suppress(OSError, ValueError, KeyError, TypeError):  # no file, or a damaged one: fetch anew
            found = json.loads(self._file.read_text(encoding="utf-8"))
            return str(found["token"]), float(found["ends"])
        return "", 0.0

    def _write(self) -> None:
        handle, draft = tempfile.mkstemp(dir=self._file.parent, prefix=".token-")  # mkstemp: 0600
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({"token": self._token, "ends": self._ends}, file)
            Path(draft).replace(self._file)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
