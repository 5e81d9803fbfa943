"""The draft box: one article per draft, found again by the address of the original."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from publisher.errors import InDoubt, Rejected, Unavailable
from publisher.model.record import Draft, Remote, State
from publisher.model.rendition import Payload, Rendition

from ..normalise import normalise
from . import errors
from .article import article, measured
from .calls import Calls

DESK = "https://mp.weixin.qq.com/"
"""Where a person opens a draft; it has no address of its own that outlives a session."""
PAGE = 20
ABOUT = {
    "author": "author",
    "digest": "digest",
    "content_source_url": "original",
    "thumb_media_id": "cover",
    "need_open_comment": "comments",
    "only_fans_can_comment": "comments of followers only",
}
"""Fields beside title and text that `draft/get` gives back as they were sent."""
REFUSED = "refused.html"
"""The HTML WeChat called invalid without saying where, kept in the target's folder for a look."""


def find(calls: Calls, rendition: Rendition, searched: int) -> tuple[Draft, ...]:
    """Drafts among the newest that link to the same original, then those of the same title and digest, then
    of the same title. None is surely ours: a person may link to the original, too."""
    found: list[tuple[int, Draft]] = []
    for draft, told in newest(calls, searched):
        source = told.get("content_source_url") or ""
        linked = bool(source) and source == rendition.source_url
        alike = told.get("title") == rendition.title
        if linked or alike:
            rank = 0 if linked else 1 if told.get("digest") == rendition.summary else 2
            found.append((rank, replace(draft, linked=linked)))
    return tuple(draft for _, draft in sorted(found, key=lambda each: each[0]))


def read(calls: Calls, media_id: str) -> Remote:
    """What the draft's article says now; an unknown id means it was deleted or published: gone."""
    try:
        answer = calls.post("/cgi-bin/draft/get", {"media_id": media_id}, "read the draft", "news_item")
    except Rejected as error:
        if error.code == str(errors.UNKNOWN_ID):
            return Remote(State.GONE)
        raise
    if not answer["news_item"]:
        raise Unavailable("WeChat tells of the draft, but not what stands in it", hint="try again later")
    return _remote(answer["news_item"][0])


def expected(payload: Payload) -> Remote:
    """What `read` returns when everything arrived as sent."""
    return _remote(article(payload))


def create(calls: Calls, payload: Payload, folder: Path) -> Draft:
    """Make a draft. Never repeated on its own: WeChat knows no key that would tell a second one apart."""
    body = {"articles": [article(payload)]}
    with _explained(payload, folder):
        answer = calls.post("/cgi-bin/draft/add", body, "create the draft", safe=False)
    if not answer.get("media_id"):
        message = "WeChat took the new draft but named no id"
        raise InDoubt(message, hint=f"look at your drafts at {DESK}", code="no-id")
    return Draft(id=str(answer["media_id"]), url=DESK, title=payload.rendition.title)


def update(calls: Calls, draft: Draft, payload: Payload, folder: Path) -> Draft:
    """Replace the draft's article. The whole of it is sent, so a repetition changes nothing."""
    body = {"media_id": draft.id, "index": 0, "articles": article(payload)}  # an object here, no list
    with _explained(payload, folder):
        calls.post("/cgi-bin/draft/update", body, "update the draft")
    return replace(draft, url=DESK, title=payload.rendition.title, complete=True)


def newest(calls: Calls, searched: int) -> Iterator[tuple[Draft, Mapping[str, Any]]]:
    """Each draft with its first article, newest first."""
    offset = 0
    while offset < searched:
        body = {"offset": offset, "count": min(PAGE, searched - offset), "no_content": 1}
        answer = calls.post("/cgi-bin/draft/batchget", body, "look through the drafts", "item", "total_count")
        for item in answer["item"]:
            content = item["content"]
            at = content.get("create_time") or item.get("update_time")
            made = datetime.fromtimestamp(at, UTC) if isinstance(at, int) else None
            for told in content["news_item"][:1]:
                title = str(told.get("title") or "")
                yield Draft(id=str(item["media_id"]), url=DESK, title=title, created=made), told
        offset += PAGE
        if offset >= answer["total_count"]:
            return


def _remote(told: Mapping[str, Any]) -> Remote:
    """What an article says, and what stands around it: people change that in the console too."""
    about = {name: str(told[field]) for field, name in ABOUT.items() if told.get(field)}
    title, content = str(told.get("title") or "").strip(), str(told.get("content") or "")
    return Remote(State.DRAFT, title, normalise(content), about=about, source=content)


@contextmanager
def _explained(payload: Payload, folder: Path) -> Iterator[None]:
    """A refusal names no field's size and no place in the text: say what can be known here."""
    try:
        yield
    except Rejected as error:
        message, hint = error.message + measured(error, payload), error.hint
        if error.code == str(errors.INVALID_CONTENT):
            hint += _kept(payload, folder)
        told = Rejected(message, hint=hint, target=error.target, code=error.code, stop=error.stop)
        if error.code == str(errors.UNKNOWN_ID) and payload.cover:
            told.lost = payload.cover.id  # people clear their material library
        raise told from None


def _kept(payload: Payload, folder: Path) -> str:
    """Where the HTML that was sent is kept; "" where it cannot be: the refusal matters more."""
    file = folder / REFUSED
    try:
        file.write_text(str(article(payload)["content"]), encoding="utf-8", newline="\n")
    except OSError:
        return ""
    return f"; what was sent is kept for a look: {file}"
