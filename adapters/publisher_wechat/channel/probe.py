"""Asking WeChat whether it takes a body: put into a scratch draft, which is deleted in the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from publisher.errors import InDoubt, PlatformError, Rejected
from publisher.model.rendition import Payload

from . import errors
from .article import article
from .calls import Calls
from .drafts import DESK, newest

LEAD = "<p>…</p>"
"""Stands before each body: one without words would be refused for that."""
LOOKED_THROUGH = 20


@contextmanager
def probing(calls: Calls, payload: Payload, now: datetime) -> Iterator[Callable[[str], bool]]:
    """Body → whether it is taken. The scratch draft links to no post and has a title of its own, so that no
    run takes it for a post's; each question is one `draft/update`. Raises PlatformError."""
    title = f"yigao-probe-{now:%Y%m%d-%H%M%S}"
    bare = replace(payload.rendition, title=title, summary="", author="", source_url="", fields={})

    def written(body: str) -> dict[str, object]:
        return article(replace(payload, rendition=bare, body=LEAD + body))

    def taken(body: str) -> bool:
        update = {"media_id": scratch, "index": 0, "articles": written(body)}
        try:
            calls.post("/cgi-bin/draft/update", update, "try a part of the text")
        except Rejected as error:
            if error.code == str(errors.INVALID_CONTENT):
                return False
            raise
        return True

    add = {"articles": [written("")]}
    try:
        made = calls.post("/cgi-bin/draft/add", add, "make a scratch draft", "media_id", safe=False)
    except BaseException as error:
        if isinstance(error, InDoubt) or not isinstance(error, PlatformError):
            _remove(calls, "", title)  # it may have been made all the same
        raise
    scratch = str(made["media_id"])
    try:
        yield taken
    finally:
        _remove(calls, scratch, title)


def _remove(calls: Calls, scratch: str, title: str) -> None:
    """Delete the draft; one whose making was interrupted is found by its title."""
    try:
        found = [scratch] if scratch else _called(calls, title)
        for media_id in found:
            calls.post("/cgi-bin/draft/delete", {"media_id": media_id}, "delete the scratch draft")
    except PlatformError as error:
        if error.code == str(errors.UNKNOWN_ID):
            return  # somebody deleted it already
        message = f"the scratch draft «{title}» may be left there: {error.message}"
        raise Rejected(message, hint=f"delete it at {DESK}", code=error.code, stop=error.stop) from error


def _called(calls: Calls, title: str) -> list[str]:
    return [draft.id for draft, _ in newest(calls, LOOKED_THROUGH) if draft.title == title]
