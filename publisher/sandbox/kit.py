"""What every simulator shares: the shape of a platform in memory, requests, responses, faults."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qs


@dataclass(frozen=True, slots=True)
class Request:
    """What arrived. `path` starts after the platform's own base and begins with "/"; header names are
    lower-case; `query` holds the last value of each name. A body that came without a length shows by a
    header `transfer-encoding` (chunked, decoded here) or by no `content-length` at all."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body.decode("utf-8"))

    def form(self) -> Mapping[str, str]:
        return {name: values[-1] for name, values in parse_qs(self.body.decode("utf-8")).items()}


@dataclass(frozen=True, slots=True)
class Response:
    """What is sent back."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Arrived:
    """A draft as it stands on the simulated platform: `html` is what a person would read there (pictures'
    addresses as the platform serves them), `source` the exact stored body, `path` → bytes in `pictures`.
    `width` is the reader's column in CSS pixels (375 = a phone, 0 = a page). `cover` is the address of the
    cover picture."""

    id: str
    title: str
    html: str
    source: str
    state: str = "draft"
    cover: str = ""
    width: int = 0


class Platform(Protocol):
    """A platform in memory, strict, with its state kept in a folder: the class `Simulator` in an
    adapter's `simulator.py`, built as `Simulator(folder)`."""

    def __init__(self, folder: Path) -> None: ...

    @property
    def secrets(self) -> Mapping[str, str]:
        """Values for the secret references that `settings` uses ("sandbox:app_secret" → "…")."""

    def settings(self, base: str) -> Mapping[str, object]:
        """Keys of `[targets.X]` that point the adapter at this server; `base` has no trailing slash."""

    def answer(self, request: Request) -> Response:
        """One request. Called under the server's lock for this platform: no locking needed."""

    def arrived(self) -> tuple[Arrived, ...]:
        """All drafts and articles, oldest first."""

    def pictures(self) -> Mapping[str, bytes]:
        """Every stored picture by the address used in `Arrived.html`."""

    def edit(self, draft: str, words: str) -> None:
        """A person adds a paragraph of these words in the platform's editor and saves."""

    def reopen(self, draft: str) -> None:
        """A person opens the draft in the editor and leaves: only the platform's own rewriting happens."""

    def remove(self, draft: str) -> None:
        """A person deletes the draft."""

    def publish(self, draft: str) -> str:
        """A person publishes the draft; returns its public address."""


FAULTS = frozenset({"reset", "lost", "truncated", "status", "slow", "answer", "masked"})


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with the next `times` requests that `when` picks.

    `kind`: reset (connection dropped before the platform acts) · lost (dropped after it acted) ·
    truncated (it acted, half the answer comes) · status (`status` and `body` instead of acting) · slow
    (it acted, the answer comes after `seconds`) · answer (acts not, returns `body` with `status`) · masked
    (it acted, and something in between answers `status` and `body` for it).
    """

    kind: str
    when: Callable[[Request], bool] = lambda _request: True
    times: int = 1
    status: int = 500
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    def __post_init__(self) -> None:
        if self.kind not in FAULTS:
            raise ValueError(f"there is no fault named {self.kind!r}, only {', '.join(sorted(FAULTS))}")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One line of a server's log: what was asked of which platform and what became of it. `status` is what
    was or would have been answered (0 = dropped before the platform acted); `fault` the kind of Fault, if
    any. Nothing is redacted: it never leaves the process."""

    platform: str
    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    status: int
    at: datetime
    fault: str = ""
