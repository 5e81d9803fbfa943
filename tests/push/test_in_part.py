"""An update of several calls that ends between them: what it left is ours, and no person's edit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from publisher.errors import InDoubt, PublishError, Rejected
from publisher.model.plan import Action, Result
from publisher.model.record import Draft, Remote
from publisher.model.rendition import Payload


@dataclass
class InTwo:
    """The desk's channel with a cover that goes first, by a call of its own; `fails` is what the text's call
    raises, before it acts."""

    inner: Any
    covers: dict[str, str]
    fails: PublishError | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def read(self, draft: Draft) -> Remote:
        return replace(self.inner.read(draft), about={"cover": self.covers.get(draft.id, "")})

    def expected(self, payload: Payload) -> Remote:
        return replace(self.inner.expected(payload), about={"cover": payload.rendition.title})

    def create(self, key: Any, payload: Payload) -> Draft:
        draft = self.inner.create(key, payload)
        self.covers[draft.id] = payload.rendition.title
        return draft  # type: ignore[no-any-return]

    def update(self, draft: Draft, payload: Payload) -> Draft:
        self.covers[draft.id] = payload.rendition.title
        if self.fails is not None:
            raise self.fails
        return self.inner.update(draft, payload)  # type: ignore[no-any-return]


@pytest.fixture
def push(world: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    covers: dict[str, str] = {}

    def run(*posts: Any, fails: PublishError | None = None, **asked: Any) -> Any:
        make = type(world).channel

        def channel(self: Any, faults: Any) -> Any:
            return InTwo(make(self, faults), covers, fails)

        with monkeypatch.context() as patch:
            patch.setattr(type(world), "channel", channel)
            (outcome,) = world.push(*posts, **asked)
        return outcome

    run.covers = covers  # type: ignore[attr-defined]
    return run


@pytest.mark.parametrize("error", [Rejected("no"), InDoubt("lost")], ids=["refused", "lost"])
def test_the_next_push_goes_on_where_it_ended(world: Any, push: Any, error: PublishError) -> None:
    assert push(world.post("一")).result is Result.DONE
    failed = push(world.post("二", title="新题"), fails=error)
    assert failed.result in {Result.FAILED, Result.IN_DOUBT}
    outcome = push(world.post("三", title="新题"))
    assert (outcome.result, outcome.step.action) == (Result.DONE, Action.UPDATE)
    (draft,) = world.desk.drafts.values()
    assert "三" in draft["text"]
    assert world.plan(world.post("三", title="新题"))[0].step.action is Action.SKIP


def test_a_cover_somebody_chose_meanwhile_is_not_taken_for_ours(world: Any, push: Any) -> None:
    push(world.post("一"))
    push(world.post("二", title="新题"), fails=InDoubt("lost"))
    push.covers.update(dict.fromkeys(push.covers, "somebody's"))
    outcome = push(world.post("三", title="新题"))
    assert (outcome.result, outcome.step.action) == (Result.FAILED, Action.BLOCKED)
    (draft,) = world.desk.drafts.values()
    assert "一" in draft["text"]
