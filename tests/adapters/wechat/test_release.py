"""Publishing through the interface: asked for once, asked about later, and only where the account may."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from publisher.contract import Releasable
from publisher.errors import InDoubt, Rejected, Throttled
from publisher.model.record import Release, ReleaseState, State
from publisher.sandbox.kit import Fault

SUBMIT, GET, LIST = (f"/cgi-bin/freepublish/{verb}" for verb in ("submit", "get", "batchget"))


@pytest.fixture
def verified(world: Any) -> Any:
    world.simulator.account.verified = True
    return world


def fail(world: Any, kind: str, path: str, **how: Any) -> None:
    world.server.faults("wechat").append(Fault(kind, lambda request: request.path == path, **how))


def test_a_draft_is_submitted_reviewed_and_public(verified: Any) -> None:
    channel = verified.channel()
    assert isinstance(channel, Releasable)
    draft = verified.draft(channel)
    asked = channel.release(draft)
    assert (asked.state, asked.request.isdigit()) == (ReleaseState.REVIEW, True)
    assert channel.released(asked.request).state is ReleaseState.REVIEW
    public = channel.released(asked.request)
    assert public.state is ReleaseState.PUBLISHED
    assert public.address.startswith("https://mp.weixin.qq.com/s?__biz=")
    assert "chksm" not in public.address
    assert channel.read(draft).state is State.GONE


def test_the_request_has_the_drafts_id_alone(verified: Any) -> None:
    channel = verified.channel()
    draft = verified.draft(channel)
    channel.release(draft)
    (call,) = verified.calls(SUBMIT)
    assert json.loads(call.body) == {"media_id": draft.id}


def test_an_account_that_may_not_has_done_nothing_and_is_told_so(world: Any) -> None:
    channel = world.channel()
    draft = world.draft(channel)
    found = channel.release(draft)
    assert found.state is ReleaseState.BY_HAND
    assert "verified" in found.reason
    assert channel.released("1").state is ReleaseState.BY_HAND
    assert channel.find_release(draft, world.time.now()) == found
    assert channel.read(draft).state is State.DRAFT


@pytest.mark.parametrize(
    ("verdict", "words"), [(2, "originality"), (3, "failed"), (4, "review refused"), (77, "77")]
)
def test_a_refusal_says_why(verified: Any, verdict: int, words: str) -> None:
    verified.simulator.account.reviews, verified.simulator.account.verdict = 0, verdict
    channel = verified.channel()
    found = channel.released(channel.release(verified.draft(channel)).request)
    assert found.state is ReleaseState.REJECTED
    assert words in found.reason


@pytest.mark.parametrize(("flag", "words"), [("deleted", "author"), ("banned", "took it down")])
def test_an_article_that_is_there_no_more_is_told_with_the_reason(
    verified: Any, flag: str, words: str
) -> None:
    verified.simulator.account.reviews = 0
    channel = verified.channel()
    request = channel.release(verified.draft(channel)).request
    assert channel.released(request).state is ReleaseState.PUBLISHED
    verified.simulator.account.state["articles"][0][flag] = True
    found = channel.released(request)
    assert (found.state, found.request) == (ReleaseState.DELETED, request)
    assert words in found.reason


@pytest.mark.parametrize("code", [53503, 53504, 53505])
def test_a_draft_that_has_to_be_looked_at_first_says_where(verified: Any, code: int) -> None:
    verified.simulator.account.refuses_release = code
    channel = verified.channel()
    draft = verified.draft(channel)
    with pytest.raises(Rejected) as caught:
        channel.release(draft)
    assert caught.value.code == str(code)
    assert "console" in caught.value.hint
    assert channel.read(draft).state is State.DRAFT


@pytest.mark.parametrize("kind", ["lost", "truncated"])
def test_a_lost_answer_is_in_doubt_and_never_repeated(verified: Any, kind: str) -> None:
    channel = verified.channel()
    draft = verified.draft(channel)
    fail(verified, kind, SUBMIT)
    with pytest.raises(InDoubt):
        channel.release(draft)
    assert len(verified.calls(SUBMIT)) == 1


@pytest.mark.parametrize("body", [b'{"errcode":-1,"errmsg":"system error"}', b'{"errcode":0}', b"<html>"])
def test_an_answer_that_does_not_say_what_happened_is_in_doubt(verified: Any, body: bytes) -> None:
    channel = verified.channel()
    draft = verified.draft(channel)
    fail(verified, "answer", SUBMIT, status=200, body=body)
    with pytest.raises(InDoubt):
        channel.release(draft)
    assert len(verified.calls(SUBMIT)) == 1


def test_the_article_is_found_by_its_title_among_those_public_since(verified: Any) -> None:
    channel = verified.channel()
    draft = verified.draft(channel)
    began = verified.time.now()
    assert channel.find_release(draft, began) is None
    verified.simulator.publish(draft.id)
    found = channel.find_release(draft, began)
    assert found == Release(ReleaseState.PUBLISHED, address=found.address)
    assert found.address.startswith("https://mp.weixin.qq.com/s?")
    assert channel.find_release(draft, began + timedelta(hours=1)) is None


def test_of_two_articles_of_that_title_none_is_taken(verified: Any) -> None:
    channel = verified.channel()
    drafts = [verified.draft(channel), verified.draft(channel)]
    for draft in drafts:
        verified.simulator.publish(draft.id)
    assert channel.find_release(drafts[0], verified.time.now()) is None


def test_the_days_questions_used_up_are_told_as_that(verified: Any) -> None:
    verified.simulator.account.quotas[GET] = 0
    channel = verified.channel()
    request = channel.release(verified.draft(channel)).request
    with pytest.raises(Throttled):
        channel.released(request)
