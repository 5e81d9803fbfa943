"""Pace and waiting times."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.wire.client import Client
from publisher.wire.patience import Clock, Pace, retry_after

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        (" 120 ", 120),
        ("Tue, 24 Nov 2026 08:01:00 GMT", 60),
        ("Tue, 24 Nov 2026 16:01:00 +0800", 60),
        ("Tue, 24 Nov 2026 07:00:00 GMT", 0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("Tue, 99 Nov 2026 08:01:00 GMT", None),
    ],
)
def test_retry_after_is_read_in_both_forms_and_nothing_else(value, seconds):
    assert retry_after(value, NOW) == seconds


@given(
    calls_per_minute=st.floats(0.5, 3000),
    gaps=st.lists(st.one_of(st.just(0.0), st.floats(0, 90)), min_size=1, max_size=120),
)
def test_no_minute_ever_holds_more_calls_than_promised(calls_per_minute, gaps):
    now = 0.0
    starts: list[float] = []

    def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    pace = Pace(calls_per_minute, Clock(now=lambda: NOW, monotonic=lambda: now, sleep=sleep))
    for gap in gaps:
        now += gap
        pace.wait()
        starts.append(now)
    for first in starts:
        within = sum(first <= start < first + 60 - 1e-6 for start in starts)
        assert within <= max(1, calls_per_minute + 1e-6) or within <= -(-calls_per_minute // 1)


def test_a_small_burst_goes_at_once_and_a_long_one_is_spread(time):
    pace = Pace(60, time.clock)
    for _ in range(6):
        pace.wait()
    assert time.slept == []
    for _ in range(54):
        pace.wait()
    assert time.passed == pytest.approx(54 * 60 / 55)


def test_without_a_limit_nobody_waits(time):
    pace = Pace(0, time.clock)
    for _ in range(1000):
        pace.wait()
    assert time.slept == []


def test_a_pause_the_platform_asked_for_goes_for_every_thread(time):
    pace = Pace(0, time.clock)
    pace.hold(40)
    assert pace.held() == 40
    slept = threading.Thread(target=pace.wait)
    slept.start()
    slept.join()
    assert time.passed == 40
    assert pace.held() == 0


def test_making_a_client_imports_no_http_library(imported_by):
    modules = imported_by("from publisher.wire.client import Client; Client(target='x', proxy='http://p:1')")
    assert not modules & {"httpx", "httpcore", "tenacity", "ssl", "asyncio"}


def test_a_client_can_be_closed_unused():
    Client(target="x").close()
