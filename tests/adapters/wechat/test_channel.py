"""The channel against the simulated platform, through a real socket."""

import json
from typing import Any

import pytest

from publisher.errors import InDoubt, Unavailable
from publisher.model.post import PostKey
from publisher.model.record import State, Uploaded, Use
from publisher.planning.marks import mark, matches
from publisher.sandbox.kit import Fault
from publisher_wechat.channel.drafts import expected

KEY = PostKey("hello")
BODY, COVER = frozenset({Use.BODY}), frozenset({Use.COVER})
UPLOADIMG, MATERIAL = "/cgi-bin/media/uploadimg", "/cgi-bin/material/add_material"
TOKEN, ADD, GET = "/cgi-bin/stable_token", "/cgi-bin/draft/add", "/cgi-bin/draft/get"


def refusal(code: int, message: str = "no") -> Fault:
    body = json.dumps({"errcode": code, "errmsg": f"{message} rid: 684d20cd-4e3b2108-3ad934e2"}).encode()
    return Fault(kind="answer", status=200, body=body, when=lambda request: TOKEN not in request.path)


# ── pictures ────────────────────────────────────────────────────────────────────────────────────


def test_a_picture_for_the_text_does_not_use_up_the_library(world: Any) -> None:
    uploaded = world.channel().upload(world.asset(), world.picture(), BODY)
    assert uploaded.address.startswith("https://mmbiz.qpic.cn/")
    assert uploaded.id == ""
    assert world.calls(MATERIAL) == []


def test_a_picture_used_as_cover_and_in_the_text_is_sent_once(world: Any) -> None:
    uploaded = world.channel().upload(world.asset(), world.picture(), BODY | COVER)
    assert uploaded.address.startswith("https://")
    assert uploaded.id
    assert len(world.calls(MATERIAL)) == 1
    assert world.calls(UPLOADIMG) == []


def test_a_moving_picture_goes_through_the_library_which_takes_it(world: Any) -> None:
    assert world.channel().upload(world.asset(), world.picture("GIF"), BODY).address
    assert len(world.calls(MATERIAL)) == 1


def test_a_file_is_named_in_ascii_by_its_hash_and_by_what_it_really_is(world: Any) -> None:
    world.channel().upload(world.asset(name="图片.png"), world.picture("JPEG"), BODY)
    body = world.calls(UPLOADIMG)[0].body
    assert b'filename="aaaaaaaaaaaaaaaa.jpg"' in body
    assert b"Content-Type: image/jpeg" in body


# ── drafts ──────────────────────────────────────────────────────────────────────────────────────


def test_a_draft_arrives_as_sent_and_reads_back_the_same(world: Any) -> None:
    channel = world.channel()
    payload = world.payload(world.cover(channel))
    draft = channel.create(KEY, payload)
    assert draft.complete
    assert draft.url == "https://mp.weixin.qq.com/"
    assert channel.read(draft) == channel.expected(payload) == expected(payload)
    (arrived,) = world.simulator.arrived()
    assert arrived.source == payload.body
    assert arrived.title == "温度"


def test_text_is_sent_as_it_is_never_escaped(world: Any) -> None:
    world.draft(world.channel())
    body = world.calls(ADD)[0].body
    assert "温度".encode() in body
    assert b"\\u" not in body
    assert b'"content_source_url":"https://blog.example.com/hello.html"' in body.replace(b'": "', b'":"')


def test_an_update_replaces_the_same_draft(world: Any) -> None:
    channel = world.channel()
    draft = world.draft(channel)
    changed = world.payload(world.cover(channel), "<section><p>新的正文</p></section>", title="新标题")
    assert channel.update(draft, changed).id == draft.id
    assert channel.read(draft).title == "新标题"
    assert channel.read(draft).text == "新的正文"
    about = channel.read(draft).about
    assert (about["author"], about["digest"], about["original"]) == (
        "作者",
        "一个除数。",
        "https://blog.example.com/hello.html",
    )
    assert len(world.simulator.arrived()) == 1


def test_a_deleted_or_published_draft_is_gone(world: Any) -> None:
    channel = world.channel()
    first, second = world.draft(channel), world.draft(channel)
    world.simulator.remove(first.id)
    world.simulator.publish(second.id)
    assert channel.read(first).state is channel.read(second).state is State.GONE


def test_opening_a_draft_in_the_editor_is_no_edit_but_a_word_more_is(world: Any) -> None:
    channel = world.channel()
    draft = world.draft(channel)
    before = channel.read(draft)
    world.simulator.reopen(draft.id)
    assert channel.read(draft) == before
    world.simulator.edit(draft.id, "一句话")
    assert channel.read(draft).text == before.text + "\n一句话"


def test_our_draft_is_known_by_the_original_it_links_to_and_suspected_by_its_title(world: Any) -> None:
    channel = world.channel()
    cover = world.cover(channel)
    ours = channel.create(KEY, world.payload(cover, title="旧标题"))
    alike = channel.create(KEY, world.payload(cover, source_url="https://other.example/"))
    channel.create(KEY, world.payload(cover, title="无关", source_url=""))
    found = channel.candidates(KEY, world.payload(cover).rendition)
    assert [(draft.id, draft.linked) for draft in found] == [(ours.id, True), (alike.id, False)]
    assert not any(draft.sure for draft in found)  # a person may have set that link
    assert all(draft.created is not None for draft in found)


def test_a_post_without_an_address_is_never_surely_ours(world: Any) -> None:
    channel = world.channel()
    cover = world.cover(channel)
    channel.create(KEY, world.payload(cover, source_url=""))
    found = channel.candidates(KEY, world.payload(cover, source_url="").rendition)
    assert [(draft.sure, draft.linked) for draft in found] == [(False, False)]


def test_only_the_newest_drafts_are_looked_through(world: Any) -> None:
    channel = world.channel(drafts_searched=25)
    cover = world.cover(channel)
    channel.create(KEY, world.payload(cover))
    for _ in range(25):
        channel.create(KEY, world.payload(cover, title="别的", source_url=""))
    assert channel.candidates(KEY, world.payload(cover).rendition) == ()
    assert len(world.calls("/cgi-bin/draft/batchget")) == 2


# ── lost answers ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", ["lost", "truncated"])
def test_a_lost_answer_to_create_is_in_doubt_and_never_repeated(world: Any, kind: str) -> None:
    channel = world.channel()
    payload = world.payload(world.cover(channel))
    world.server.faults("wechat").append(Fault(kind=kind, when=lambda request: request.path == ADD))
    with pytest.raises(InDoubt):
        channel.create(KEY, payload)
    assert len(world.calls(ADD)) == 1
    (found,) = channel.candidates(KEY, payload.rendition)
    assert found.linked


def test_busy_is_no_answer_to_create(world: Any) -> None:
    channel = world.channel()
    payload = world.payload(world.cover(channel))
    world.server.faults("wechat").append(refusal(-1, "system error"))
    with pytest.raises(InDoubt):
        channel.create(KEY, payload)
    assert len(world.calls(ADD)) == 1


def test_busy_is_waited_for_where_repeating_harms_nobody(world: Any) -> None:
    channel = world.channel()
    draft = world.draft(channel)
    world.server.faults("wechat").append(refusal(-1, "system error"))
    assert channel.read(draft).text.startswith("正文\n<图 ")
    assert len(world.calls(GET)) == 2


def test_a_lost_answer_to_update_is_simply_asked_again(world: Any) -> None:
    channel = world.channel()
    draft = world.draft(channel)
    world.server.faults("wechat").append(Fault(kind="lost"))
    channel.update(draft, world.payload(world.cover(channel), "<section><p>新</p></section>"))
    assert channel.read(draft).text == "新"


def test_an_answer_that_is_not_theirs_is_a_doubt_after_create_and_unavailable_after_read(world: Any) -> None:
    channel = world.channel()
    draft = world.draft(channel)
    page = Fault(kind="answer", status=200, body=b"<html>login to the hotel network</html>", times=20)
    world.server.faults("wechat").append(page)
    with pytest.raises(Unavailable):
        channel.read(draft)
    world.server.faults("wechat")[:] = [page]
    with pytest.raises(InDoubt):
        channel.create(KEY, world.payload(Uploaded()))


@pytest.mark.parametrize(
    "change",
    [{"content_source_url": "https://elsewhere.example"}, {"need_open_comment": 1}, {"author": "别人"}],
)
def test_what_a_person_sets_around_the_text_is_an_edit_too(world: Any, change: dict[str, object]) -> None:
    channel = world.channel()
    draft = world.draft(channel)
    before = channel.read(draft)
    world.simulator.account.state["drafts"][0]["articles"][0].update(change)
    after = channel.read(draft)
    assert after.text == before.text
    assert not matches(mark(before), after)


def test_what_neither_json_nor_utf_8_can_hold_is_not_sent(world: Any) -> None:
    channel = world.channel()
    body = "<section><p>一\x0b二\u2028三\ud83d四\x00</p></section>"
    payload = world.payload(world.cover(channel), body, title="题\u2029目\x07", summary="摘\n要")
    channel.create(KEY, payload)
    sent = json.loads(world.calls(ADD)[0].body)["articles"][0]
    assert (sent["title"], sent["digest"]) == ("题 目", "摘 要")
    assert sent["content"] == "<section><p>一二\n三四</p></section>"
    assert channel.read(channel.candidates(KEY, payload.rendition)[0]) == expected(payload)


def test_candidates_come_the_likeliest_first(world: Any) -> None:
    channel = world.channel()
    cover = world.cover(channel)
    other = "https://other.example/"
    linked = channel.create(KEY, world.payload(cover, title="旧标题"))
    both = channel.create(KEY, world.payload(cover, source_url=other))
    titled = channel.create(KEY, world.payload(cover, source_url=other, summary="别的摘要"))
    found = channel.candidates(KEY, world.payload(cover).rendition)
    assert [draft.id for draft in found] == [linked.id, both.id, titled.id]


def test_a_draft_in_which_nothing_is_told_is_not_understood(world: Any) -> None:
    channel = world.channel()
    draft = world.draft(channel)
    empty = Fault(kind="answer", status=200, body=b'{"news_item":[]}', when=lambda one: one.path == GET)
    world.server.faults("wechat").append(empty)
    with pytest.raises(Unavailable, match="not what stands in it"):
        channel.read(draft)
