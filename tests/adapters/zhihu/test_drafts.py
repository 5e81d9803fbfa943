"""Session and drafts, against the simulator through a real socket."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
import pytest

from publisher.errors import AuthError, ConfigError, Rejected
from publisher.model.post import PostKey
from publisher.model.record import State
from publisher.model.rendition import Payload, Rendition
from publisher_zhihu.channel.session import read_cookie
from publisher_zhihu.simulator import Simulator

KEY = PostKey("post")
COVER = "asset:" + "c" * 64


def envelope(code: int, **more: Any) -> bytes:
    return msgspec.json.encode({"error": {"code": code, "message": "说明", **more}})


def test_a_channel_carries_the_accounts_id(zhihu: Any) -> None:
    channel = zhihu.open()
    assert channel.account == "5a" * 16
    assert "sandbox-login-token" not in repr(channel)


@pytest.mark.parametrize(
    ("cookie", "told"),
    [
        ("", "empty"),
        ("z_c0=secret-token;\n _xsrf=x; d_c0=y", "line breaks"),
        ("z_c0=密码; _xsrf=x; d_c0=y", "characters"),
        ("z_c0=secret-token; other=1", "_xsrf, d_c0"),
    ],
)
def test_an_unusable_cookie_is_told_before_anything_is_sent(zhihu: Any, cookie: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told) as caught:
        zhihu.open(cookie=cookie)
    assert "secret-token" not in str(caught.value)
    assert caught.value.hint
    assert zhihu.server.log == []


def test_a_refused_cookie_is_an_auth_error_that_stops_the_run(zhihu: Any) -> None:
    with pytest.raises(AuthError) as caught:
        zhihu.open(cookie="z_c0=stale-token-value; _xsrf=some-xsrf-value; d_c0=some-device-id")
    assert caught.value.stop
    assert caught.value.code == "100"
    assert "cookie" in caught.value.hint
    assert "stale-token-value" not in f"{caught.value!r}{caught.value}"


def test_a_cookie_pasted_with_its_header_name_is_read() -> None:
    assert read_cookie("Cookie: z_c0=a; _xsrf=b; d_c0=c", "env:X")["z_c0"] == "a"


def test_a_draft_is_made_with_its_title_alone_and_then_completed(zhihu: Any, rendition: Rendition) -> None:
    channel = zhihu.open()
    sent = zhihu.payload(channel, rendition)
    made = channel.create(KEY, sent)
    assert not made.complete
    assert made.url.endswith(f"/zhuanlan/p/{made.id}/edit")
    assert channel.read(made).text == ""

    done = channel.update(made, sent)
    assert done == replace(made, complete=True)
    (arrived,) = zhihu.platform.arrived()
    assert (arrived.id, arrived.title, arrived.source) == (made.id, "标题", sent.body)
    assert zhihu.platform.violations == []


def test_the_cover_goes_alone_and_before_the_text_that_makes_the_draft_complete(
    zhihu: Any, rendition: Rendition
) -> None:
    zhihu.pushed(zhihu.open(), rendition)
    first, second = (request.body for request in zhihu.calls("PATCH", "/draft"))
    assert b"titleImage" in first
    assert b'"content"' not in first
    assert b'"content"' in second
    assert b"titleImage" not in second
    assert zhihu.platform.arrived()[0].cover in zhihu.platform.pictures()


def test_a_cover_that_is_refused_does_not_cost_the_text(zhihu: Any, rendition: Rendition) -> None:
    channel = zhihu.open()
    sent = zhihu.payload(channel, rendition)
    draft = channel.create(KEY, sent)
    refusal = '{"error": {"code": 400, "name": "MalformRequestException", "message": "图片地址不合法"}}'
    zhihu.fault("answer", "/draft", "PATCH", status=400, body=refusal.encode())
    with pytest.raises(Rejected, match="cover") as caught:
        channel.update(draft, sent)
    assert "another cover" in caught.value.hint
    assert zhihu.platform.arrived()[0].source == sent.body


def test_an_update_replaces_the_same_draft(zhihu: Any, rendition: Rendition) -> None:
    channel = zhihu.open()
    draft = zhihu.pushed(channel, rendition)
    changed = replace(rendition, title="新标题", body="<p>新</p>", fields={"table_of_contents": True})
    channel.update(draft, Payload(changed, changed.body))
    (arrived,) = zhihu.platform.arrived()
    assert (arrived.id, arrived.title, arrived.source) == (draft.id, "新标题", "<p>新</p>")


def test_ids_stay_text_even_when_zhihu_writes_numbers(
    zhihu: Any, rendition: Rendition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Simulator, "numeric_ids", True)
    channel = zhihu.open()
    draft = zhihu.pushed(channel, rendition)
    assert draft.id == zhihu.platform.arrived()[0].id
    assert int(draft.id) > 2**53


def test_calls_keep_their_distance(zhihu: Any, rendition: Rendition) -> None:
    channel = zhihu.open(gap=0.3)
    for _ in range(5):
        channel.candidates(KEY, rendition)
    assert sum(zhihu.time.slept) == pytest.approx(5 * 0.3)


def test_opening_a_draft_in_the_browser_is_no_edit_but_added_words_are(
    zhihu: Any, rendition: Rendition
) -> None:
    channel = zhihu.open()
    draft = zhihu.pushed(channel, rendition)
    before = channel.read(draft)
    assert before.state is State.DRAFT
    stored = zhihu.platform.arrived()[0].source
    zhihu.platform.reopen(draft.id)
    assert zhihu.platform.arrived()[0].source != stored
    assert channel.read(draft) == before
    zhihu.platform.edit(draft.id, "有人加了一句")
    assert channel.read(draft).text == before.text + "\n有人加了一句"


def test_a_deleted_draft_is_gone_and_a_published_one_has_an_address(zhihu: Any, rendition: Rendition) -> None:
    channel = zhihu.open()
    kept, lost = zhihu.pushed(channel, rendition), zhihu.pushed(channel, rendition)
    zhihu.platform.remove(lost.id)
    assert channel.read(lost).state is State.GONE
    address = zhihu.platform.publish(kept.id)
    remote = channel.read(kept)
    assert (remote.state, remote.address) == (State.PUBLISHED, address)
    assert address == f"https://zhuanlan.zhihu.com/p/{kept.id}"
    with pytest.raises(Rejected, match="4041"):
        channel.update(lost, Payload(rendition, "<p>x</p>"))


def test_candidates_are_sure_only_when_the_text_agrees(zhihu: Any, rendition: Rendition) -> None:
    channel = zhihu.open()
    assert channel.candidates(KEY, rendition) == ()
    full = zhihu.pushed(channel, rendition)
    empty = channel.create(KEY, Payload(rendition, ""))
    zhihu.pushed(channel, replace(rendition, title="别的"))
    zhihu.platform.reopen(full.id)
    found = {draft.id: draft for draft in channel.candidates(KEY, rendition)}
    assert set(found) == {full.id, empty.id}
    assert found[full.id].sure
    assert not found[empty.id].sure
    assert all(draft.created is not None for draft in found.values())


def test_the_list_of_drafts_is_read_page_by_page_up_to_a_bound(zhihu: Any, rendition: Rendition) -> None:
    channel = zhihu.open(drafts_searched=40)
    oldest = channel.create(KEY, Payload(rendition, ""))
    other = replace(rendition, title="别的")
    for _ in range(39):
        channel.create(KEY, Payload(other, ""))
    assert [draft.id for draft in channel.candidates(KEY, rendition)] == [oldest.id]
    channel.create(KEY, Payload(other, ""))
    assert channel.candidates(KEY, rendition) == ()
    assert len(zhihu.calls("GET", "/my_drafts")) == 4


def test_an_account_that_may_not_list_its_drafts_is_told_the_way_out(
    zhihu: Any, rendition: Rendition
) -> None:
    zhihu.fault("answer", "/my_drafts", status=403, body=envelope(10003))
    with pytest.raises(Rejected) as caught:
        zhihu.open().candidates(KEY, rendition)
    assert "drafts_searched = 0" in caught.value.hint
    assert zhihu.open(drafts_searched=0).candidates(KEY, rendition) == ()
