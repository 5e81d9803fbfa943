"""Addresses of public articles: one spelling for each, and which addresses are none."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

ARTICLE = "https://zhuanlan.zhihu.com/p/{}"
_PAGES = {
    "zhuanlan.zhihu.com": re.compile(r"/p/(\d{1,20})/?"),
    "www.zhihu.com": re.compile(r"/(?:appview/p|tardis/[a-z]+/art)/(\d{1,20})/?"),
}
"""By host: the page itself, and the forms that apps and search engines hand out."""
_INTERSTITIAL = "link.zhihu.com"


def address(url: str) -> str:
    """`https://zhuanlan.zhihu.com/p/<digits>`; "" for editors, previews, answers and everything else."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"}:
        return ""
    if host == _INTERSTITIAL:
        target = parse_qs(parts.query).get("target", [""])[-1]
        return "" if _INTERSTITIAL in target else address(target)
    found = _PAGES[host].fullmatch(parts.path) if host in _PAGES else None
    return ARTICLE.format(found[1]) if found else ""
