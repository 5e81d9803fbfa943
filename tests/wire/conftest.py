"""A clock that needs no waiting, and a server that says exactly what a test wants, byte for byte."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from publisher.wire.patience import Clock


class Time:
    """Time that passes only by sleeping; `slept` holds every sleep, `on_sleep` is called after each."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.slept: list[float] = []
        self.on_sleep: Callable[[], None] = lambda: None
        self._lock = threading.Lock()

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.passed += seconds
            self.slept.append(seconds)
        self.on_sleep()

    @property
    def clock(self) -> Clock:
        start = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
        return Clock(
            now=lambda: start + timedelta(seconds=self.passed),
            monotonic=lambda: 1000.0 + self.passed,
            sleep=self.sleep,
        )


@pytest.fixture
def time() -> Time:
    return Time()


class Speaker:
    """Listens on loopback; each connection gets the next of `lines` (the last one for ever): the request is
    read to the end of its headers, the bytes are sent, the connection is closed."""

    def __init__(self) -> None:
        self.lines: list[bytes] = []
        self.heard: list[bytes] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._run, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _run(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                heard = b""
                while b"\r\n\r\n" not in heard:
                    piece = connection.recv(65536)
                    if not piece:
                        break
                    heard += piece
                self.heard.append(heard)
                line = self.lines.pop(0) if len(self.lines) > 1 else self.lines[0]
                try:
                    connection.sendall(line)
                    connection.shutdown(socket.SHUT_WR)
                    while connection.recv(65536):
                        pass
                except OSError:
                    pass

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def speaker() -> Iterator[Speaker]:
    speaker = Speaker()
    yield speaker
    speaker.close()


@pytest.fixture
def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture
def imported_by() -> Callable[[str], set[str]]:
    """The modules a fresh interpreter holds after running some code."""

    def run(code: str) -> set[str]:
        shown = subprocess.run(
            [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
        )
        return set(shown.stdout.split())

    return run
