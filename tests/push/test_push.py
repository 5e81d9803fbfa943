"""What a push leaves on a platform."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from publisher.errors import AuthError, ConfigError, InDoubt, Rejected, SourceError, Throttled, Unavailable
from publisher.model.plan import Action, Result
from publisher.model.post import PostKey
from publisher.model.record import Alias, Closed, Receipt, State, Use

KEY = PostKey("k")


def only(desk: Any) -> dict[str, Any]:
    (draft,) = desk.drafts.values()
    return draft


def failing(name: str, error: Exception, times: int = 1) -> Any:
    """A fault at every effect of this name, the first so many times."""
    left = [times]

    def at(_number: int, there: str) -> None:
        if there == name and left[0]:
            left[0] -= 1
            raise error

    return at


def test_the_first_push_makes_one_draft_and_the_second_does_nothing(world: Any) -> None:
    (outcome,) = world.push(world.post())
    assert (outcome.result, outcome.step.action) == (Result.DONE, Action.CREATE)
    assert outcome.draft.url == "https://desk.test/1"
    assert "一稿多发" in only(world.desk)["text"]
    world.desk.calls.clear()
    (again,) = world.push(world.post())
    assert (again.result, again.step.reason) == (Result.SKIPPED, "up to date")
    assert world.desk.calls == [], "nothing to write, nobody to ask"


def test_a_changed_post_updates_the_same_draft_in_place(world: Any) -> None:
    world.push(world.post())
    (outcome,) = world.push(world.post("改了"))
    assert (outcome.result, outcome.step.action, outcome.draft.id) == (Result.DONE, Action.UPDATE, "1")
    assert "改了" in only(world.desk)["text"]
    assert outcome.step.diff.splitlines()[1:] == ["-一稿多发", "+改了"]


def test_a_plan_asks_nobody(world: Any) -> None:
    world.plan(world.post(pictures=2))
    assert world.desk.calls == []
    assert not (world.root / ".publish").exists()


def test_a_persons_edit_is_not_overwritten_until_force(world: Any) -> None:
    world.push(world.post())
    world.desk.edit("1")
    (outcome,) = world.push(world.post("改了"))
    assert (outcome.result, outcome.step.action) == (Result.FAILED, Action.BLOCKED)
    assert outcome.error.kind == "conflict"
    assert "有人改过" in only(world.desk)["text"]
    assert "+<p>一稿多发</p>有人改过" in outcome.step.diff.splitlines(), "the edit itself is shown"
    (forced,) = world.push(world.post("改了"), force=True)
    assert forced.result is Result.DONE
    assert "改了" in only(world.desk)["text"]


def test_a_draft_that_is_gone_is_never_silently_made_again(world: Any) -> None:
    world.push(world.post())
    world.desk.drafts.clear()
    (outcome,) = world.push(world.post("改了"))
    assert (outcome.result, world.desk.drafts) == (Result.FAILED, {})
    (again,) = world.push(world.post("改了"), create=True)
    assert again.result is Result.DONE
    assert len(world.desk.drafts) == 1
    assert world.push(world.post("再改"))[0].draft.id == again.draft.id


def test_a_published_draft_is_left_alone_and_its_address_kept(world: Any) -> None:
    world.push(world.post())
    world.desk.drafts["1"]["state"] = State.PUBLISHED
    (outcome,) = world.push(world.post("改了"))
    assert (outcome.result, outcome.step.reason) == (Result.SKIPPED, "published; source changed since")
    assert world.ledger().places().there["desk"] == {"k": "https://desk.test/p/1"}
    assert "改了" not in only(world.desk)["text"]


def test_what_is_ours_beyond_doubt_is_adopted(world: Any) -> None:
    world.push(world.post())
    (world.root / ".publish" / "ledger" / "k.jsonl").unlink()
    (outcome,) = world.push(world.post("改了"))
    assert (outcome.result, outcome.step.action, outcome.draft.id) == (Result.DONE, Action.UPDATE, "1")
    assert len(world.desk.drafts) == 1


def test_a_draft_of_the_same_title_is_not_taken_for_ours(world: Any) -> None:
    world.push(world.post(key="another"))
    (world.root / ".publish" / "ledger" / "another.jsonl").unlink()
    (outcome,) = world.push(world.post())
    assert (outcome.result, outcome.error.kind) == (Result.FAILED, "conflict")
    (created,) = world.push(world.post(), create=True)
    assert created.result is Result.DONE
    assert len(world.desk.drafts) == 2


def test_drafts_the_ledger_gives_to_other_posts_are_no_candidates(world: Any) -> None:
    world.push(world.post(key="another"))
    assert world.push(world.post())[0].result is Result.DONE
    assert len(world.desk.drafts) == 2


@pytest.mark.parametrize("foresees", [True, False])
@pytest.mark.parametrize("knows_key", [True, False])
@pytest.mark.parametrize("when", ["before create", "after create"])
def test_a_lost_answer_to_create_never_makes_a_second_draft(
    world: Any, faults: Any, when: str, knows_key: bool, foresees: bool
) -> None:
    world.foresees, world.desk.knows_key = foresees, knows_key
    (lost,) = world.push(world.post(), faults=faults(failing(when, InDoubt("lost"))))
    assert (lost.result, lost.error.kind) == (Result.IN_DOUBT, "in_doubt")
    assert world.plan(world.post())[0].step.action is Action.RECONCILE
    (settled,) = world.push(world.post())
    assert settled.result is Result.DONE
    assert "一稿多发" in only(world.desk)["text"]
    assert world.push(world.post())[0].step.reason == "up to date"


@pytest.mark.parametrize("foresees", [True, False])
@pytest.mark.parametrize("error", [InDoubt("lost"), Unavailable("lost")])
@pytest.mark.parametrize("when", ["before update", "after update"])
def test_a_lost_answer_to_update_is_settled_in_place(
    world: Any, faults: Any, when: str, error: Exception, foresees: bool
) -> None:
    world.foresees = foresees
    world.push(world.post())
    (lost,) = world.push(world.post("改了"), faults=faults(failing(when, error)))
    assert lost.result is not Result.SKIPPED
    (settled,) = world.push(world.post("改了"))
    assert settled.result in {Result.DONE, Result.SKIPPED}
    assert "改了" in only(world.desk)["text"]
    assert world.push(world.post("改了"))[0].step.reason == "up to date"


def test_an_update_that_arrived_although_its_answer_was_lost_is_done_at_once(world: Any, faults: Any) -> None:
    world.push(world.post())
    (outcome,) = world.push(world.post("改了"), faults=faults(failing("after update", Unavailable("lost"))))
    assert outcome.result is Result.DONE
    assert world.ledger().history(KEY).open_intent("desk") is None


@pytest.mark.parametrize("foresees", [True, False])
def test_a_lost_update_that_changed_no_word_is_not_taken_for_arrived(
    world: Any, faults: Any, foresees: bool
) -> None:
    world.foresees = foresees
    world.push(world.post("先 - 后"))
    world.push(world.post("先 + 后"), faults=faults(failing("before update", Unavailable("no network"))))
    world.push(world.post("先 + 后"))
    assert "先 + 后" in only(world.desk)["text"]


def test_a_source_that_changed_again_after_a_lost_update_is_sent_too(world: Any, faults: Any) -> None:
    world.push(world.post())

    def at(_number: int, name: str) -> None:
        if name in {"after update", "read"} and "after update" in lost.names:
            raise InDoubt("lost") if name == "after update" else Unavailable("no network")

    lost = faults(at)
    assert world.push(world.post("改了"), faults=lost)[0].result is Result.IN_DOUBT
    (outcome,) = world.push(world.post("又改了"))
    assert outcome.result is Result.DONE
    assert "又改了" in only(world.desk)["text"]


def test_an_edit_between_a_lost_create_and_the_next_run_is_safe(world: Any, faults: Any) -> None:
    world.push(world.post(), faults=faults(failing("after create", InDoubt("lost"))))
    world.desk.edit("1", "有人写过")
    (outcome,) = world.push(world.post())
    assert outcome.result is Result.FAILED
    assert "有人写过" in only(world.desk)["text"]


@pytest.mark.parametrize("error", [Rejected("no"), AuthError("who"), Throttled("later"), Unavailable("away")])
def test_a_create_that_certainly_came_to_nothing_is_simply_made_by_the_next_run(
    world: Any, faults: Any, error: Exception
) -> None:
    (failed,) = world.push(world.post(), faults=faults(failing("before create", error)))
    assert (failed.result, failed.error) == (Result.FAILED, error)
    assert any(isinstance(fact, Closed) for fact in world.ledger().history(KEY).facts)
    assert world.plan(world.post())[0].step.action is Action.CREATE
    assert world.push(world.post())[0].result is Result.DONE
    assert len(world.desk.drafts) == 1


def test_a_fault_of_the_adapter_after_a_call_leaves_the_intent_open(world: Any, faults: Any) -> None:
    (outcome,) = world.push(world.post(), faults=faults(failing("after create", KeyError("media_id"))))
    assert (outcome.result, "KeyError" in outcome.error.message) == (Result.IN_DOUBT, True)
    world.push(world.post())
    assert len(world.desk.drafts) == 1


def test_without_a_record_nothing_is_sent(world: Any, faults: Any) -> None:
    full = Unavailable("the ledger cannot be written: no space left")
    (outcome,) = world.push(world.post(), faults=faults(failing("before Intent", full)))
    assert (outcome.result, world.desk.drafts) == (Result.FAILED, {})


def test_a_receipt_that_cannot_be_written_leaves_the_outcome_in_doubt(world: Any, faults: Any) -> None:
    full = Unavailable("the ledger cannot be written: no space left")
    (outcome,) = world.push(world.post(), faults=faults(failing("before Receipt", full)))
    assert (outcome.result, "https://desk.test/1" in outcome.error.message) == (Result.IN_DOUBT, True)
    assert world.push(world.post())[0].result is Result.DONE
    assert len(world.desk.drafts) == 1


def test_a_draft_that_cannot_be_read_back_is_done_and_says_so(world: Any, faults: Any) -> None:
    (outcome,) = world.push(world.post(), faults=faults(failing("read", Unavailable("away"), 9)))
    assert outcome.result is Result.DONE
    assert [note.kind for note in outcome.notes] == ["not-read-back"]
    world.desk.edit("1")
    assert world.push(world.post("改了"))[0].result is Result.FAILED, "an edit is still found out"


def test_another_run_at_the_same_post_is_an_error_that_says_so(world: Any) -> None:
    with world.ledger().lock(KEY):
        (outcome,) = world.push(world.post())
    assert "another run is pushing this post" in outcome.error.message
    assert world.desk.drafts == {}


def test_a_target_that_points_to_another_account_is_blocked(world: Any) -> None:
    world.push(world.post())
    world.account = "you"
    world.desk.calls.clear()
    (outcome,) = world.push(world.post("改了"))
    assert (outcome.result, type(outcome.error)) == (Result.FAILED, ConfigError)
    assert world.desk.calls == []


def test_what_another_run_did_since_the_plan_counts(world: Any) -> None:
    planned = world.plan(world.post())
    world.push(world.post())
    (outcome,) = world.carry_out(planned)
    assert outcome.result is Result.SKIPPED
    assert len(world.desk.drafts) == 1


def test_a_post_that_got_another_key_keeps_its_draft(world: Any) -> None:
    world.push(world.post(key="path"))
    post = replace(world.post("改了", key="3345028a"), place="path.md")
    (outcome,) = world.push(post)
    assert (outcome.step.action, outcome.draft.id) == (Action.UPDATE, "1")
    facts = world.ledger().history(PostKey("path")).facts
    assert [fact.name for fact in facts if isinstance(fact, Alias)] == ["3345028a", "path.md"]
    assert world.push(world.post("再改", key="3345028a"))[0].draft.id == "1"


class TestPictures:
    def test_each_is_sent_once_per_account_whatever_posts_it_is_in(self, world: Any) -> None:
        world.push(world.post(pictures=3))
        world.push(world.post("改了", pictures=3))
        world.push(world.post("别的", key="another", title="别的题", pictures=3))
        assert len(world.desk.pictures) == 3
        assert "asset:" not in "".join(draft["text"] for draft in world.desk.drafts.values())

    def test_a_cover_that_is_in_the_body_too_is_one_call(self, world: Any) -> None:
        world.push(world.post(pictures=2))
        assert [uses for _, uses in world.desk.pictures] == [
            frozenset({Use.BODY, Use.COVER}),
            frozenset({Use.BODY}),
        ]
        assert only(world.desk)["cover"] == "m1"

    def test_they_are_all_there_before_any_draft_is_touched(self, world: Any) -> None:
        world.push(world.post(pictures=2))
        assert world.desk.calls.index("create") > world.desk.calls.index("upload") + 1

    def test_one_that_fails_fails_the_step_before_any_draft(self, world: Any, faults: Any) -> None:
        refused = faults(failing("before upload 1.png", Rejected("too blue")))
        (outcome,) = world.push(world.post(pictures=3), faults=refused)
        assert (outcome.result, world.desk.drafts) == (Result.FAILED, {})
        assert (outcome.error.message, outcome.error.line) == ("picture 1.png: too blue", 4)
        assert world.push(world.post(pictures=3))[0].result is Result.DONE
        assert len(world.desk.pictures) == 3, "what had arrived is not sent again"

    def test_after_a_pause_was_asked_for_no_further_one_is_tried(self, world: Any, faults: Any) -> None:
        later = faults(failing("before upload 0.png", Throttled("later")))
        (outcome,) = world.push(world.post(pictures=3), faults=later)
        assert (outcome.result, world.desk.calls.count("upload")) == (Result.FAILED, 1)

    def test_all_others_are_tried_when_one_is_refused(self, world: Any, faults: Any) -> None:
        refused = faults(failing("before upload 0.png", Rejected("too blue")))
        world.push(world.post(pictures=3), faults=refused)
        assert world.desk.calls.count("upload") == 3

    def test_a_lost_answer_is_no_doubt_about_the_draft(self, world: Any, faults: Any) -> None:
        lost = faults(failing("after upload 0.png", InDoubt("lost")))
        (outcome,) = world.push(world.post(pictures=1), faults=lost)
        assert (outcome.result, outcome.error.kind) == (Result.FAILED, "unavailable")
        assert world.plan(world.post(pictures=1))[0].step.action is Action.CREATE

    def test_one_that_changed_since_it_was_read_is_not_sent(self, world: Any) -> None:
        planned = world.plan(world.post(pictures=1))
        world.post(pictures=2)
        (world.root / "1.png").replace(world.root / "0.png")
        (outcome,) = world.carry_out(planned)
        assert isinstance(outcome.error, SourceError)
        assert "changed while it was being pushed" in outcome.error.message
        assert (outcome.error.path, outcome.error.line, world.desk.calls.count("upload")) == ("k.md", 3, 0)

    def test_one_that_is_gone_is_named(self, world: Any) -> None:
        planned = world.plan(world.post(pictures=1))
        (world.root / "0.png").unlink()
        (outcome,) = world.carry_out(planned)
        assert str(outcome.error).startswith("k.md:3: picture 0.png: cannot be read")

    def test_after_slow_uploads_the_draft_is_looked_at_once_more(self, world: Any, faults: Any) -> None:
        world.push(world.post())

        def at(_number: int, name: str) -> None:
            if name == "after upload 0.png":
                world.desk.edit("1")

        (outcome,) = world.push(world.post("改了", pictures=1), faults=faults(at))
        assert outcome.result is Result.FAILED
        assert "有人改过" in only(world.desk)["text"]

    def test_progress_counts_them(self, world: Any) -> None:
        world.push(world.post(pictures=2))
        told = [(e.detail, e.done, e.total) for e in world.events if e.stage == "uploaded"]
        assert told == [("0.png", 1, 2), ("1.png", 2, 2)]


def test_the_record_names_the_account_and_holds_what_was_sent(world: Any, tmp_path: Path) -> None:
    world.push(world.post())
    receipt = world.ledger().history(KEY).receipt("desk")
    assert isinstance(receipt, Receipt)
    assert (receipt.account, receipt.draft.complete) == ("me", True)
    assert world.ledger().sent("desk", KEY) == "一稿多发"
