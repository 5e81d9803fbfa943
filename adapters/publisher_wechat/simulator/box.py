"""The draft box: what is refused, what is stored, what comes back."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from . import crops
from .account import PROFILES, Account
from .refusals import Refused
from .sanitise import sanitise, words

DIGEST_CHARS = 54
HIDDEN = ("source", *crops.FIELDS)
"""What the simulator keeps of an article beyond what it tells."""


def add(account: Account, body: Mapping[str, Any]) -> Mapping[str, object]:
    articles = body.get("articles")
    if not isinstance(articles, list) or not articles or not all(isinstance(a, dict) for a in articles):
        raise Refused(44003)
    if len(articles) > 8:
        raise Refused(45008)
    stored = [_checked(account, article) for article in articles]
    now = int(account.now())
    draft = {"media_id": account.new_id(), "create_time": now, "update_time": now, "articles": stored}
    account.state["drafts"].append(draft | {"serial": account.serial()})
    return {"media_id": draft["media_id"], "item": []}


def update(account: Account, body: Mapping[str, Any]) -> Mapping[str, object]:
    article = body.get("articles")
    if not isinstance(article, dict):
        raise Refused(47001)
    draft = found(account, body.get("media_id"))
    index = body.get("index")
    if not isinstance(index, int) or not 0 <= index < len(draft["articles"]):
        raise Refused(40114)
    draft["articles"][index] = _checked(account, article)
    draft["update_time"], draft["serial"] = int(account.now()), account.serial()
    return {"errcode": 0, "errmsg": "ok"}


def get(account: Account, body: Mapping[str, Any]) -> Mapping[str, object]:
    draft = found(account, body.get("media_id"))
    return {
        "news_item": [told(article) for article in draft["articles"]],
        "create_time": draft["create_time"],
        "update_time": draft["update_time"],
    }


def delete(account: Account, body: Mapping[str, Any]) -> Mapping[str, object]:
    account.state["drafts"].remove(found(account, body.get("media_id")))
    return {"errcode": 0, "errmsg": "ok"}


def count(account: Account) -> Mapping[str, object]:
    return {"total_count": len(account.state["drafts"])}


def batchget(account: Account, body: Mapping[str, Any]) -> Mapping[str, object]:
    offset, size = body.get("offset"), body.get("count")
    if not isinstance(offset, int) or not isinstance(size, int) or offset < 0 or not 1 <= size <= 20:
        raise Refused(40035)
    newest = sorted(account.state["drafts"], key=lambda draft: -draft["serial"])
    items = [_listed(draft, bare=bool(body.get("no_content"))) for draft in newest[offset : offset + size]]
    return {"total_count": len(newest), "item_count": len(items), "item": items}


def found(account: Account, media_id: object) -> dict[str, Any]:
    """The draft of that id; 40007 when there is none."""
    for draft in account.state["drafts"]:
        if draft["media_id"] == media_id:
            return draft  # type: ignore[no-any-return]
    raise Refused(40007)


def _listed(draft: Mapping[str, Any], *, bare: bool) -> Mapping[str, object]:
    items = [told(article, bare=bare) for article in draft["articles"]]
    content = {"news_item": items, "create_time": draft["create_time"], "update_time": draft["update_time"]}
    return {"media_id": draft["media_id"], "content": content, "update_time": draft["update_time"]}


def told(article: Mapping[str, Any], *, bare: bool = False) -> Mapping[str, object]:
    left_out = {*HIDDEN, "content"} if bare else set(HIDDEN)
    return {name: value for name, value in article.items() if name not in left_out}


def _checked(account: Account, article: Mapping[str, Any]) -> dict[str, object]:
    """The article as it is stored; raises Refused in the platform's order of checks."""
    if article.get("article_type", "news") != "news":
        raise Refused(40035)
    title, content = article.get("title"), article.get("content")
    if not isinstance(title, str) or not title.strip() or not isinstance(content, str) or not content.strip():
        raise Refused(44004)
    author, digest = str(article.get("author") or ""), str(article.get("digest") or "")
    _lengths(account.profile, title, author, digest, content)
    source_url = str(article.get("content_source_url") or "")
    if source_url and (not source_url.startswith(("http://", "https://")) or len(source_url.encode()) > 1024):
        raise Refused(41039)
    if article.get("thumb_media_id") not in account.state["media"]:
        raise Refused(40007)
    boxes = crops.checked(account, article)
    if article.get("need_open_comment") and not account.has_comments:
        raise Refused(88000)
    if any(word in content for word in account.refused_words):
        raise Refused(45166)
    stored = sanitise(content, account.state["pictures"], refuses_links=account.refuses_links)
    return {
        "title": title,
        "author": author,
        "digest": digest or words(stored)[:DIGEST_CHARS],
        "content": stored,
        "content_source_url": source_url,
        "thumb_media_id": article["thumb_media_id"],
        "show_cover_pic": 0,
        "url": f"http://mp.weixin.qq.com/s?__biz=c2FuZGJveA==&mid={account.serial()}&idx=1#rd",
        "thumb_url": account.state["media"][article["thumb_media_id"]]["url"],
        "need_open_comment": int(bool(article.get("need_open_comment"))),
        "only_fans_can_comment": int(bool(article.get("only_fans_can_comment"))),
        "source": content,
        **boxes,
    }


def _lengths(profile: str, title: str, author: str, digest: str, content: str) -> None:
    most = PROFILES[profile]
    for text, (limit, unit), code in (
        (title, most.title, 45003),
        (author, most.author, 45110),
        (digest, most.digest, 45004),
    ):
        if _measure(text, unit) > limit:
            raise Refused(code)
    too_many = most.content_chars and len(content) >= most.content_chars
    if too_many or len(content.encode()) > most.content_bytes:
        raise Refused(45002)


def _measure(text: str, unit: str) -> int:
    if unit == "bytes":
        return len(text.encode())
    if unit == "columns":
        return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
    return len(text)
