"""The draft box: one article per draft, found again by the address of the original."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from publisher.errors import InDoubt, Rejected
from publisher.model.record import Draft, Remote, State
from publisher.model.rendition import Payload, Rendition

from ..normalise import normalise
from . import errors
from .calls import Calls

DESK = "https://mp.weixin.qq.com/"
"""Where a person opens a draft; it has no address of its own that outlives a session."""
PAGE = 20
TOO_LONG = {"45002": "text", "45003": "title", "45004": "digest", "45110": "author"}
ABOUT = {
    "author": "作者",
    "digest": "摘要",
    "content_source_url": "原文",
    "thumb_media_id": "封面",
    "need_open_comment": "留言",
}
"""Fields beside title and text that `draft/get` gives back as they were sent."""
REFUSED = "refused.html"
"""The HTML WeChat called invalid without saying where, kept in the target's folder for a look."""


def find(calls: Calls, rendition: Rendition, searched: int) -> tuple[Draft, ...]:
    """Drafts among the newest that link to the same original (sure), or at least have the same title."""
    found = []
    for draft, article in _newest(calls, searched):
        source = article.get("content_source_url") or ""
        sure = bool(source) and source == rendition.source_url
        if sure or article.get("title") == rendition.title:
            found.append(replace(draft, sure=sure))
    return tuple(found)


def read(calls: Calls, media_id: str) -> Remote:
    """What the draft's article says now; an unknown id means it was deleted or published: gone."""
    try:
        answer = calls.post("/cgi-bin/draft/get", {"media_id": media_id}, "read the draft", "news_item")
    except Rejected as error:
        if error.code == str(errors.UNKNOWN_ID):
            return Remote(State.GONE)
        raise
    return _remote(answer["news_item"][0])


def expected(payload: Payload) -> Remote:
    """What `read` returns when everything arrived as sent."""
    return _remote(_article(payload))


def create(calls: Calls, payload: Payload, folder: Path) -> Draft:
    """Make a draft. Never repeated on its own: WeChat knows no key that would tell a second one apart."""
    article = _article(payload)
    with _explained(payload, folder):
        answer = calls.post("/cgi-bin/draft/add", {"articles": [article]}, "create the draft", safe=False)
    if not answer.get("media_id"):
        raise InDoubt("WeChat took the new draft but named no id", hint=f"look at your drafts at {DESK}")
    return Draft(id=str(answer["media_id"]), url=DESK, title=payload.rendition.title)


def update(calls: Calls, draft: Draft, payload: Payload, folder: Path) -> Draft:
    """Replace the draft's article. The whole of it is sent, so a repetition changes nothing."""
    body = {"media_id": draft.id, "index": 0, "articles": _article(payload)}  # an object here, no list
    with _explained(payload, folder):
        calls.post("/cgi-bin/draft/update", body, "update the draft")
    return replace(draft, url=DESK, title=payload.rendition.title, complete=True)


def _article(payload: Payload) -> dict[str, object]:
    rendition = payload.rendition
    return {
        "title": rendition.title,
        "author": rendition.author,
        "digest": rendition.summary,
        "content": payload.body,
        "content_source_url": rendition.source_url,
        "thumb_media_id": payload.cover.id if payload.cover else "",
        **rendition.fields,
    }


def _newest(calls: Calls, searched: int) -> Iterator[tuple[Draft, Mapping[str, Any]]]:
    """Each draft with its first article, newest first."""
    offset = 0
    while offset < searched:
        body = {"offset": offset, "count": min(PAGE, searched - offset), "no_content": 1}
        answer = calls.post("/cgi-bin/draft/batchget", body, "look through the drafts", "item", "total_count")
        for item in answer["item"]:
            content = item["content"]
            made = datetime.fromtimestamp(content.get("create_time") or item["update_time"], UTC)
            for article in content["news_item"][:1]:
                draft = Draft(id=str(item["media_id"]), url=DESK, title=article["title"], created=made)
                yield draft, article
        offset += PAGE
        if offset >= answer["total_count"]:
            return


def _remote(article: Mapping[str, Any]) -> Remote:
    """What an article says, and what stands around it: people change that in the console too."""
    about = [
        f"{name}：{' '.join(str(article[field]).split())}"
        for field, name in ABOUT.items()
        if article.get(field)
    ]
    text = "\n".join((*about, normalise(article["content"])))
    return Remote(State.DRAFT, title=article["title"].strip(), text=text)


@contextmanager
def _explained(payload: Payload, folder: Path) -> Iterator[None]:
    """A refusal names no field's size and no place in the text: say what can be known here."""
    try:
        yield
    except Rejected as error:
        message, hint = error.message, error.hint
        rendition = payload.rendition
        field = TOO_LONG.get(error.code)
        if field:
            values = {
                "text": payload.body,
                "title": rendition.title,
                "digest": rendition.summary,
                "author": rendition.author,
            }
            text = values[field]
            message += f"; the {field} has {len(text)} characters, {len(text.encode())} bytes"
        elif error.code == str(errors.INVALID_CONTENT):
            file = folder / REFUSED
            file.write_text(payload.body, encoding="utf-8", newline="\n")
            hint += f": {file}"
        raise Rejected(message, hint=hint, target=error.target, code=error.code, stop=error.stop) from None
