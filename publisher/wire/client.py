"""The one way to speak HTTP: pace, patience, redaction, and whether a call may be made again."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from publisher.errors import ConfigError, InDoubt, PlatformError, PublishError, Throttled, Unavailable
from publisher.wire.answers import Answer
from publisher.wire.bodies import json_body, multipart
from publisher.wire.call import Call
from publisher.wire.patience import SYSTEM, Clock, Pace, retry_after
from publisher.wire.redaction import Redactor

if TYPE_CHECKING:  # loaded when the first call is made: a dry run makes none
    import httpx

    from publisher.wire.repeats import Again, Done
    from publisher.wire.trace import Recorder
    from publisher.wire.transport import Failure

__all__ = ["Answer", "Call", "Client", "json_body", "multipart"]

T = TypeVar("T")
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError)
"""What a `read` stumbles over when an answer is not what it should be."""


class Client:
    """A target's HTTP client, for any number of threads.

    `send` makes one call and hands the Answer to `read`, which makes a value of it or raises. Two facts
    decide what follows a failure: was the call safe to repeat, and could it have left the machine.

    =====================================================  ================  ==========================
    what happened                                          safe call         unsafe call
    =====================================================  ================  ==========================
    never left (no connection, proxy refused)              again             again
    cannot be sent (address, header, certificate)          Unavailable       Unavailable
    left, answer lost, late, cut short or too large        again             InDoubt, never again
    HTTP 5xx                                               again             InDoubt, never again
    `read` cannot make sense of it (ValueError, KeyError…) again             InDoubt, never again
    HTTP 429, or `read` raises Throttled                   again, as told    again, as told
    `read` raises Unavailable (nothing happened there)     again             again
    `read` raises anything else                            that              that
    =====================================================  ================  ==========================

    "Again" ends, after 6 tries where no waiting time was named, or when the next wait would end more than
    `patience` seconds after the first try began, as Throttled where the platform asked to wait, else as
    Unavailable. A pause it asked for (Retry-After, or Throttled.retry_after) goes for every thread; a call
    that would have to wait longer than `patience` for it is not sent but fails at once as Throttled.
    Waiting for our own pace (`calls_per_minute`, 0 = none) is not counted as patience.

    Redirects are never followed (`read` sees them), cookies never kept. Errors name the target and the
    call's purpose, never an address's query, and hold no secret that was given to `redact`. `trace` is told
    of every exchange.
    """

    def __init__(
        self,
        *,
        target: str,
        proxy: str = "",
        calls_per_minute: float = 0,
        patience: float = 120.0,
        clock: Clock = SYSTEM,
        trace: Recorder | None = None,
    ) -> None:
        self.target = target
        self._trace = trace
        self.patience = patience
        self._proxy = proxy
        self._clock = clock
        self._pace = Pace(calls_per_minute, clock)
        self._secrets = Redactor()
        self._opening = threading.Lock()
        self._http: httpx.Client | None = None
        if "@" in proxy:
            self.redact(proxy)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; a later call opens new ones."""
        with self._opening:
            if self._http is not None:
                self._http.close()
                self._http = None

    def pause(self, seconds: float) -> None:
        """Let time pass, before a platform is asked what became of a call."""
        self._clock.sleep(seconds)

    def redact(self, secret: str) -> None:
        """From now on this value, however it is encoded, appears in no message, log or trace."""
        self._secrets.add(secret)

    def clean(self, text: str) -> str:
        """The text with every registered secret replaced by ***."""
        return self._secrets.clean(text)

    def send(self, call: Call, read: Callable[[Answer], T]) -> T:
        """Make the call, by the table above. Raises ConfigError for an unusable proxy, PlatformError."""
        from publisher.wire.repeats import repeat

        self._wait()
        deadline = self._clock.monotonic() + self.patience

        def rest(seconds: float) -> None:
            self._clock.sleep(seconds)
            self._wait()

        try:
            return repeat(
                lambda: self._attempt(call, read, deadline), deadline=deadline, clock=self._clock, rest=rest
            )
        except PublishError as error:
            self.tidy(error)
            raise

    def _wait(self) -> None:
        held = self._pace.held()
        if held > self.patience:
            raise self._throttled("the platform asked for a pause", held)
        self._pace.wait()

    def _attempt(self, call: Call, read: Callable[[Answer], T], deadline: float) -> Done[T] | Again:
        from publisher.wire.transport import Failure, exchange

        began, started = self._clock.now(), self._clock.monotonic()
        answer = exchange(self._open(), call, lambda: deadline - self._clock.monotonic())
        seconds = self._clock.monotonic() - started
        try:
            return (
                self._failed(call, answer) if isinstance(answer, Failure) else self._read(call, answer, read)
            )
        finally:  # once it was read: what is secret in an answer is known only then
            if self._trace is not None:
                told = answer.reason if isinstance(answer, Failure) else answer
                self._trace.record(self.target, call, told, began, seconds, self.clean)

    def _read(self, call: Call, answer: Answer, read: Callable[[Answer], T]) -> Done[T] | Again:
        from publisher.wire.repeats import Again, Done
        from publisher.wire.transport import Failure

        named = retry_after(answer.headers.get("retry-after", ""), self._clock.now())
        if answer.status == 429:
            return self._later(self._throttled(f"cannot {call.what}: too many calls", named))
        if answer.status >= 500:
            outcome = self._failed(call, Failure(f"HTTP {answer.status}", left=True))
            return Again(outcome.error, named)
        try:
            return Done(read(answer))
        except Throttled as error:
            return self._later(error)
        except Unavailable as error:
            return Again(error)
        except UNREADABLE as error:
            where = "".join(traceback.format_tb(error.__traceback__))  # its text may quote the answer
            puzzle = f"HTTP {answer.status} with an answer that cannot be understood ({type(error).__name__})"
        return self._failed(call, Failure(puzzle, left=True, trace=where))

    def _failed(self, call: Call, failure: Failure) -> Again:
        from publisher.wire.repeats import Again

        doubt = failure.left and not call.safe
        error: PlatformError
        if doubt:
            message = f"no telling whether this was done: {call.what} ({failure.reason})"
            error = InDoubt(message, hint="the next run looks there before it repeats anything")
        else:
            hint = "check the target's settings" if failure.final else "check the network, or try again later"
            error = Unavailable(f"cannot {call.what}: {failure.reason}", hint=hint)
        if failure.trace:
            error.add_note(f"while reading the answer:\n{failure.trace}")
        if doubt or failure.final:
            raise error
        return Again(error)

    def _later(self, error: Throttled) -> Again:
        from publisher.wire.repeats import Again

        if error.retry_after is not None and not error.stop:  # that ends the run, less cleaning up
            self._pace.hold(error.retry_after)
        return Again(error, error.retry_after)

    def _throttled(self, message: str, seconds: float | None) -> Throttled:
        error = Throttled(
            message,
            hint=f"try again in {seconds:.0f} seconds" if seconds else "try again later",
            target=self.target,
        )
        error.retry_after = seconds
        return error

    def _open(self) -> httpx.Client:
        from publisher.wire.transport import open_http

        with self._opening:
            if self._http is None:
                self._http = open_http(self._proxy)
            return self._http

    def tidy(self, error: PublishError) -> None:
        """Make an error fit to be shown: redacted, with the target, and without causes that tell more."""
        error.message, error.hint = self.clean(error.message), self.clean(error.hint)
        error.args = (error.message,)
        if isinstance(error, ConfigError):
            error.problems = tuple(map(self.clean, error.problems))
        if isinstance(error, PlatformError):
            error.target = error.target or self.target
            error.code = self.clean(error.code)
        shown = "".join(traceback.format_exception(error))
        if self.clean(shown) != shown:
            error.__cause__ = error.__context__ = None
