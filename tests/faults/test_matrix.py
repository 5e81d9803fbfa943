"""Every call of every channel × every way it can go wrong, once and for good, and then the next run: one
draft there with the right content, nothing repeated that may not be, and each end told as what it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from publisher.model.plan import Result
from publisher.planning.report import exit_code

ALWAYS = 10_000


@dataclass(frozen=True)
class Point:
    """One call, picked by method, path and words of the body; `after` is the path of a call before it.

    `role`: "needed" for the step to go on · "create" (never repeated) · "update" (the draft is looked at when
    its answer is lost) · "glance" (the draft is there already). `push` names the post pushed; "changed" is
    one whose draft stands there. `store`: it is the picture store's; `silent`: an empty answer is a good one.
    """

    name: str
    method: str
    path: str
    role: str = "needed"
    push: str = "first"
    body: str = ""
    after: str = ""
    store: bool = False
    silent: bool = False


@dataclass(frozen=True)
class Wrong:
    """A way to go wrong. `effect`: "away" (never arrived) · "nothing" (the platform did nothing, but that
    cannot be known) · "lost" (it did it) · "fine" · "later" · "no" (a refusal, of `kind`; `stop`: for the
    whole target). `words` are in the message."""

    name: str
    fault: str
    effect: str
    words: str = ""
    kind: str = "unavailable"
    stop: bool = False
    about: Mapping[str, Any] = field(default_factory=dict)


PAGE = "<!doctype html><title>安全验证</title>".encode()
BUSY = b'{"errcode":-1,"errmsg":"system error rid: 684d20cd-1-2"}'


def html(status: int) -> Mapping[str, Any]:
    return {"status": status, "body": PAGE, "headers": {"content-type": "text/html; charset=utf-8"}}


ANYWHERE = (
    Wrong("connection refused", "refused", "away", "no connection"),
    Wrong("reset before it acted", "reset", "nothing", "connection was lost"),
    Wrong("reset after it acted", "lost", "lost", "ended before the whole answer"),
    Wrong("no answer in time", "silent", "lost", "no answer in time", about={"seconds": 2.0}),
    Wrong("truncated", "truncated", "lost", "ended before the whole answer"),
    Wrong("500", "status", "nothing", "HTTP 500", about={"status": 500}),
    Wrong("502", "status", "nothing", "HTTP 502", about=html(502)),
    Wrong("503", "status", "nothing", "HTTP 503", about={"status": 503}),
    Wrong("502 after it acted", "masked", "lost", "HTTP 502", about=html(502)),
    Wrong("429", "status", "later", "too many calls", "throttled", about={"status": 429}),
    Wrong(
        "429 with a wait",
        "status",
        "later",
        "too many calls",
        "throttled",
        about={"status": 429, "headers": {"retry-after": "37"}},
    ),
    Wrong("slow", "slow", "fine", about={"seconds": 0.05}),
    Wrong("empty after it acted", "masked", "lost", "cannot be understood", about={"status": 200}),
)
EMPTY = Wrong("empty", "answer", "nothing", "cannot be understood", about={"status": 200})
WEB_PAGE = Wrong("web page", "answer", "nothing", "cannot be understood", about=html(200))


def code(number: int, kind: str, words: str = "", *, stop: bool = False, text: str = "refused") -> Wrong:
    body = json.dumps({"errcode": number, "errmsg": f"{text} rid: 684d20cd-1-2"}).encode()
    about = {"status": 200, "body": body}
    return Wrong(str(number), "answer", "no", words or f"({number})", kind, stop, about)


EXPIRED = (code(40001, "auth", stop=True), code(42001, "auth", stop=True))
WECHAT_SAYS = (
    EMPTY,
    WEB_PAGE,
    Wrong("page after it acted", "masked", "lost", "cannot be understood", about=html(200)),
    *EXPIRED,
    Wrong("-1", "answer", "nothing", "-1", about={"status": 200, "body": BUSY}),
    Wrong("-1 after it acted", "masked", "lost", "-1", about={"status": 200, "body": BUSY}),
    code(45009, "throttled", stop=True),
    code(40164, "auth", stop=True, text="invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist"),
    code(45166, "rejected"),
    code(40007, "rejected"),
    code(48001, "rejected", stop=True),
    Wrong("401", "status", "no", "HTTP 401", "rejected", about={"status": 401}),
    Wrong("403", "status", "no", "HTTP 403", "rejected", about={"status": 403}),
)


def refusal(status: int, number: int, kind: str, name: str = "") -> Wrong:
    body = json.dumps({"error": {"code": number, "message": "不行", "redirect": "https://x"}}).encode()
    about = {"status": status, "body": body, "headers": {"content-type": "application/json"}}
    return Wrong(name or str(number), "answer", "no", f"({number}: 不行)", kind, True, about)


ZHIHU_SAYS = (
    Wrong("web page", "answer", "no", "web page", "rejected", True, html(200)),
    refusal(401, 100, "auth", "401"),
    Wrong("403", "status", "no", "403", "rejected", True, {"status": 403}),
    refusal(403, 10003, "rejected"),
    refusal(403, 40352, "rejected"),
    refusal(403, 40362, "rejected"),
)
STORE_SAYS = (WEB_PAGE, Wrong("403", "status", "no", "403", "rejected", about={"status": 403}))

WECHAT = (
    Point("token", "POST", "/stable_token"),
    Point("batchget", "POST", "/draft/batchget"),
    Point("add_material", "POST", "/add_material"),
    Point("uploadimg", "POST", "/uploadimg"),
    Point("draft add", "POST", "/draft/add", "create"),
    Point("draft get, after add", "POST", "/draft/get", "glance"),
    Point("draft get, before update", "POST", "/draft/get", push="changed"),
    Point("draft update", "POST", "/draft/update", "update", "changed"),
    Point("draft get, after update", "POST", "/draft/get", "glance", "changed", after="/draft/update"),
)
DRAFT = r"/articles/\d+/draft"
ZHIHU = (
    Point("me", "GET", "/v4/me"),
    Point("my_drafts", "GET", "/my_drafts"),
    Point("picture, register", "POST", "/api/images"),
    Point("picture, put", "PUT", "/upload/v2-", body="PNG", store=True, silent=True),
    Point("picture, begin parts", "POST", "/upload/v2-", store=True),
    Point("picture, put part", "PUT", "/upload/v2-", body="GIF8", store=True),
    Point("picture, end parts", "POST", "/upload/v2-", body="CompleteMultipart", store=True, silent=True),
    Point("picture, confirm", "PUT", "/uploading_status", silent=True),
    Point("picture, poll", "GET", r"/api/images/\d+"),
    Point("draft create", "POST", "/articles/drafts", "create"),
    Point("draft patch, cover", "PATCH", DRAFT, body="titleImage", silent=True),
    Point("draft patch, text", "PATCH", DRAFT, "update", body='"content"', silent=True),
    Point("draft get, after patch", "GET", DRAFT, "glance", after=DRAFT),
    Point("draft get, before patch", "GET", DRAFT, push="changed"),
    Point("draft patch, changed", "PATCH", DRAFT, "update", "changed", body='"content"', silent=True),
    Point("draft get, after change", "GET", DRAFT, "glance", "changed", after=DRAFT),
)
SENDS_A_PICTURE = {"wechat": ("POST", "/uploadimg|/add_material"), "zhihu": ("PUT", "/upload/|/nowhere")}
CREATES = {"wechat": ("POST", "/draft/add"), "zhihu": ("POST", "/articles/drafts")}


def wrongs(platform: str, point: Point) -> Iterator[Wrong]:
    yield from ANYWHERE
    if platform == "wechat":
        yield from WECHAT_SAYS
    elif point.store:
        yield from STORE_SAYS
    else:
        yield from ZHIHU_SAYS
        if point.method in {"GET", "POST"}:
            yield EMPTY


def cases() -> Iterator[Any]:
    for platform, points in (("wechat", WECHAT), ("zhihu", ZHIHU)):
        for point in points:
            for wrong in wrongs(platform, point):
                for times in (1, ALWAYS):
                    if wrong.effect in {"away", "no"} and times == 1 and wrong not in EXPIRED:
                        continue  # it is not tried again anyway, or not heard of at all
                    often = "once" if times == 1 else "always"
                    name = f"{platform}: {point.name}: {wrong.name}, {often}"
                    yield pytest.param(platform, point, wrong, times, id=name)


def ending(point: Point, wrong: Wrong, times: int) -> tuple[Result, str]:
    """How the run must end, and the kind of its error."""
    good, effect = (Result.DONE, ""), wrong.effect
    if effect == "fine" or point.role == "glance":
        return good
    if wrong.name == "empty after it acted" and point.silent:
        return good
    if wrong.name == "-1 after it acted" and point.role == "create":
        return good  # the channel looks for it at once
    if wrong.name == "40007" and point.name == "draft get, before update":
        return Result.FAILED, "conflict"  # the draft is gone, as far as one can see
    if effect == "no":
        if times == 1:  # an expired token, and a new one
            return (Result.FAILED, wrong.kind) if point.name == "token" else good
        return Result.FAILED, wrong.kind
    if point.role == "create" and effect in {"lost", "nothing"}:
        return Result.IN_DOUBT, "in_doubt"
    if times == 1 and effect != "away":
        return good
    return good if point.role == "update" and effect == "lost" else (Result.FAILED, wrong.kind)


@pytest.mark.parametrize(("platform", "point", "wrong", "times"), tuple(cases()))
def test_one_draft_whatever_goes_wrong(
    open_stand: Any, platform: str, point: Point, wrong: Wrong, times: int
) -> None:
    stand = open_stand(platform)
    if point.push == "changed":
        assert {each.result for each in stand.push("first")} == {Result.DONE}
    before = len(stand.server.log)
    stand.go_wrong(point, wrong, times=times)
    posts = (point.push, "second") if wrong.stop and times > 1 else (point.push,)
    first, *others = stand.push(*posts)

    told = str(first.error or "")
    assert (first.result, getattr(first.error, "kind", "")) == ending(point, wrong, times), told
    assert exit_code((first,)) == (0 if first.result is Result.DONE else 1)
    if first.error is not None:
        assert first.error.kind == "conflict" or wrong.words in told
        assert first.error.hint, "what to do"
        assert first.error.target == platform
    if point.role == "glance" and times > 1 and wrong.effect != "fine":
        assert "not-read-back" in {note.kind for note in first.notes}
    made = stand.calls(*CREATES[platform], since=before)
    if first.result is Result.IN_DOUBT:
        assert len(made) == 1, "what may not be repeated is not"
    if others:
        assert [each.result for each in others] == [Result.FAILED], "nothing more is sent"
        picked = [n for n, call in enumerate(stand.server.log) if call.fault]
        assert picked[-1] == len(stand.server.log) - 1

    known, seen = stand.recorded(), len(stand.server.log)
    stand.put_right()
    again = stand.push(*posts)
    assert {each.result for each in again} <= {Result.DONE, Result.SKIPPED}, [str(a.error) for a in again]
    if point.push == "first":
        assert len(stand.calls(*SENDS_A_PICTURE[platform], since=seen)) <= 3 - known
    stand.check(*posts)
    asked = len(stand.server.log)
    assert {each.step.reason for each in stand.push(*posts)} == {"up to date"}
    assert len(stand.server.log) == asked, "nobody was asked"
