"""Refusals: a token is replaced once, everything else is told with what to do about it."""

import json
import os
import threading
from typing import Any

import pytest

from publisher.errors import AuthError, InDoubt, Rejected, Throttled, Unavailable
from publisher.model.post import PostKey
from publisher.model.record import State, Use
from publisher.sandbox.kit import Fault

KEY = PostKey("hello")
BODY, COVER = frozenset({Use.BODY}), frozenset({Use.COVER})
UPLOADIMG, MATERIAL = "/cgi-bin/media/uploadimg", "/cgi-bin/material/add_material"
TOKEN, ADD, GET = "/cgi-bin/stable_token", "/cgi-bin/draft/add", "/cgi-bin/draft/get"


def refusal(code: int, message: str = "no") -> Fault:
    body = json.dumps({"errcode": code, "errmsg": f"{message} rid: 684d20cd-4e3b2108-3ad934e2"}).encode()
    return Fault(kind="answer", status=200, body=body, when=lambda request: TOKEN not in request.path)


# ── tokens ──────────────────────────────────────────────────────────────────────────────────────


def test_one_token_serves_all_calls_and_the_next_process(world: Any) -> None:
    world.draft(world.channel())
    world.draft(world.channel())
    assert len(world.calls(TOKEN)) == 1


def test_the_token_file_is_for_its_owner_only(world: Any) -> None:
    world.draft(world.channel())
    (file,) = world.folder.glob("token-*.json")
    if os.name == "posix":
        assert file.stat().st_mode & 0o077 == 0
    assert list(world.folder.glob(".token-*")) == []


def test_a_token_is_fetched_anew_before_it_ends(world: Any) -> None:
    channel = world.channel()
    draft = world.draft(channel)
    world.time.sleep(7200 - 60)
    channel.read(draft)
    assert len(world.calls(TOKEN)) == 2


@pytest.mark.parametrize("code", [40001, 40014, 42001])
def test_a_refused_token_is_replaced_once_and_the_call_made_again(world: Any, code: int) -> None:
    channel = world.channel()
    draft = world.draft(channel)
    world.server.faults("wechat").append(refusal(code))
    world.time.sleep(60)
    assert channel.read(draft).state is State.DRAFT
    forced = [json.loads(one.body)["force_refresh"] for one in world.calls(TOKEN)]
    assert forced == [False, False, True]  # the platform still gave the refused one, so a new one was forced


def test_a_token_refused_twice_is_an_error_not_a_loop(world: Any) -> None:
    channel = world.channel()
    draft = world.draft(channel)
    world.server.faults("wechat").extend([refusal(40001), refusal(40001), refusal(40001)])
    with pytest.raises(AuthError) as caught:
        channel.read(draft)
    assert caught.value.stop
    assert len(world.calls(GET)) == 2


def test_a_refused_token_makes_no_second_draft(world: Any) -> None:
    channel = world.channel()
    payload = world.payload(world.cover(channel))
    world.server.faults("wechat").append(refusal(42001))
    channel.create(KEY, payload)
    assert len(world.simulator.arrived()) == 1


def test_a_token_another_process_fetched_meanwhile_is_used(world: Any) -> None:
    first, second = world.channel(), world.channel()
    draft = world.draft(first)
    second.read(draft)
    world.simulator.account.state["tokens"]["stable"]["value"] = (
        "86_" + "f" * 128
    )  # superseded by a tool elsewhere
    first.read(draft)
    second.read(draft)
    assert len(world.calls(TOKEN)) == 2  # the first asked, the second read the file


def test_a_damaged_token_file_is_replaced(world: Any) -> None:
    draft = world.draft(world.channel())
    (file,) = world.folder.glob("token-*.json")
    file.write_text("{", encoding="utf-8")
    assert world.channel().read(draft).state is State.DRAFT


def test_threads_share_one_token(world: Any) -> None:
    channel = world.channel()
    threads = [
        threading.Thread(target=channel.upload, args=(world.asset(letter), world.picture(), BODY))
        for letter in "abcdef"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(world.calls(UPLOADIMG)) == 6
    assert len(world.calls(TOKEN)) == 1


# ── refusals ────────────────────────────────────────────────────────────────────────────────────


def test_a_title_too_long_is_told_with_its_measures(world: Any) -> None:
    channel = world.channel()
    with pytest.raises(Rejected) as caught:
        channel.create(KEY, world.payload(world.cover(channel), title="长" * 65))
    assert "the title has 65 characters, 130 columns, 195 bytes" in caught.value.message
    assert caught.value.code == "45003"


def test_html_that_is_refused_is_kept_for_a_look(world: Any) -> None:
    channel = world.channel()
    body = '<section><p><a href="#x">上</a></p></section>'
    with pytest.raises(Rejected) as caught:
        channel.create(KEY, world.payload(world.cover(channel), body))
    assert caught.value.code == "45166"
    assert str(world.folder / "refused.html") in caught.value.hint
    assert (world.folder / "refused.html").read_text(encoding="utf-8") == body


def test_an_address_that_is_not_allowed_is_named(world: Any) -> None:
    world.simulator.account.address_allowed = False
    with pytest.raises(AuthError) as caught:
        world.cover(world.channel())
    assert "203.0.113.7" in caught.value.hint
    assert caught.value.stop


def test_a_used_up_day_ends_the_run_at_once(world: Any) -> None:
    channel = world.channel()
    draft = world.draft(channel)
    world.simulator.account.quotas[GET] = 0
    with pytest.raises(Throttled) as caught:
        channel.read(draft)
    assert caught.value.stop
    assert caught.value.retry_after == pytest.approx(12 * 3600, abs=60)  # midnight in Beijing
    assert len(world.calls(GET)) == 1
    assert world.time.passed < 60


def answer(body: bytes) -> Fault:
    return Fault(kind="answer", status=200, body=body, when=lambda request: TOKEN not in request.path)


def test_a_new_draft_without_an_id_is_in_doubt(world: Any) -> None:
    channel = world.channel()
    payload = world.payload(world.cover(channel))
    world.server.faults("wechat").append(answer(b'{"errcode":0}'))
    with pytest.raises(InDoubt, match="named no id") as caught:
        channel.create(KEY, payload)
    assert "mp.weixin.qq.com" in caught.value.hint
    assert len(world.calls(ADD)) == 1


def test_an_answer_that_lacks_what_it_is_for_is_asked_for_again(world: Any) -> None:
    channel = world.channel()
    draft = world.draft(channel)
    for use in (BODY, COVER):
        world.server.faults("wechat").append(answer(b'{"errcode":0}'))
        assert channel.upload(world.asset(), world.picture(), use).address
    world.server.faults("wechat").append(answer(b"{}"))
    assert channel.read(draft).state is State.DRAFT
    world.server.faults("wechat").extend([answer(b"{}")] * 50)
    with pytest.raises(Unavailable, match="cannot read the draft"):
        channel.read(draft)


def test_a_full_minute_is_waited_out(world: Any) -> None:
    channel = world.channel()
    draft = world.draft(channel)
    world.server.faults("wechat").append(refusal(45011))
    assert channel.read(draft).state is State.DRAFT
    assert world.time.passed >= 60


def test_no_error_tells_a_secret(world: Any) -> None:
    channel = world.channel()
    draft = world.draft(channel)
    token = world.calls(ADD)[0].query["access_token"]
    secret = world.simulator.secrets["sandbox:app_secret"]
    world.server.faults("wechat").append(refusal(48001, f"unauthorized {token} {secret}"))
    with pytest.raises(Rejected) as caught:
        channel.read(draft)
    told = f"{caught.value} {caught.value.hint} {caught.value!r}"
    assert token not in told
    assert secret not in told


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"author": "作者名" * 6}, "the author has 18 characters, 36 columns, 54 bytes"),
        ({"summary": "要" * 129}, "the digest has 129 characters, 258 columns, 387 bytes"),
        ({"title": "A" * 65}, "the title has 65 characters, 65 columns, 65 bytes"),
    ],
)
def test_a_field_too_long_is_told_with_its_measures(world: Any, fields: dict[str, str], told: str) -> None:
    channel = world.channel()
    with pytest.raises(Rejected, match=told):
        channel.create(KEY, world.payload(world.cover(channel), **fields))


def test_a_text_too_long_is_told_with_its_measures(world: Any) -> None:
    channel = world.channel()
    with pytest.raises(Rejected, match=r"the text has 240,007 characters, 480,007 columns, 720,007 bytes"):
        channel.create(KEY, world.payload(world.cover(channel), f"<p>{'长' * 240_000}</p>"))


def test_a_refusal_is_told_although_the_html_cannot_be_kept(world: Any) -> None:
    channel = world.channel()
    payload = world.payload(world.cover(channel), '<section><p><a href="#x">上</a></p></section>')
    (world.folder / "refused.html").mkdir()
    with pytest.raises(Rejected) as caught:
        channel.create(KEY, payload)
    assert "--bisect" in caught.value.hint
    assert "refused.html" not in caught.value.hint
