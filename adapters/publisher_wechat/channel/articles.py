"""What the account has published through the interface (what was sent to followers is not in this list)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from publisher.errors import PlatformError
from publisher.model.article import Article

from ..addresses import address
from . import errors
from .calls import Calls

PAGE = 20
_NO_RIGHT = (
    "only verified accounts may list their articles: hand in a list with --csv, or tell single addresses "
    "with `publish link`"
)


def published(calls: Calls, searched: int) -> Iterator[Article]:
    """Newest first, at most `searched` publications (each may hold several articles). Texts are the digests:
    whole ones would be megabytes. Rejected, with what to do, for an account without the right."""
    for offset in range(0, searched, PAGE):
        body = {"offset": offset, "count": min(PAGE, searched - offset), "no_content": 1}
        page = _page(calls, body)
        items = page["item"]
        for item in items:
            yield from _articles(item)
        if not items or offset + PAGE >= page["total_count"]:
            return


def _page(calls: Calls, body: Mapping[str, object]) -> Mapping[str, Any]:
    what = "list the published articles"
    try:
        return calls.post("/cgi-bin/freepublish/batchget", body, what, "item", "total_count")
    except PlatformError as error:
        if error.code == str(errors.UNAUTHORIZED):
            error.hint = _NO_RIGHT
        raise


def _articles(item: Mapping[str, Any]) -> Iterator[Article]:
    made = item.get("update_time")
    for told in item["content"]["news_item"]:
        public = address(str(told.get("url") or ""))
        if public and not told.get("is_deleted"):
            yield Article(
                public,
                str(told.get("title") or "").strip(),
                str(told.get("digest") or ""),
                datetime.fromtimestamp(made, UTC) if isinstance(made, int) and 0 < made < 2**33 else None,
            )
