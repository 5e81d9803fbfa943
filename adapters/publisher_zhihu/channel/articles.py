"""What the account has published: one of two lists, both known from other clients alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from publisher.errors import Rejected
from publisher.model.article import Article

from ..addresses import ARTICLE
from ..normalise import normalise
from ..settings import Settings
from .errors import ABNORMAL
from .session import HOME, Session

PAGE = 20
_LISTS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "creator": (
        "/api/v4/creators/creations/v2/article",
        {"start": "0", "end": "0", "need_co_creation": "1", "sort_type": "created"},
    ),
    "member": (
        "/api/v4/members/{}/articles",
        {"include": "data[*].content,excerpt,created", "sort_by": "created"},
    ),
}
"""`article_list` → path and query; the second is filled with the account's name in addresses."""
_UNLISTED = (
    'try article_list = "{}" in this target\'s settings; else hand in a list with --csv, or tell single '
    "addresses with `publish link`"
)


def published(session: Session, settings: Settings, name: str) -> Iterator[Article]:
    """Newest first, at most `articles_searched`. Rejected, with what to do, where Zhihu wants a signature."""
    path, query = _LISTS[settings.article_list]
    url = session.endpoints.www + path.format(name)
    seen: set[str] = set()
    for offset in range(0, settings.articles_searched, PAGE):
        page = _page(session, settings, url, {**query, "offset": str(offset), "limit": str(PAGE)})
        data = page.get("data")
        items = [item for item in data if isinstance(item, dict)] if isinstance(data, list) else []
        for item in items:
            article = _article(item)
            if article is not None and article.address not in seen:
                seen.add(article.address)
                yield article
        paging = page.get("paging")
        if not items or not isinstance(paging, dict) or paging.get("is_end", True):
            return


def _page(session: Session, settings: Settings, url: str, params: Mapping[str, str]) -> Mapping[str, Any]:
    try:
        page = session.call("GET", url, "list the published articles", params=params, referer=HOME)
    except Rejected as error:
        if error.code in {*ABNORMAL, "404", "4041"}:
            error.hint = _UNLISTED.format("member" if settings.article_list == "creator" else "creator")
        raise
    return page if isinstance(page, dict) else {}


def _article(item: Mapping[str, Any]) -> Article | None:
    """An entry of either list: the creator's centre keeps what the other tells one level down."""
    told = item["data"] if isinstance(item.get("data"), dict) else item
    number = str(told.get("id") or told.get("url_token") or "")
    if not number.isdecimal() or told.get("state", "published") != "published":
        return None
    made = told.get("created", told.get("created_time"))
    return Article(
        ARTICLE.format(number),
        str(told.get("title") or "").strip(),
        normalise(str(told.get("content") or told.get("excerpt") or "")),
        datetime.fromtimestamp(made, UTC) if isinstance(made, int) and 0 < made < 2**33 else None,
    )
