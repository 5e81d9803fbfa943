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
    app_id: str = APP_ID
    app_secret: str = APP_SECRET
    profile: str = "measured"
    address_allowed: bool = True
    has_comments: bool = False
    verified: bool = False  # only then may it publish, and list what is public, through the interface
    reviews: int = 1  # times that a publication is told to be under way before it has ended
    verdict: int = 0  # how it ends: 0 public, 2-4 refused
    refuses_release: int = 0  # the code with which drafts are refused before that; 0 = none
    refused_words: tuple[str, ...] = ()  # a text that has one of these is invalid, and nobody says which
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
            "releases": [],
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
        digest = hashlib.sha256(f"{self.app_id}/{self.serial()}".encode()).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")[:length]
