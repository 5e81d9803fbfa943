"""The one way to speak HTTP (under construction by its owner; the signatures are the contract)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from publisher.wire.answers import Answer
from publisher.wire.patience import SYSTEM, Clock

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Call:
    """One request. `what` is its purpose in words ("create the draft"), used in messages instead of the
    address. `safe`: it may be repeated without making a second anything. `timeout` in seconds."""

    method: str
    url: str
    what: str
    safe: bool = True
    params: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""
    timeout: float = 30.0


class Client:
    """A target's HTTP client: pace, patience, redaction, proxy.

    `send` decides by two facts, was the call safe to repeat and could it have left the machine:
    never left → repeated, at last Unavailable; left and safe → repeated, at last Unavailable; left and
    unsafe → InDoubt, never repeated. HTTP 429 → waits as told, at last Throttled. HTTP 5xx counts as
    "left". `read` turns the Answer into a value; when it raises Throttled or Unavailable the call is
    repeated in the same way (Throttled always may be: the platform said it did nothing; Unavailable
    raised by `read` of an unsafe call too: the channel knows that nothing happened).
    `patience` bounds the total time of one `send` in seconds.
    """

    def __init__(
        self,
        *,
        target: str,
        proxy: str = "",
        calls_per_minute: float = 0,
        patience: float = 120.0,
        clock: Clock = SYSTEM,
    ) -> None: ...

    def redact(self, secret: str) -> None:
        """From now on this value (also percent-encoded) appears in no message, log or trace."""

    def clean(self, text: str) -> str:
        """The text with every registered secret replaced by ***."""
        raise NotImplementedError

    def send(self, call: Call, read: Callable[[Answer], T]) -> T:
        raise NotImplementedError

    def close(self) -> None: ...


def json_body(value: object) -> bytes:
    """JSON as raw UTF-8 (no \\uXXXX escapes, no HTML escapes), lone surrogates refused."""
    raise NotImplementedError


def multipart(fields: Mapping[str, str], files: Sequence[tuple[str, str, str, bytes]]) -> tuple[bytes, str]:
    """A multipart body in memory and its Content-Type. Files are (part name, ASCII file name, media type, bytes)."""
    raise NotImplementedError
