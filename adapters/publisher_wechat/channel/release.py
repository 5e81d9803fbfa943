"""Making a draft public: asked for once, then asked about. No follower is sent a message by it.

Only verified accounts may (48001 for all others, on every one of these calls); each call has 100 a day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from publisher.errors import InDoubt, PlatformError
from publisher.model.record import Draft, Release, ReleaseState

from ..addresses import address
from . import errors
from .calls import Calls

NO_RIGHT = "the account lacks the right to publish through the interface, which only verified accounts have"
DONE, UNDER_WAY = 0, 1
REASONS: Mapping[int, str] = {
    2: "the check for originality failed",
    3: "it failed, and WeChat says no more",
    4: "the platform's review refused it",
    5: "the author deleted it",
    6: "the platform took it down",
}
DELETED = frozenset({5, 6})
SKEW = timedelta(minutes=10)
"""How far the platform's clock may be from ours."""


def submit(calls: Calls, draft: Draft) -> Release:
    """Put the draft in the queue for publication. Never repeated on its own."""
    body, what = {"media_id": draft.id}, "submit the draft for publication"
    try:
        answer = calls.post("/cgi-bin/freepublish/submit", body, what, safe=False)
    except PlatformError as error:
        return _unless_barred(error)
    request = answer.get("publish_id")
    if not request:
        raise InDoubt(f"WeChat took it to {what} but named no id", hint="look at 发表记录 in the console")
    return Release(ReleaseState.REVIEW, str(request))  # a number in recordings, text in the documents


def standing(calls: Calls, request: str) -> Release:
    """What has become of it."""
    path, what = "/cgi-bin/freepublish/get", "ask what became of the publication"
    try:
        answer = calls.post(path, {"publish_id": request}, what, "publish_status")
    except PlatformError as error:
        return replace(_unless_barred(error), request=request)
    status = int(answer["publish_status"])
    if status == UNDER_WAY:
        return Release(ReleaseState.REVIEW, request)
    if status == DONE:
        return Release(ReleaseState.PUBLISHED, request, _address(answer))
    state = ReleaseState.DELETED if status in DELETED else ReleaseState.REJECTED
    return Release(state, request, reason=REASONS.get(status, f"WeChat says {status}"))


def find(calls: Calls, draft: Draft, since: datetime) -> Release | None:
    """The one article of the draft's title among the newest that became public since."""
    body = {"offset": 0, "count": 20, "no_content": 1}
    try:
        page = calls.post("/cgi-bin/freepublish/batchget", body, "look for the article it became", "item")
    except PlatformError as error:
        return _unless_barred(error)
    found = [
        address(str(told.get("url") or ""))
        for item in page["item"]
        if datetime.fromtimestamp(item["update_time"], UTC) >= since - SKEW
        for told in item["content"]["news_item"]
        if str(told.get("title") or "").strip() == draft.title.strip() and not told.get("is_deleted")
    ]
    return Release(ReleaseState.PUBLISHED, address=found[0]) if len(found) == 1 else None


def _address(answer: Mapping[str, Any]) -> str:
    """The first article's; "" where it is told none."""
    items = (answer.get("article_detail") or {}).get("item") or ()
    return next((address(str(item.get("article_url") or "")) for item in items), "")


def _unless_barred(error: PlatformError) -> Release:
    """That the account may not, where that is what is wrong; raises the error else."""
    if error.code != str(errors.UNAUTHORIZED):
        raise error
    return Release(ReleaseState.BY_HAND, reason=NO_RIGHT)
