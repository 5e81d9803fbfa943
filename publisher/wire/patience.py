"""Clock, waiting and pace: when a call may be made, and when it may be made again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """The time and how to let it pass; passed in, so that tests need not wait. `now` is aware, UTC."""

    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    sleep: Callable[[float], None]


SYSTEM = Clock(now=lambda: datetime.now(UTC), monotonic=time.monotonic, sleep=time.sleep)


class Pace:
    """An account's token bucket, shared by all threads that use it.

    No more than `calls_per_minute` calls start in any 60 seconds (0 = no limit). A tenth of them may go
    at once; the refill is slowed by as much, so that burst and refill together keep the promise.
    `hold` is for a pause the platform asked for: it goes for every thread, not only the one told.
    """

    def __init__(self, calls_per_minute: float, clock: Clock) -> None:
        burst = max(1, int(calls_per_minute // 10))
        self._gap = 60 / (calls_per_minute - burst + 1) if calls_per_minute > 0 else 0.0
        self._slack = (burst - 1) * self._gap
        self._clock = clock
        self._lock = threading.Lock()
        self._due = clock.monotonic()  # when the next call would start if all were evenly spaced
        self._held_until = self._due

    def wait(self) -> None:
        """Let the time pass until one more call may start. Calls start in the order they asked."""
        with self._lock:
            now = self._clock.monotonic()
            start = max(now, self._due - self._slack, self._held_until)
            self._due = max(self._due, start) + self._gap
        if start - now > 1e-6:  # less is rounding
            self._clock.sleep(start - now)

    def hold(self, seconds: float) -> None:
        """Nobody calls for so many seconds from now."""
        with self._lock:
            self._held_until = max(self._held_until, self._clock.monotonic() + seconds)

    def held(self) -> float:
        """Seconds left of a pause, 0 = none."""
        with self._lock:
            return max(0.0, self._held_until - self._clock.monotonic())


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds a Retry-After header names (a number or an HTTP date, RFC 9110 §10.2.3), None = nothing
    that can be read."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return max(0.0, ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now).total_seconds())
