"""What every `[targets.X]` table of publish.toml may hold. Values only."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec


class Schedule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`[targets.X.schedule]`: when a draft may be pushed. Evaluated by `planning.schedule`."""

    delay: str = ""  # after the post's date: "1d", "12h", "30m"
    window: str = ""  # hours of the site's day: "09:00-21:00"


class TargetSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every `[targets.X]` table may hold; an adapter's own table inherits from it.

    Secrets are references (`env:NAME`, `keyring:SERVICE/NAME`), read only when a channel is opened.
    `templates` and `theme` name files of the user's own; their texts reach a render through
    `Site.resources`.
    """

    adapter: str
    since: date | None = None
    proxy: str = ""
    templates: str = ""  # a folder in the site; its files stand in for the adapter's own
    schedule: Schedule = msgspec.field(default_factory=Schedule)
    own_links: Literal["canonical", "text", "hold"] = "canonical"
    """A link to an own post that is not on this target leads to the blog ("canonical"), becomes words with
    the address given below ("text"), or holds the post back until the other one is there ("hold")."""
    related: Annotated[int, msgspec.Meta(ge=0)] | Literal["all"] | None = None
    """How many related posts are listed; not set: the adapter's number, and lists kept by hand in full."""
    qr_codes: bool | None = None
    """Whether generated blocks show QR codes; not set: as suits the platform."""
    calls_per_minute: Annotated[float, msgspec.Meta(ge=0)] | None = None
    """How fast the platform is called; not set: the adapter's pace, 0: as fast as answers come."""
    release: Literal["no", "ask"] = "no"
    """Whether `publish release` may make a draft public through the interface, and only that verb may: it
    asks each time, or is told --yes. "no": a person publishes on the platform."""
