"""A post's canonical address, from the site's pattern in Hexo's tokens.

Tokens (hexo.io/docs/permalinks, and the code of Hexo's post_permalink filter): `:year :month :i_month
:day :i_day :hour :minute :second :timestamp :title` (path below the posts) `:name` (its last part)
`:post_title :category :hash`, and any key of the front matter. `:id` is a number Hexo hands out anew.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote

from publisher.markdown.front_matter.abbrlink import abbrlink

_TOKEN = re.compile(r":(\w+)", re.ASCII)
_SPECIAL = re.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/\x00-\x1f]+")

_SAFE = "/:@!$&'()*+,;=~"


def permalink(
    pattern: str,
    *,
    stem: str,
    title: str,
    date: datetime | None,
    category: tuple[str, ...],
    front: Mapping[str, object],
) -> str:
    """The path a pattern gives a post, "" when it needs something the post does not have.

    `stem` is the file's path below the content folder bare of extension and `/index`; `date` is in the
    site's zone.
    """
    values = {key: str(value) for key, value in front.items() if isinstance(value, str | int) and value != ""}
    values |= {
        "title": stem,
        "name": stem.rpartition("/")[2],
        "post_title": _SPECIAL.sub("-", title).strip("-"),
        "category": "/".join(category) or "uncategorized",
    }
    values.pop("id", None)
    values.setdefault("abbrlink", abbrlink(title))  # the address Hexo's plug-in will give it
    if date is not None:
        values |= _times(date, stem)
    if any(token not in values for token in _TOKEN.findall(pattern)):
        return ""
    return _TOKEN.sub(lambda token: values[token[1]], pattern).lstrip("/")


def absolute(base: str, path: str) -> str:
    """A path of the site as an address, percent-encoded; an address stays as it is."""
    if path.startswith(("http://", "https://")):
        return path
    return f"{base.rstrip('/')}/{quote(path.lstrip('/'), safe=_SAFE)}" if base and path else ""


def _times(date: datetime, stem: str) -> dict[str, str]:
    stamp = str(int(date.timestamp()))
    return {
        "year": f"{date:%Y}".zfill(4),
        "month": f"{date:%m}",
        "i_month": str(date.month),
        "day": f"{date:%d}",
        "i_day": str(date.day),
        "hour": f"{date:%H}",
        "minute": f"{date:%M}",
        "second": f"{date:%S}",
        "timestamp": stamp,
        "hash": hashlib.sha1(f"{stem}{stamp}".encode(), usedforsecurity=False).hexdigest()[:12],
    }
