"""When a draft may be pushed: `publish.at`, `[targets.X.schedule]` and now → due, or not before. Pure."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta, tzinfo

from publisher.contract import Schedule
from publisher.errors import ConfigError, SourceError
from publisher.markdown.front_matter import span, start
from publisher.model.post import Post

WINDOW = re.compile(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")


def not_before(post: Post, target: str, schedule: Schedule, zone: tzinfo, now: datetime) -> datetime | None:
    """The moment a post becomes due on a target, in the site's zone; None when it is due now.

    The post's own `publish.<target>.at` goes before `publish.at`, and that before the target's `delay`;
    the target's `window` (hours of the site's day, over midnight too) holds for all of them. Raises
    SourceError for an `at` that is no time, ConfigError for a delay or window that is none.
    """
    asked = _start(post, target, schedule, zone)
    now = now.astimezone(zone)
    due = _open(max(asked or now, now), schedule.window, zone)
    return due if due > now else None


def _start(post: Post, target: str, schedule: Schedule, zone: tzinfo) -> datetime | None:
    asked = post.options(target).get("at", post.publish.get("at"))
    if asked is not None:
        return _moment(asked, post, zone)
    if not schedule.delay:
        return None
    delay = span(schedule.delay)
    if delay is None:
        raise ConfigError(f"delay {schedule.delay!r} is no time span", hint='write "30m", "12h" or "1d"')
    return post.date.astimezone(zone) + delay if post.date else None


def _moment(asked: object, post: Post, zone: tzinfo) -> datetime:
    hint = "write 2026-12-01 20:00, or +1d for a day after the post's date"
    try:
        found = start(asked)
    except ValueError:
        raise SourceError(f"publish.at is no time: {asked}", hint=hint, path=post.path) from None
    if isinstance(found, datetime):
        return found.astimezone(zone) if found.tzinfo else found.replace(tzinfo=zone)
    if post.date is None:
        raise SourceError(f"publish.at is {asked}, but the post has no date", hint=hint, path=post.path)
    return post.date.astimezone(zone) + found


def _open(moment: datetime, window: str, zone: tzinfo) -> datetime:
    """The moment itself when the window is open then, else when it opens next."""
    if not window:
        return moment
    found = WINDOW.fullmatch(window.strip())
    try:
        hours = [int(part) for part in found.groups()] if found else []
        opens, closes = time(hours[0], hours[1]), time(hours[2] % 24, hours[3])
    except (ValueError, IndexError):
        raise ConfigError(f"window {window!r} is no span of hours", hint='write "09:00-21:00"') from None
    at = moment.timetz().replace(tzinfo=None)
    is_open = opens <= at < closes if opens < closes else at >= opens or at < closes
    if is_open:
        return moment
    day = moment.date() if at < opens else moment.date() + timedelta(days=1)
    return datetime.combine(day, opens, zone)
