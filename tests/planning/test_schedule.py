"""When a post is due."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from publisher.contract import Schedule
from publisher.errors import ConfigError, SourceError
from publisher.model.post import Post, PostKey
from publisher.model.tree import Document
from publisher.planning.schedule import not_before

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 5, 1, 4, tzinfo=UTC)  # noon there
WRITTEN = datetime(2026, 5, 1, 10, tzinfo=ZONE)


def due(
    publish: dict[str, object], *, now: datetime = NOW, written: datetime | None = WRITTEN, **schedule: str
) -> str:
    post = Post(PostKey("k"), "k.md", "", "题", Document(), date=written, publish=publish)
    found = not_before(post, "x", Schedule(**schedule), ZONE, now)
    return f"{found:%m-%d %H:%M}" if found else "due"


def test_without_any_rule_a_post_is_due() -> None:
    assert due({}) == "due"
    assert due({}, written=None) == "due"


@pytest.mark.parametrize(
    ("at", "until"),
    [
        ("2026-05-02 20:00", "05-02 20:00"),
        ("2026-05-02T20:00:30+00:00", "05-03 04:00"),
        (datetime(2026, 5, 2, 20), "05-02 20:00"),
        (datetime(2026, 5, 2, 20, tzinfo=UTC), "05-03 04:00"),
        (date(2026, 5, 2), "05-02 00:00"),
        ("2026-05-02", "05-02 00:00"),
        ("+1d", "05-02 10:00"),
        ("+3h", "05-01 13:00"),
        ("+1w", "05-08 10:00"),
        ("2026-05-01 12:00", "due"),
        ("2026-04-30 20:00", "due"),
        ("+30m", "due"),
    ],
)
def test_at_is_in_the_sites_zone_or_relative_to_the_posts_date(at: object, until: str) -> None:
    assert due({"at": at}) == until


def test_a_targets_own_at_goes_before_the_posts() -> None:
    assert due({"at": "2026-05-09", "x": {"at": "+1d"}}) == "05-02 10:00"
    assert due({"at": "2026-05-09", "y": {"at": "+1d"}}) == "05-09 00:00"


def test_a_delay_counts_from_the_posts_date_and_gives_way_to_at() -> None:
    assert due({}, delay="1d") == "05-02 10:00"
    assert due({"at": "2026-04-01"}, delay="1d") == "due"
    assert due({}, delay="1d", written=None) == "due"


@pytest.mark.parametrize(
    ("hour", "window", "until"),
    [
        (12, "09:00-21:00", "due"),
        (9, "09:00-21:00", "due"),
        (8, "09:00-21:00", "05-01 09:00"),
        (21, "09:00-21:00", "05-02 09:00"),
        (23, "21:00-02:00", "due"),
        (1, "21:00-02:00", "due"),
        (12, "21:00-02:00", "05-01 21:00"),
        (23, "09:00-24:00", "due"),
    ],
)
def test_a_window_holds_for_the_sites_day_and_over_midnight(hour: int, window: str, until: str) -> None:
    assert due({}, now=datetime(2026, 5, 1, hour, tzinfo=ZONE), window=window) == until


def test_a_window_holds_for_at_too() -> None:
    assert due({"at": "2026-05-02 23:00"}, window="09:00-21:00") == "05-03 09:00"


@pytest.mark.parametrize("at", ["tomorrow", "25:00", "+x", "+", "2026-13-01"])
def test_an_at_that_is_no_time_is_the_authors_to_mend(at: str) -> None:
    with pytest.raises(SourceError, match=r"publish\.at is no time"):
        due({"at": at})


def test_a_relative_at_needs_a_date() -> None:
    with pytest.raises(SourceError, match="no date"):
        due({"at": "+1d"}, written=None)


@pytest.mark.parametrize("schedule", [{"delay": "soon"}, {"window": "9-21"}, {"window": "09:00-25:99"}])
def test_a_setting_that_is_no_time_is_refused(schedule: dict[str, str]) -> None:
    with pytest.raises(ConfigError):
        due({}, **schedule)
