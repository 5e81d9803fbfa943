"""The `[targets.X]` table of a Zhihu target."""

from __future__ import annotations

from typing import Literal

import msgspec

from publisher.contract import TargetSettings

MOST_TOPICS = 3
"""As many as clients have attached to one article; no limit is published."""
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Safari/537.36"
)


class Endpoints(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The hosts spoken to; each may be a relay or a simulator. No trailing slash."""

    zhuanlan: str = "https://zhuanlan.zhihu.com"
    www: str = "https://www.zhihu.com"
    api: str = "https://api.zhihu.com"
    upload: str = "https://zhihu-pics-upload.zhimg.com"


class Settings(TargetSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`cookie` is a secret reference: the whole Cookie header of a browser logged in to zhihu.com.

    What nobody has documented is a setting, so that a wrong guess costs one line: `xsrf` sends the
    `x-xsrftoken` header (clients with and without it work), `pictures` is the host that serves uploads,
    `formula_class` is put on formulas ("ee_img tr_noresize" is common, and optional).
    """

    cookie: str = "env:ZHIHU_COOKIE"
    endpoints: Endpoints = Endpoints()
    user_agent: str = CHROME
    pictures: str = "https://picx.zhimg.com"
    xsrf: bool = True
    toc: bool = False
    """Show Zhihu's table of contents beside the article; a post's `toc` wins."""
    cards: bool = False
    """A link alone in its paragraph becomes a link card."""
    can_reward: bool = False
    """Let readers tip."""
    topics: Literal["remind", "attach"] = "remind"
    """What becomes of a post's `topics`: you are reminded to choose them when you publish, or the first three
    are attached to the draft by an interface known from one client alone (that drafts can be published
    without any is recorded)."""
    gap: float = 0.3
    """Seconds between two calls, as careful clients keep them; no limit is published."""
    formula_class: str = ""
    article_list: Literal["creator", "member"] = "creator"
    """Which list `publish discover` asks for: the creator's centre's, which is seen to be given to unsigned
    requests, or the profile's, which most clients sign."""
    articles_searched: int = 1000
    """How many of the newest published articles `publish discover` asks for."""
    drafts_searched: int = 200
    """How many of the newest drafts are looked through for one of the same title; 0: none, for an account
    that may not list them (then nobody but you can find a draft whose making was interrupted)."""


def example(_dialect: str) -> str:
    """What `publish init` writes."""
    return 'cookie = "env:ZHIHU_COOKIE"   # a secret is named here, never written here'
