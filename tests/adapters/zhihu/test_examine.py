"""What the channel says of its session: whose it is, and whether drafts can be found again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from publisher.contract import Examinable, Owned
from publisher.errors import PlatformError
from publisher.model.verdict import State


def test_a_session_knows_its_owner(zhihu: Any) -> None:
    channel = zhihu.open()
    assert isinstance(channel, Examinable)
    assert isinstance(channel, Owned)
    assert channel.owner == "沙盒作者"
    assert [(each.what, each.state) for each in channel.examine()] == [("drafts", State.OK)]


def test_it_reads_and_never_writes(zhihu: Any) -> None:
    zhihu.open().examine()
    assert {each.method for each in zhihu.server.log} == {"GET"}
    assert len(zhihu.server.log) == 2


@pytest.mark.parametrize("code", [10001, 10003])
def test_a_list_that_wants_a_signature_is_a_warning_that_says_what_to_set(zhihu: Any, code: int) -> None:
    body = json.dumps({"error": {"code": code, "message": "请求参数异常"}}).encode()
    channel = zhihu.open()
    zhihu.fault("answer", "/my_drafts", status=403, body=body, headers={"content-type": "application/json"})
    (found,) = channel.examine()
    assert found.state is State.WARNING
    assert "drafts_searched = 0" in found.hint


def test_an_account_that_wants_no_list_is_not_asked_for_it(zhihu: Any) -> None:
    assert zhihu.open(drafts_searched=0).examine() == ()
    assert zhihu.calls("GET", "/my_drafts") == []


def test_a_verification_is_no_verdict_of_the_list(zhihu: Any) -> None:
    channel = zhihu.open()
    zhihu.fault("answer", "/my_drafts", status=403, body="<html>安全验证</html>".encode())
    with pytest.raises(PlatformError, match="安全验证") as caught:
        channel.examine()
    assert caught.value.stop
