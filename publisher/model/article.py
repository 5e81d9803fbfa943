"""An article somebody can read on a platform, as far as the platform tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Article:
    """An article that is public on a platform. `text` is as much of its words as the platform tells."""

    address: str
    title: str
    text: str = ""
    published: datetime | None = None
