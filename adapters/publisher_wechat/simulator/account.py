"""The one account there is, and what all its interfaces share."""

from __future__ import annotations

import base64
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from publisher.sandbox.state import Store

APP_ID = "wx8d1f0c2b3a495e67"
APP_SECRET = "sandbox-0b9e4c7d51a2f836e07c94d2"  # noqa: S105 - opens nothing but this simulator


@dataclass(frozen=True)
class Lengths:
    """What an article's fields may measure: (most, unit); the text in characters (0 = any) and bytes."""

    title: tuple[int, str] = (64, "chars")
    author: tuple[int, str] = (16, "chars")
    digest: tuple[int, str] = (128, "chars")
    content_chars: int = 0
    content_bytes: int = 690_000


PROFILES = {
    "measured": Lengths(),
    "documented": Lengths(title=(32, "chars"), content_chars=20_000, content_bytes=1_048_576),
    "paranoid": Lengths(title=(64, "bytes"), author=(16, "columns"), digest=(120, "bytes")),
}
"""Sources disagree about the lengths WeChat takes; these are three readings of them."""


@dataclass
class Account:
    """State, and the traits a test may change. `now` gives seconds since 1970."""

    store: Store
    state: dict[str, Any]
    now: Callable[[], float] = time.time
    profile: str = "measured"
    address_allowed: bool = True
    has_comments: bool = False
    refuses_links: bool = True  # to other hosts; else they are unwrapped in silence
    quotas: dict[str, int] = field(default_factory=dict)

    @staticmethod
    def open(store: Store) -> Account:
        state = store.load()
        fresh: dict[str, Any] = {
            "tokens": {},
            "media": {},
            "pictures": {},
            "used": {},
            "drafts": [],
            "articles": [],
        }
        return Account(store, fresh | {"serial": 0} | state)

    def save(self) -> None:
        self.store.save(self.state)

    def serial(self) -> int:
        """A number never given before; also the order in which things were changed."""
        self.state["serial"] += 1
        return int(self.state["serial"])

    def new_id(self, length: int = 43) -> str:
        """An opaque id like the platform's: letters, digits, - and _."""
        digest = hashlib.sha256(f"{APP_ID}/{self.serial()}".encode()).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")[:length]
