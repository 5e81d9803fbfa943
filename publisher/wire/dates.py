"""How far this machine's clock is from those of the platforms spoken to: wrong by minutes, it breaks
signatures, tokens and schedules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from publisher.wire.answers import Answer
from publisher.wire.call import Call
from publisher.wire.trace import Clean, Recorder


class Dates:
    """A Recorder that compares each answer's Date header (RFC 9110 §6.6.1) with our own time, and passes the
    exchange on. For any number of threads."""

    def __init__(self, then: Recorder | None = None) -> None:
        self._then = then
        self._ahead: dict[str, timedelta] = {}

    @property
    def ahead(self) -> Mapping[str, timedelta]:
        """By how much our clock is ahead of each target's (negative: behind), as told by its last answer;
        right to a second and the time an answer takes. Targets whose answers had no date are missing."""
        return dict(self._ahead)

    def record(
        self, target: str, call: Call, answer: Answer | str, began: datetime, seconds: float, clean: Clean
    ) -> None:
        if isinstance(answer, Answer) and "age" not in answer.headers:  # with an age it is a cache's, and old
            told = _moment(answer.headers.get("date", ""))
            if told is not None:
                self._ahead[target] = began + timedelta(seconds=seconds / 2) - told
        if self._then is not None:
            self._then.record(target, call, answer, began, seconds, clean)


def _moment(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
