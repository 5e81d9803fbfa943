"""What a push keeps of links, addresses and names, so that the next plan knows what changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from publisher.errors import InDoubt, Unavailable
from publisher.model.plan import Action, Result
from publisher.model.post import PostKey
from publisher.model.record import Alias, Canonical, Gone, Published, Receipt, State

KEY = PostKey("k")
BEFORE = {"https://s.test/b.html": "https://s.test/b.html"}
AFTER = {"https://s.test/b.html": "https://desk.test/p/9"}


def receipt(world: Any) -> Receipt:
    found = world.ledger().history(KEY).receipt("desk")
    assert found is not None
    return found


def kinds(world: Any, kind: type) -> list[Any]:
    return [fact for fact in world.ledger().history(KEY).facts if isinstance(fact, kind)]


def once(faults: Any, name: str, error: Exception) -> Any:
    """A fault at this effect, and at every look after it: nothing can be settled at once."""

    def at(_number: int, there: str) -> None:
        if there == name or (there == "read" and name in seen.names):
            raise error

    seen = faults(at)
    return seen


def test_a_receipt_keeps_what_links_became_and_a_move_makes_the_draft_due(world: Any) -> None:
    world.push(world.post(links=BEFORE))
    assert receipt(world).links == BEFORE
    assert world.plan(world.post(links=BEFORE))[0].step.reason == "up to date"
    (planned,) = world.plan(world.post(links=AFTER))
    assert (planned.step.action, planned.step.backfill) == (Action.UPDATE, True)
    (outcome,) = world.carry_out((planned,))
    assert outcome.result is Result.DONE
    assert receipt(world).links == AFTER
    assert world.plan(world.post(links=AFTER))[0].step.reason == "up to date"


@pytest.mark.parametrize("foresees", [True, False])
@pytest.mark.parametrize("when", ["before create", "after create"])
def test_after_a_lost_create_they_are_as_known_as_ever(
    world: Any, faults: Any, when: str, foresees: bool
) -> None:
    world.foresees = foresees
    world.push(world.post(links=BEFORE), faults=once(faults, when, InDoubt("lost")))
    world.push(world.post(links=BEFORE))
    assert receipt(world).links == BEFORE
    assert world.plan(world.post(links=BEFORE))[0].step.reason == "up to date"


@pytest.mark.parametrize("when", ["before update", "after update"])
def test_after_a_lost_update_they_are_those_that_stand_there(world: Any, faults: Any, when: str) -> None:
    world.push(world.post(links=BEFORE))
    world.push(world.post(links=AFTER), faults=once(faults, when, Unavailable("lost")))
    world.push(world.post(links=AFTER))
    assert receipt(world).links == AFTER
    (draft,) = world.desk.drafts.values()
    assert "https://desk.test/p/9" in draft["text"]


def test_an_update_that_was_lost_and_not_repeated_leaves_the_old_ones(world: Any, faults: Any) -> None:
    world.push(world.post(links=BEFORE))
    world.push(world.post(links=AFTER), faults=once(faults, "before update", InDoubt("lost")))
    world.push(world.post(links=BEFORE))
    assert receipt(world).links == BEFORE


class TestABackfill:
    def moved(self, world: Any) -> Any:
        (outcome,) = world.push(world.post(links=AFTER))
        return outcome

    def test_of_a_draft_that_became_public_is_reported_and_its_address_kept(self, world: Any) -> None:
        world.push(world.post(links=BEFORE))
        world.desk.drafts["1"]["state"] = State.PUBLISHED
        before = dict(world.desk.drafts["1"])
        outcome = self.moved(world)
        assert (outcome.result, "mend it there by hand" in outcome.step.reason) == (Result.SKIPPED, True)
        assert world.desk.drafts["1"] == before
        assert [fact.address for fact in kinds(world, Published)] == ["https://desk.test/p/1"]

    def test_of_a_draft_that_is_gone_is_no_failure_and_not_tried_again(self, world: Any) -> None:
        world.push(world.post(links=BEFORE))
        world.desk.drafts.clear()
        assert self.moved(world).result is Result.SKIPPED
        assert [fact.draft for fact in kinds(world, Gone)] == ["1"]
        world.desk.calls.clear()
        again = self.moved(world)
        assert (again.result, world.desk.calls) == (Result.SKIPPED, [])
        assert world.desk.drafts == {}

    def test_of_a_draft_a_person_edited_is_never_written_over_them(self, world: Any) -> None:
        world.push(world.post(links=BEFORE))
        world.desk.edit("1")
        assert self.moved(world).step.action is Action.BLOCKED
        assert "有人改过" in world.desk.drafts["1"]["text"]


def test_an_authors_change_to_a_draft_that_is_gone_fails_and_says_how_to_tell_where_it_is(world: Any) -> None:
    world.push(world.post())
    world.desk.drafts.clear()
    for _ in range(2):
        (outcome,) = world.push(world.post("改了"))
        assert outcome.result is Result.FAILED
        assert "publish link k --to desk ADDRESS" in outcome.error.hint
    assert len(kinds(world, Gone)) == 1


def test_an_address_a_platform_tells_is_kept_in_its_one_spelling(world: Any) -> None:
    world.push(world.post())
    world.desk.drafts["1"] |= {"state": State.PUBLISHED, "query": "?utm=1"}
    for text in ("改了", "又改了"):
        world.push(world.post(text))
    assert [fact.address for fact in kinds(world, Published)] == ["https://desk.test/p/1"]


class TestNames:
    def test_where_the_post_stands_and_what_it_is_called_is_kept_once(self, world: Any) -> None:
        post = replace(world.post(key="abcd"), place="notes/a/index.md", url="https://s.test/abcd.html")
        world.push(post)
        world.push(replace(post, text="改了"))
        facts = world.ledger().history(PostKey("abcd")).facts
        assert [fact.name for fact in facts if isinstance(fact, Alias)] == ["notes/a/index.md"]
        assert [fact.address for fact in facts if isinstance(fact, Canonical)] == ["https://s.test/abcd.html"]

    def test_a_post_with_another_abbrlink_and_address_keeps_its_draft(self, world: Any) -> None:
        post = replace(world.post(key="old"), place="a.md", url="https://s.test/old.html")
        world.push(post)
        renamed = replace(world.post("改了", key="new"), place="a.md", url="https://s.test/new.html")
        (outcome,) = world.push(renamed)
        assert (outcome.step.action, outcome.draft.id) == (Action.UPDATE, "1")
        addresses = world.ledger().places().elsewhere
        assert set(addresses) == {"s.test/old.html", "s.test/new.html"}

    def test_a_post_whose_file_moved_keeps_its_draft_by_its_address(self, world: Any) -> None:
        post = replace(world.post(key="notes/a"), place="notes/a.md", url="https://s.test/a.html")
        world.push(post)
        moved = replace(world.post("改了", key="essays/a"), place="essays/a.md", url=post.url)
        (outcome,) = world.push(moved)
        assert (outcome.step.action, outcome.draft.id) == (Action.UPDATE, "1")

    def test_a_new_post_at_a_former_path_is_a_new_post(self, world: Any) -> None:
        post = replace(world.post(key="first"), place="today.md", url="https://s.test/1.html")
        world.push(post)
        moved = replace(post, place="archive/first.md")
        fresh = replace(world.post("别的", key="second", title="别的题"), place="today.md")
        outcomes = world.push(moved, fresh)
        assert [outcome.step.action for outcome in outcomes] == [Action.SKIP, Action.CREATE]

    def test_a_name_that_was_given_up_and_taken_by_another_post_is_that_post_s(self, world: Any) -> None:
        world.push(replace(world.post(key="old"), place="a.md"))
        renamed = replace(world.post("改了", key="new"), place="a.md")
        world.push(renamed)
        another = replace(world.post("别的", key="again", title="别的题"), place="a.md")
        moved = replace(renamed, place="b.md")
        outcomes = world.push(moved, another)
        assert [outcome.step.action for outcome in outcomes] == [Action.SKIP, Action.CREATE]
        assert [outcome.step.key for outcome in outcomes] == ["old", "again"]
