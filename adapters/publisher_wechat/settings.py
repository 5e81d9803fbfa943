"""The `[targets.X]` table of a WeChat target."""

from __future__ import annotations

from typing import Literal

import msgspec

from publisher.contract import TargetSettings

Comments = Literal["closed", "open", "followers"]


class Endpoints(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The host spoken to; may be a relay with a fixed address or a simulator. No trailing slash."""

    api: str = "https://api.weixin.qq.com"


class Settings(TargetSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`app_id` and `app_secret` are secret references.

    What the platform leaves undocumented, or answers differently for different accounts, is a setting.
    """

    app_id: str = "env:WECHAT_APP_ID"
    app_secret: str = "env:WECHAT_APP_SECRET"  # noqa: S105 - a reference, not a secret
    endpoints: Endpoints = Endpoints()
    theme: str = "default"
    """"default", or a CSS file of the site's own that is laid over it."""
    author: str = ""
    """At most 16 characters; "" = the post's author, else the site's."""
    comments: Comments = "closed"
    """Anything but "closed" is refused (88000) for accounts without the comment privilege."""
    keep_mp_links: bool = True
    """Leave links to mp.weixin.qq.com clickable; some accounts report 45166 for them: then switch off."""
    drafts_searched: int = 100
    """How many of the newest drafts are looked through for one that is ours."""


def example(_dialect: str) -> str:
    """What `publish init` writes."""
    return """app_id = "env:WECHAT_APP_ID"   # a secret is named here, never written here
app_secret = "env:WECHAT_APP_SECRET"
theme = "default"
"""
