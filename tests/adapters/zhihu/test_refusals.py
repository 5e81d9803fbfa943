"""What goes wrong, and what a person is told to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import pytest

from publisher.errors import AuthError, InDoubt, PublishError, Rejected, Unavailable
from publisher.model.post import PostKey
from publisher.model.record import Draft
from publisher.model.rendition import Payload, Rendition
from publisher_zhihu.channel.session import read_cookie

KEY = PostKey("post")
COVER = "asset:" + "c" * 64


@pytest.mark.parametrize("kind", ["lost", "truncated"])
def test_a_lost_answer_to_create_makes_one_draft(zhihu: Any, rendition: Rendition, kind: str) -> None:
    channel = zhihu.open()
    zhihu.fault(kind, "/drafts", "POST")
    with pytest.raises(InDoubt):
        channel.create(KEY, Payload(rendition, ""))
    assert len(zhihu.platform.arrived()) == 1
    (found,) = channel.candidates(KEY, rendition)
    assert found.created is not None


@pytest.mark.parametrize("kind", ["reset", "lost", "truncated", "status"])
def test_an_update_is_repeated_until_it_arrives(zhihu: Any, rendition: Rendition, kind: str) -> None:
    channel = zhihu.open()
    sent = zhihu.payload(channel, rendition)
    draft = channel.create(KEY, sent)
    zhihu.fault(kind, "/draft", "PATCH")
    channel.update(draft, sent)
    assert zhihu.platform.arrived()[0].source == sent.body


def test_an_empty_204_is_taken_as_saved(zhihu: Any, rendition: Rendition) -> None:
    channel = zhihu.open()
    draft = channel.create(KEY, Payload(rendition, ""))
    zhihu.fault("answer", "/draft", "PATCH", status=204)
    assert channel.update(draft, Payload(rendition, "<p>x</p>")).complete


def envelope(code: int, **more: Any) -> bytes:
    return msgspec.json.encode({"error": {"code": code, "message": "说明", **more}})


@pytest.mark.parametrize(
    ("status", "body", "kind", "stops", "hint"),
    [
        (401, envelope(100), AuthError, True, "cookie"),
        (403, envelope(10001), Rejected, True, "log in again"),
        (403, envelope(10003), Rejected, True, "log in again"),
        (
            403,
            envelope(40352, redirect="https://www.zhihu.com/account/unhuman"),
            Rejected,
            True,
            "verification",
        ),
        (403, envelope(40353, need_login=True), AuthError, True, "log in"),
        (403, envelope(40362), Rejected, True, "hours"),
        (
            200,
            "<title>安全验证 - 知乎</title>".encode(),
            Rejected,
            True,
            "browser",
        ),
        (302, b"", Rejected, False, ""),
        (400, envelope(400, name="MalformRequestException"), Rejected, False, ""),
        (200, envelope(40362), Rejected, True, "hours"),
    ],
)
def test_refusals_say_what_a_person_must_do(
    zhihu: Any,
    rendition: Rendition,
    status: int,
    body: bytes,
    kind: type[PublishError],
    stops: bool,
    hint: str,
) -> None:
    channel = zhihu.open()
    zhihu.fault("answer", "/drafts", "POST", status=status, body=body)
    with pytest.raises(kind) as caught:
        channel.create(KEY, Payload(rendition, ""))
    assert "could not create the draft" in str(caught.value)
    assert caught.value.stop is stops  # type: ignore[attr-defined]
    assert hint in caught.value.hint
    assert caught.value.target == "zhihu"  # type: ignore[attr-defined]
    assert len(zhihu.calls("POST", "/drafts")) == 1


def test_a_platform_that_stays_down_is_unavailable(zhihu: Any, rendition: Rendition) -> None:
    channel = zhihu.open()
    cookie: Mapping[str, str] = zhihu.platform.secrets
    token = read_cookie(cookie["sandbox:cookie"], "x")["z_c0"]
    zhihu.fault("status", "/draft", "GET", status=503, body=token.encode(), times=50)
    with pytest.raises(Unavailable) as caught:
        channel.read(Draft("1"))
    assert token not in f"{caught.value!r}{caught.value}"


UNHUMAN = "https://www.zhihu.com/account/unhuman?type=S6E3V1&need_login=true"


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [(302, {"location": UNHUMAN}, b""), (403, {}, envelope(40352, redirect=UNHUMAN))],
)
def test_a_verification_names_the_page_to_open(
    zhihu: Any, rendition: Rendition, status: int, headers: dict[str, str], body: bytes
) -> None:
    channel = zhihu.open()
    zhihu.fault("answer", "/drafts", "POST", status=status, headers=headers, body=body)
    with pytest.raises(Rejected) as caught:
        channel.create(KEY, Payload(rendition, ""))
    assert caught.value.stop
    assert f"open {UNHUMAN} in a browser on this network" in caught.value.hint


def test_a_page_elsewhere_is_never_recommended(zhihu: Any, rendition: Rendition) -> None:
    channel = zhihu.open()
    zhihu.fault(
        "answer", "/drafts", "POST", status=403, body=envelope(40352, redirect="https://evil.example/unhuman")
    )
    with pytest.raises(Rejected) as caught:
        channel.create(KEY, Payload(rendition, ""))
    assert "evil.example" not in caught.value.hint
    assert "open https://www.zhihu.com/ in a browser" in caught.value.hint


def test_being_led_to_the_login_is_a_refused_cookie(zhihu: Any, rendition: Rendition) -> None:
    channel = zhihu.open()
    zhihu.fault("answer", "/drafts", "POST", status=302, headers={"location": "/signin?next=%2F"})
    with pytest.raises(AuthError) as caught:
        channel.create(KEY, Payload(rendition, ""))
    assert caught.value.stop
    assert len(zhihu.calls("POST", "/drafts")) == 1
