"""Making a draft public: asked for once whatever happens, and what became of it on the record."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from publisher.errors import ConfigError, Conflict, InDoubt, PublishError, Rejected, Unavailable
from publisher.model.plan import Action
from publisher.model.post import PostKey
from publisher.model.record import Draft, Published, Release, Released, ReleaseState, Releasing, State
from publisher.push.release import Releaser

KEY = PostKey("k")
PUBLIC = "https://desk.test/p/1"


@dataclass
class Press:
    """The desk, and its press: `fate` is what it says of a request; `fails` what asking for it raises, before
    or after it acted."""

    inner: Any
    account: str = "me"
    fate: Release = field(default_factory=lambda: Release(ReleaseState.REVIEW, "r1"))
    fails: BaseException | None = None
    acts: bool = True
    listed: Release | None = None
    asked: list[str] = field(default_factory=list)

    def read(self, draft: Draft) -> Any:
        return self.inner.read(draft)

    def release(self, draft: Draft) -> Release:
        self.asked.append(draft.id)
        if self.acts and self.fate.state is not ReleaseState.BY_HAND:
            del self.inner.desk.drafts[draft.id]
        if self.fails is not None:
            raise self.fails
        by_hand = self.fate.state is ReleaseState.BY_HAND
        return self.fate if by_hand else Release(ReleaseState.REVIEW, "r1")

    def released(self, request: str) -> Release:
        assert request == "r1"
        return self.fate

    def find_release(self, draft: Draft, since: datetime) -> Release | None:
        return self.listed


@dataclass
class Desk:
    world: Any
    press: Press

    def releaser(self) -> Releaser:
        """As a new process would have it."""
        return Releaser(KEY, "desk", self.world.adapter(), self.press, self.world.ledger())  # type: ignore[arg-type]

    def history(self) -> Any:
        return self.world.ledger().history(KEY)

    def facts(self, *kinds: type) -> list[Any]:
        return [fact for fact in self.history().facts if isinstance(fact, kinds)]


@pytest.fixture
def desk(world: Any, faults: Any) -> Desk:
    world.push(world.post())
    return Desk(world, Press(world.channel(faults())))


def test_it_is_asked_for_once_and_what_became_of_it_is_on_record(desk: Desk) -> None:
    assert desk.releaser().release().state is ReleaseState.REVIEW
    assert desk.history().is_releasing("desk")
    desk.press.fate = Release(ReleaseState.PUBLISHED, "r1", PUBLIC)
    assert desk.releaser().release().address == PUBLIC
    assert desk.history().published("desk").address == PUBLIC
    assert desk.releaser().release().address == PUBLIC
    assert len(desk.press.asked) == 1


def test_the_intent_is_on_record_before_the_call(desk: Desk) -> None:
    class Killed(BaseException):
        pass

    desk.press.fails = Killed()
    with pytest.raises(Killed):
        desk.releaser().release()
    assert len(desk.facts(Releasing)) == 1
    with pytest.raises(InDoubt):
        desk.releaser().release()
    assert len(desk.press.asked) == 1


@pytest.mark.parametrize("error", [InDoubt("lost"), RuntimeError("bug")])
def test_a_lost_answer_is_in_doubt_until_the_article_is_found(desk: Desk, error: Exception) -> None:
    desk.press.fails = error
    for _ in range(2):
        with pytest.raises(InDoubt) as caught:
            desk.releaser().release()
        assert "--again" in caught.value.hint
    desk.press.listed = Release(ReleaseState.PUBLISHED, address=PUBLIC)
    assert desk.releaser().release().address == PUBLIC
    assert desk.history().published("desk").address == PUBLIC
    assert not desk.history().is_releasing("desk")
    assert len(desk.press.asked) == 1


def test_a_person_who_looked_may_have_it_asked_for_again(desk: Desk) -> None:
    desk.press.fails, desk.press.acts = InDoubt("lost"), False
    with pytest.raises(InDoubt):
        desk.releaser().release()
    desk.press.fails = None
    assert desk.releaser().release(again=True).state is ReleaseState.REVIEW
    assert len(desk.press.asked) == 2
    assert len(desk.facts(Released)) == 1


def test_where_a_person_says_where_it_is_public_nothing_is_in_doubt(desk: Desk) -> None:
    desk.press.fails = InDoubt("lost")
    with pytest.raises(InDoubt):
        desk.releaser().release()
    desk.world.ledger().append(KEY, Published(target="desk", address=PUBLIC))
    assert desk.releaser().release().address == PUBLIC
    (outcome,) = desk.world.push(desk.world.post("neu"))
    assert "published" in outcome.step.reason


def test_again_never_repeats_what_was_answered(desk: Desk) -> None:
    desk.releaser().release()
    desk.releaser().release(again=True)
    assert len(desk.press.asked) == 1


def test_a_refusal_closes_the_intent(desk: Desk) -> None:
    desk.press.fails, desk.press.acts = Rejected("no"), False
    for _ in range(2):
        with pytest.raises(Rejected):
            desk.releaser().release()
        assert desk.history().release("desk") is None


def test_an_account_that_may_not_leaves_the_draft_as_it_is(desk: Desk) -> None:
    desk.press.fate = Release(ReleaseState.BY_HAND, reason="no right")
    assert desk.releaser().release().reason == "no right"
    assert desk.history().release("desk") is None
    assert desk.world.plan(desk.world.post("neu"))[0].step.action is Action.UPDATE


def test_where_the_right_is_missing_nothing_can_have_come_of_a_lost_request(desk: Desk) -> None:
    desk.press.fails, desk.press.acts = InDoubt("lost"), False
    with pytest.raises(InDoubt):
        desk.releaser().release()
    desk.press.listed = Release(ReleaseState.BY_HAND, reason="no right")
    assert desk.releaser().release().state is ReleaseState.BY_HAND
    assert not desk.history().is_releasing("desk")


def test_what_is_rejected_can_be_changed_pushed_and_released_anew(desk: Desk) -> None:
    kept = dict(desk.world.desk.drafts)
    desk.releaser().release()
    desk.world.desk.drafts.update(kept)  # a refused draft is there again
    desk.press.fate = Release(ReleaseState.REJECTED, "r1", reason="nicht so")
    assert desk.releaser().ask().reason == "nicht so"  # type: ignore[union-attr]
    assert desk.history().release("desk").state is ReleaseState.REJECTED
    (outcome,) = desk.world.push(desk.world.post("besser"))
    assert outcome.step.action is Action.UPDATE
    assert desk.history().release("desk") is None
    desk.press.fate = Release(ReleaseState.REVIEW, "r1")
    assert desk.releaser().release().state is ReleaseState.REVIEW
    assert len(desk.press.asked) == 2


def test_an_article_that_was_deleted_is_no_longer_public(desk: Desk) -> None:
    desk.releaser().release()
    desk.press.fate = Release(ReleaseState.PUBLISHED, "r1", PUBLIC)
    desk.releaser().ask()
    desk.press.fate = Release(ReleaseState.DELETED, "r1", reason="gone")
    desk.releaser().ask()
    assert not desk.history().is_published("desk")
    assert desk.history().release("desk").reason == "gone"


def test_what_is_no_news_is_not_written_again(desk: Desk) -> None:
    desk.releaser().release()
    for _ in range(3):
        desk.releaser().ask()
    assert len(desk.facts(Released)) == 1


def test_while_it_is_under_review_a_push_leaves_it_alone(desk: Desk) -> None:
    desk.releaser().release()
    (outcome,) = desk.world.push(desk.world.post("neu"), force=True, create=True)
    assert outcome.step.action is Action.SKIP
    assert "--online" in outcome.step.reason
    assert desk.world.desk.drafts == {}
    assert not desk.history().is_gone("desk")


def test_a_draft_that_is_gone_or_public_is_not_asked_for(desk: Desk) -> None:
    (draft,) = desk.world.desk.drafts.values()
    draft["state"] = State.PUBLISHED
    with pytest.raises(Conflict):
        desk.releaser().release()
    assert desk.releaser().release().state is ReleaseState.PUBLISHED  # it was seen to be public
    assert desk.press.asked == []


def test_a_draft_that_is_gone_is_told_as_that(desk: Desk) -> None:
    desk.world.desk.drafts.clear()
    with pytest.raises(Conflict) as caught:
        desk.releaser().release()
    assert "gone" in caught.value.message
    assert desk.history().is_gone("desk")


def test_another_account_is_not_asked(desk: Desk) -> None:
    desk.press.account = "somebody"
    with pytest.raises(ConfigError):
        desk.releaser().release()
    assert desk.press.asked == []


def test_an_answer_that_cannot_be_recorded_is_in_doubt(desk: Desk, faults: Any) -> None:
    def fail(_number: int, name: str) -> None:
        if name == "before Released":
            raise Unavailable("disk full", hint="make room")

    releaser = desk.releaser()
    releaser.ledger.faults = faults(fail)  # type: ignore[attr-defined]
    with pytest.raises(InDoubt):
        releaser.release()
    with pytest.raises(PublishError):
        desk.releaser().release()
    assert len(desk.press.asked) == 1


def test_it_is_asked_about_a_few_times_only(desk: Desk) -> None:
    slept: list[float] = []
    releaser = desk.releaser()
    assert releaser.wait(releaser.release(), slept.append).state is ReleaseState.REVIEW
    assert 0 < len(slept) <= 3
    desk.press.fate = Release(ReleaseState.PUBLISHED, "r1", PUBLIC)
    found = releaser.ask()
    assert found is not None
    assert releaser.wait(found, slept.append) == found
    assert len(slept) <= 3
