"""Drafts: create, replace, read, list. One id serves draft and article; it is text, never a number."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from publisher.errors import InDoubt, Rejected
from publisher.model.record import Draft, Remote, State
from publisher.model.rendition import Payload, Rendition
from publisher.model.verdict import State as Health
from publisher.model.verdict import Verdict

from ..normalise import normalise, picture_name, without_pictures
from .errors import ABNORMAL, Missing
from .session import SITE, Session
from .topics import attach, names_of

PAGE = 20
UNLISTED = (
    "if Zhihu refuses its list of drafts with a fresh cookie too, set drafts_searched = 0 for this target: "
    "then look yourself for a draft whose making was interrupted"
)


def editor(session: Session, draft: str) -> str:
    """Where a person opens the draft."""
    return f"{session.endpoints.zhuanlan}/p/{draft}/edit"


def create(session: Session, rendition: Rendition) -> Draft:
    """An untouched draft with only its title: its id must be on record before anything else is sent."""
    body = {"title": rendition.title, "delta_time": 0, "can_reward": bool(rendition.fields.get("can_reward"))}
    url = f"{session.endpoints.zhuanlan}/api/articles/drafts"
    made = session.call("POST", url, "create the draft", body=body, safe=False)
    found = _id(made)
    if not found:
        message = "Zhihu took the new draft but named no id"
        raise InDoubt(message, hint="look at your drafts on zhihu.com", code="no-id")
    return Draft(found, editor(session, found), rendition.title, complete=False)


def update(session: Session, draft: Draft, payload: Payload, topics: Sequence[str] = ()) -> Draft:
    """Everything the draft holds, replaced. The cover goes by itself, as the editor does it, and first, then
    `topics`, the names to attach: once the text stands there the draft is complete, so what dies in between
    is seen to be unfinished."""
    fields = payload.rendition.fields
    refused: Rejected | None = None
    if payload.cover and payload.cover.id:
        cover = {"titleImage": payload.cover.id, "isTitleImageFullScreen": False, "delta_time": 0}
        try:
            _patch(session, draft.id, "set the draft's cover", cover)
        except Rejected as error:
            if error.stop:
                raise
            error.hint = "the text is there; name another cover"
            refused = error  # the text must not be lost over a picture
    try:
        if topics:
            attach(session, draft.id, names_of(_get(session, draft.id) or {}), topics)
    except Rejected as error:
        if error.stop or isinstance(error, Missing):
            raise
        error.hint = "the text is there; name other topics, or choose them when you publish"
        refused = refused or error
    text = {
        "title": payload.rendition.title,
        "content": payload.body,
        "table_of_contents": bool(fields.get("table_of_contents")),
        "can_reward": bool(fields.get("can_reward")),
        "delta_time": 0,
    }
    _patch(session, draft.id, "save the draft", text)
    if refused is not None:
        raise refused
    return replace(draft, url=editor(session, draft.id), title=payload.rendition.title, complete=True)


def read(session: Session, draft: str) -> Remote:
    """What stands there now; GONE when it was deleted."""
    found = _get(session, draft)
    if found is None:
        return Remote(State.GONE)
    source, cover = str(found.get("content") or ""), picture_name(str(found.get("title_image") or ""))
    there = Remote(
        State.DRAFT,
        str(found.get("title") or ""),
        normalise(source),
        about={"cover": cover} if cover else {},
        source=source,
    )
    if found.get("state") == "published":
        return replace(there, state=State.PUBLISHED, address=f"{SITE}/p/{draft}")
    return there


def expected(payload: Payload) -> Remote:
    """What `read` returns when everything arrived as sent. A cover that is not ours to choose is left as
    it is there, so nothing can be said of it."""
    cover = payload.cover and picture_name(payload.cover.id)
    about = {"cover": cover} if cover else None
    return Remote(State.DRAFT, payload.rendition.title, normalise(payload.body), about=about)


def candidates(session: Session, rendition: Rendition, bound: int) -> tuple[Draft, ...]:
    """Drafts of the same title among the newest `bound`; sure when the text agrees as well."""
    wanted = without_pictures(normalise(rendition.body))
    found: list[Draft] = []
    for item in _listed(session, bound):
        draft = _id(item)
        if not draft or not _same(str(item.get("title") or ""), rendition.title):
            continue
        there = _get(session, draft)
        if there is None or there.get("state") == "published":
            continue
        text = without_pictures(normalise(str(there.get("content") or "")))
        found.append(
            Draft(
                draft,
                editor(session, draft),
                rendition.title,
                complete=text == wanted,
                sure=bool(text) and text == wanted,
                created=_moment(there.get("created")),
            )
        )
    return tuple(found)


def listing(session: Session, bound: int) -> Iterator[Verdict]:
    """Whether drafts can be found again: the newest are listed. Where none are wanted nothing is asked."""
    if not bound:
        return
    try:
        next(_listed(session, 1), None)
    except Rejected as error:
        if error.code not in ABNORMAL:
            raise
        message = "Zhihu refuses its list of drafts: one whose making was interrupted cannot be found again"
        yield Verdict("drafts", message, Health.WARNING, error.hint)
    else:
        yield Verdict("drafts", "its drafts can be listed")


def _patch(session: Session, draft: str, what: str, body: Mapping[str, object]) -> None:
    url = f"{session.endpoints.zhuanlan}/api/articles/{draft}/draft"
    session.call("PATCH", url, what, body=body, referer=f"/p/{draft}/edit")


def _get(session: Session, draft: str) -> dict[str, Any] | None:
    url = f"{session.endpoints.zhuanlan}/api/articles/{draft}/draft"
    try:
        found = session.call("GET", url, "read the draft", "content", referer=f"/p/{draft}/edit")
    except Missing:
        return None
    return dict(found)


def _listed(session: Session, bound: int) -> Iterator[dict[str, Any]]:
    url = f"{session.endpoints.www}/api/v4/articles/my_drafts"
    for offset in range(0, bound, PAGE):
        params = {"offset": str(offset), "limit": str(PAGE), "include": "data[*].schedule"}
        try:
            page = session.call("GET", url, "list the drafts", "data", params=params)
        except Rejected as error:
            if error.code in ABNORMAL:
                error.hint = UNLISTED
            raise
        data = page["data"] or ()
        yield from (item for item in data if isinstance(item, dict))
        if not data or page.get("paging", {}).get("is_end", True):
            return


def _id(found: object) -> str:
    value = (found.get("id") or found.get("url_token")) if isinstance(found, dict) else ""
    return str(value or "")


def _same(one: str, other: str) -> bool:
    def plain(title: str) -> str:
        return " ".join(unicodedata.normalize("NFC", title).split())

    return plain(one) == plain(other)


def _moment(value: object) -> datetime | None:
    return datetime.fromtimestamp(value, UTC) if isinstance(value, int) and value > 0 else None
