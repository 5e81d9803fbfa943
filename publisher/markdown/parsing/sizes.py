"""Sizes of pictures as authors write them."""

from __future__ import annotations

import re

_SIZE = re.compile(r"\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*\Z")
_PERCENT = re.compile(r"\s*(\d{1,3})(?:\.\d+)?\s*%\s*\Z")
_STYLE = re.compile(r"(?:^|;)\s*width\s*:\s*([^;!]+)", re.IGNORECASE)


def pixels(value: str) -> int:
    """A size in CSS pixels; 0 where it is in another unit, or none."""
    found = _SIZE.match(value)
    return int(found[1]) if found else 0


def share(value: str) -> int:
    """Percent of the column's width, 1 to 100; 0 where it is something else."""
    found = _PERCENT.match(value)
    return min(100, int(found[1])) if found else 0


def styled_width(style: str) -> str:
    """What a style attribute says of the width, "" for nothing."""
    found = _STYLE.search(style)
    return found[1] if found else ""
