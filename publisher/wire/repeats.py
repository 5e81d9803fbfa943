"""Doing something again: how often, how far apart, until when. The only user of tenacity."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import tenacity

from publisher.errors import PlatformError
from publisher.wire.patience import Clock

T = TypeVar("T")

TRIES = 6
"""For failures that name no waiting time: about 15 to 31 seconds of back-off, then it is no hiccup."""

_BACK_OFF = tenacity.wait_exponential(multiplier=0.5, max=30)
_JITTER = tenacity.wait_random(0.5, 1)


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """It worked."""

    value: T


@dataclass(frozen=True, slots=True)
class Again:
    """It did not, and may be tried again, not before `wait` seconds where the platform named a time.
    `error` is what to raise when there is no time left."""

    error: PlatformError
    wait: float | None = None


def repeat(
    attempt: Callable[[], Done[T] | Again], *, deadline: float, clock: Clock, rest: Callable[[float], None]
) -> T:
    """Try until it is done, until TRIES failures that named no time, or until the next wait would pass
    `deadline` (of clock.monotonic): then raise the last error, saying how often it was tried.

    `rest` lets the time between two tries pass.
    """

    def wait(state: tenacity.RetryCallState) -> float:
        back_off = _BACK_OFF(state) * _JITTER(state)
        named = _last(state).wait
        return back_off if named is None else max(named, back_off)

    def stop(state: tenacity.RetryCallState) -> bool:
        if clock.monotonic() + state.upcoming_sleep > deadline:
            return True
        return _last(state).wait is None and state.attempt_number >= TRIES

    def give_up(state: tenacity.RetryCallState) -> Again:
        error = _last(state).error
        if state.attempt_number > 1:
            error.message += f" (tried {state.attempt_number} times)"
            error.args = (error.message,)
        return _last(state)

    outcome = tenacity.Retrying(
        sleep=rest,
        wait=wait,
        stop=stop,
        retry=tenacity.retry_if_result(lambda result: isinstance(result, Again)),
        retry_error_callback=give_up,
    )(attempt)
    if isinstance(outcome, Again):
        raise outcome.error
    return outcome.value


def _last(state: tenacity.RetryCallState) -> Again:
    assert state.outcome is not None
    result = state.outcome.result()
    assert isinstance(result, Again)
    return result
