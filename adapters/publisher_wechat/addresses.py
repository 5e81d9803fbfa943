"""Addresses of public articles: one spelling for each of their two forms, and which addresses are none."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

HOST = "mp.weixin.qq.com"
_SHORT = re.compile(r"/s/[A-Za-z0-9_-]{20,32}")
_LONG = {
    "__biz": re.compile(r"[A-Za-z0-9+/_-]+={0,2}"),
    "mid": re.compile(r"\d{1,20}"),
    "idx": re.compile(r"\d{1,2}"),
    "sn": re.compile(r"[A-Za-z0-9]{1,64}"),
}
"""What names an article in the long form, in the platform's order; the rest says how a reader got there."""
_TEMPORARY = "tempkey"


def address(url: str) -> str:
    """`https://mp.weixin.qq.com/s/<id>` or `…/s?__biz=…&mid=…&idx=…&sn=…`; "" for previews that run out and
    for everything else. Which short and which long address lead to one article, only the platform knows."""
    try:
        parts = urlsplit(url.strip().replace("&amp;", "&"))
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or host != HOST:
        return ""
    given = dict(part.partition("=")[::2] for part in parts.query.split("&"))
    if _TEMPORARY in given:
        return ""
    if _SHORT.fullmatch(parts.path):
        return f"https://{HOST}{parts.path}"
    named = {name: given.get(name, "").replace("%3D", "=") for name in _LONG}
    if parts.path not in {"/s", "/s/"} or not all(_LONG[name].fullmatch(named[name]) for name in _LONG):
        return ""
    return f"https://{HOST}/s?" + "&".join(f"{name}={value}" for name, value in named.items())
