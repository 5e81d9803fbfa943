"""After a write the draft is read back: what is missing is told; an empty or cut draft is a failure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from publisher.model.plan import Action, Result
from publisher.model.post import Post
from publisher.model.record import Remote


class Losing:
    """A channel through which something gets lost on the way to the platform."""

    def __init__(self, channel: Any, lose: Any) -> None:
        self._channel, self._lose = channel, lose

    def __getattr__(self, name: str) -> Any:
        return getattr(self._channel, name)

    def _sent(self, payload: Any) -> Any:
        return replace(payload, body=self._lose(payload.body))

    def create(self, key: Any, payload: Any) -> Any:
        return self._channel.create(key, self._sent(payload))

    def update(self, draft: Any, payload: Any) -> Any:
        return self._channel.update(draft, self._sent(payload))

    def expected(self, payload: Any) -> Remote:
        return self._channel.expected(payload)  # type: ignore[no-any-return]


@pytest.fixture
def losing(world: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """From now on the platform keeps less than it is sent."""

    real = type(world).channel

    def lose(how: Any) -> None:
        monkeypatch.setattr(type(world), "channel", lambda self, faults: Losing(real(self, faults), how))

    return lose


def post(world: Any, text: str = "开头的一段话，中间的一段话，结尾的一段话") -> Post:
    return world.post(text)  # type: ignore[no-any-return]


def test_a_draft_that_arrived_whole_has_nothing_to_tell(world: Any) -> None:
    (outcome,) = world.push(post(world))
    assert (outcome.result, outcome.notes) == (Result.DONE, ())


def test_words_that_were_dropped_are_told_with_the_draft_done(world: Any, losing: Any) -> None:
    losing(lambda body: body.replace("中间", ""))
    (outcome,) = world.push(post(world))
    assert outcome.result is Result.DONE
    (note,) = outcome.notes
    assert note.kind == "not-as-sent"
    assert "not there as it was sent: the text «" in note.detail
    assert note.line == 1


@pytest.mark.parametrize("kept", [0, 8])
def test_an_emptied_or_cut_draft_is_a_failure_and_is_sent_again_by_the_next_run(
    world: Any, losing: Any, kept: int
) -> None:
    losing(lambda body: body[:kept])
    (outcome,) = world.push(post(world))
    assert outcome.result is Result.FAILED
    assert ("beginning of the text" if kept else "no text") in outcome.error.message
    assert outcome.error.hint
    assert len(world.desk.drafts) == 1
    losing(lambda body: body)
    (again,) = world.push(post(world))
    assert (again.step.action, again.result) == (Action.UPDATE, Result.DONE)
    assert len(world.desk.drafts) == 1
    (settled,) = world.push(post(world))
    assert settled.result is Result.SKIPPED


def test_a_person_who_completes_a_cut_draft_is_not_overwritten(world: Any, losing: Any) -> None:
    losing(lambda body: body[:8])
    world.push(post(world))
    world.desk.edit("1")
    losing(lambda body: body)
    (outcome,) = world.push(post(world))
    assert outcome.step.action is Action.BLOCKED
    assert "有人改过" in world.desk.drafts["1"]["text"]
