"""Sizes of pictures as authors write them."""

from __future__ import annotations

import re

_SIZE = re.compile(r"\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*\Z")


def pixels(value: str) -> int:
    """A size in CSS pixels; 0 where it is in another unit, or none."""
    found = _SIZE.match(value)
    return int(found[1]) if found else 0
