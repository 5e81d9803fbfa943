"""What a session carries from call to call."""

from __future__ import annotations

from typing import Any

import pytest

from publisher.model.post import PostKey
from publisher.model.record import Draft
from publisher.model.rendition import Payload, Rendition
from publisher_zhihu.channel.cookie import Cookie

KEY = PostKey("post")


def cookie(header: str, *told: str) -> tuple[str, list[str]]:
    secrets: list[str] = []
    held = Cookie(header, secrets.append)
    for one in told:
        held.take(one)
    return held.header(), secrets


@pytest.mark.parametrize(
    ("held", "told", "sent"),
    [
        ("z_c0=a; BEC=old; d_c0=b", "BEC=new; Path=/; HttpOnly", "z_c0=a; BEC=new; d_c0=b"),
        ("z_c0=a; d_c0=b", "BEC=new; Path=/", "z_c0=a; d_c0=b; BEC=new"),
        ("BEC=old", "_zap=1; expires=Tue, 24 Nov 2026 08:00:00 GMT, BEC=new; Path=/", "BEC=new"),
        ("z_c0=a; XBEC=b", "BEC=new", "z_c0=a; XBEC=b; BEC=new"),
        ("z_c0=a; BEC=old", "z_c0=other; Path=/", "z_c0=a; BEC=old"),  # who it is stays as it was given
        ("z_c0=a; BEC=old", "BEC=; Max-Age=0", "z_c0=a; BEC=old"),
        ("z_c0=a; BEC=old", "", "z_c0=a; BEC=old"),
        ("z_c0=a; BEC=old", "BEC=\\1\\g<0>", "z_c0=a; BEC=old"),  # no cookie's value
    ],
)
def test_only_bec_follows_what_zhihu_says_last(held: str, told: str, sent: str) -> None:
    assert cookie(held, told)[0] == sent


def test_each_new_value_is_a_secret() -> None:
    assert cookie("z_c0=a", "BEC=one", "BEC=two") == ("z_c0=a; BEC=two", ["one", "two"])


def test_the_next_call_sends_the_latest_value(zhihu: Any, rendition: Rendition) -> None:
    zhihu.fault(
        "answer", "/api/v4/me", "GET", status=200, body=b'{"id":"5a5a"}',
        headers={"set-cookie": "BEC=rotated-value; Path=/; Domain=.zhihu.com"},
    )  # fmt: skip
    channel = zhihu.open()
    channel.create(KEY, Payload(rendition, ""))
    (created,) = zhihu.calls("POST", "/drafts")
    assert created.headers["cookie"].endswith("; BEC=rotated-value")
    assert zhihu.clients[-1].clean("BEC=rotated-value") == "BEC=***"
    assert "rotated-value" not in repr(channel)


def test_each_call_names_the_page_it_would_come_from(zhihu: Any, rendition: Rendition) -> None:
    channel = zhihu.open()
    draft = zhihu.pushed(channel, rendition)
    channel.read(Draft(draft.id))
    site = "https://zhuanlan.zhihu.com"
    for one in zhihu.server.log:
        if "/upload/" in one.path:
            assert "cookie" not in one.headers  # the store is another company's
            continue
        assert one.headers["origin"] == site
        assert one.headers["x-requested-with"] == "fetch"
        assert one.headers["accept-language"].startswith("zh-CN")
        page = one.headers["referer"]
        if one.path.endswith("/me"):
            assert page == "https://www.zhihu.com/"
        elif one.path.endswith("/draft"):
            assert page == f"{site}/p/{draft.id}/edit"
        else:
            assert page == f"{site}/write"


def test_calls_keep_their_distance(zhihu: Any, rendition: Rendition) -> None:
    channel = zhihu.open(gap=0.3)
    before = sum(zhihu.time.slept)
    draft = channel.create(KEY, Payload(rendition, ""))
    for _ in range(4):
        channel.read(draft)
    assert sum(zhihu.time.slept) - before >= 5 * 0.3 - 0.01
