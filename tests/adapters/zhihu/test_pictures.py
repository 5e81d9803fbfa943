"""Pictures on their way to Zhihu, against the simulator through a real socket."""

from __future__ import annotations

from typing import Any

import pytest

from publisher.errors import Rejected
from publisher.model.post import PostKey
from publisher.sandbox.kit import Fault
from publisher_zhihu.simulator import Simulator

GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x00\x00\x00\x00\x00,"
    b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
KEY = PostKey("post")
COVER = "asset:" + "c" * 64


def test_one_upload_serves_body_and_cover_and_known_bytes_are_not_sent_again(zhihu: Any, png: bytes) -> None:
    channel = zhihu.open()
    first = zhihu.upload(channel)
    again = zhihu.upload(channel, png, "copy.png")
    assert first == again
    assert zhihu.platform.pictures()[first.address] == png
    assert zhihu.platform.pictures()[first.id] == png
    assert len([e for e in zhihu.server.log if e.path.startswith("/upload/")]) == 1


def test_the_store_gets_no_cookie(zhihu: Any) -> None:
    zhihu.upload(zhihu.open())
    (sent,) = [e for e in zhihu.server.log if e.path.startswith("/upload/")]
    assert "cookie" not in sent.headers


def test_a_gif_goes_up_in_parts(zhihu: Any) -> None:
    data = GIF[:-1] + b"!\xfe" + b"".join(b"\xff" + b"x" * 255 for _ in range(8300)) + b"\x00;"
    uploaded = zhihu.upload(zhihu.open(), data, "a.gif")
    assert uploaded.address.endswith(".gif")
    assert zhihu.platform.pictures()[uploaded.address] == data
    parts = [e.query["partNumber"] for e in zhihu.server.log if "partNumber" in e.query]
    assert parts == ["1", "2", "3"]


def test_temporary_addresses_are_rebuilt(zhihu: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Simulator, "private", True)
    uploaded = zhihu.upload(zhihu.open())
    for address in (uploaded.address, uploaded.id):
        assert address.startswith("https://picx.zhimg.com/v2-")
        assert "auth_key" not in address


def test_a_picture_that_takes_too_long_is_used_anyway(zhihu: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Simulator, "polls", 1000)
    uploaded = zhihu.upload(zhihu.open())
    assert uploaded.address in zhihu.platform.pictures()
    assert sum(zhihu.time.slept) < 60


@pytest.mark.parametrize("body", [b"null", b"[]", b"{}", b""])
def test_an_answer_that_is_none_is_asked_for_again(zhihu: Any, png: bytes, body: bytes) -> None:
    channel = zhihu.open()
    zhihu.fault("answer", "/images", "POST", body=body, status=200)
    assert zhihu.upload(channel, png).address in zhihu.platform.pictures()
    assert len(zhihu.calls("POST", "/images")) == 2


@pytest.mark.parametrize("body", [b'{"upload_file":"x"}', b'{"upload_file":{"state":2}}'])
def test_an_answer_that_says_nothing_of_the_picture_is_refused_by_name(
    zhihu: Any, png: bytes, body: bytes
) -> None:
    channel = zhihu.open()
    zhihu.fault("answer", "/images", "POST", body=body, status=200)
    with pytest.raises(Rejected, match=r"curve\.png is not understood"):
        zhihu.upload(channel, png, "curve.png")


def test_a_refused_signature_names_the_picture_and_no_secret(zhihu: Any, png: bytes) -> None:
    channel = zhihu.open()
    body = b"<Error><Code>SignatureDoesNotMatch</Code><Message>sandbox-access-key is wrong</Message></Error>"
    zhihu.server.faults("zhihu").append(
        Fault("answer", lambda request: request.path.startswith("/upload/"), status=403, body=body)
    )
    with pytest.raises(Rejected, match=r"curve\.png.*SignatureDoesNotMatch") as caught:
        zhihu.upload(channel, png, "curve.png")
    assert "sandbox-access-key" not in str(caught.value)
