"""The clock's error is read off the platforms' own dates, and off nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from publisher.wire.answers import Answer
from publisher.wire.call import Call
from publisher.wire.dates import Dates

BEGAN = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
CALL = Call("GET", "http://127.0.0.1/", "look")


def ahead(answer: Answer | str, seconds: float = 0.0) -> timedelta | None:
    dates = Dates()
    dates.record("desk", CALL, answer, BEGAN, seconds, str)
    return dates.ahead.get("desk")


def dated(date: str, **more: str) -> Answer:
    return Answer(200, {"date": date, **more}, b"")


@pytest.mark.parametrize(
    ("date", "minutes"),
    [
        ("Tue, 24 Nov 2026 08:00:00 GMT", 0),
        ("Tue, 24 Nov 2026 07:50:00 GMT", 10),
        ("Tue, 24 Nov 2026 08:10:00 GMT", -10),
        ("Tue, 24 Nov 2026 16:00:00 +0800", 0),
    ],
)
def test_the_difference_is_ours_less_theirs(date: str, minutes: int) -> None:
    assert ahead(dated(date)) == timedelta(minutes=minutes)


def test_a_slow_answer_is_taken_to_be_dated_half_way() -> None:
    assert ahead(dated("Tue, 24 Nov 2026 08:00:30 GMT"), seconds=60) == timedelta()


@pytest.mark.parametrize(
    "answer",
    [
        "no connection",
        dated(""),
        dated("yesterday"),
        dated("Tue, 99 Nov 2026 08:00:00 GMT"),
        dated("Tue, 24 Nov 2026 07:00:00 GMT", age="3600"),
    ],
    ids=["lost", "none", "words", "nonsense", "cached"],
)
def test_what_tells_no_time_tells_nothing(answer: Answer | str) -> None:
    assert ahead(answer) is None


def test_each_exchange_is_passed_on() -> None:
    first, heard = Dates(), Dates()
    Dates(heard).record("desk", CALL, dated("Tue, 24 Nov 2026 08:00:00 GMT"), BEGAN, 0, str)
    assert (set(first.ahead), set(heard.ahead)) == (set(), {"desk"})
