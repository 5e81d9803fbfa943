"""Dates and times as authors write them in front matter."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

_MOMENT = re.compile(
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
    r"(?:(?:[Tt]|\s+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d+))?)?"
    r"\s*(?P<zone>[Zz]|[+-]\d{1,2}:?(?:\d{2})?)?)?",
    re.ASCII,
)

_SPAN = re.compile(r"\+?\s*(\d{1,4})\s*([mhdw])", re.ASCII)
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def moment(value: object) -> datetime:
    """A date or time from front matter; naive unless the author wrote an offset. ValueError otherwise.

    Takes text (`2024-03-17 10:46:09`, `2024/3/17`, `2024-03-17T10:46:09+08:00`) and the values TOML
    has of its own. A date alone is midnight.
    """
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    found = _MOMENT.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f"{value!r} is not a date")
    part = {name: int(found[name] or 0) for name in ("year", "month", "day", "hour", "minute", "second")}
    microsecond = int((found["part"] or "").ljust(6, "0")[:6])
    return datetime(**part, microsecond=microsecond, tzinfo=_zone(found["zone"]))


def start(value: object) -> datetime | timedelta:
    """When something may begin: a moment, or so long (`+1d`) after another one. ValueError otherwise."""
    text = value.strip() if isinstance(value, str) else ""
    after = span(text) if text.startswith("+") else None
    return moment(value) if after is None else after


def span(text: str) -> timedelta | None:
    """`30m`, `12h`, `1d`, `2w`, with or without a + before it; None for anything else."""
    found = _SPAN.fullmatch(text.strip())
    return timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else None


def _zone(offset: str | None) -> timezone | None:
    if not offset:
        return None
    if offset in "Zz":
        return UTC
    digits = offset[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    span = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-span if offset[0] == "-" else span)
