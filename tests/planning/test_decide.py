"""The decision table, row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest

from publisher.errors import ConfigError, Conflict
from publisher.model.plan import Action, Change, Moved
from publisher.model.post import Entry, PostKey
from publisher.model.record import (
    Closed,
    Draft,
    Fact,
    History,
    Intent,
    Published,
    Receipt,
    Remote,
    State,
)
from publisher.planning.decide import decide
from publisher.planning.decision import Case, Decision, Found, Options, Seen
from publisher.planning.marks import text_mark, words_mark

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
DRAFT = Draft("7", "https://x.test/7", "题")
OURS = Remote(State.DRAFT, "题", "我们写的")
EDITED = Remote(State.DRAFT, "题", "我们写的，有人改过")
BLANK = Remote(State.DRAFT, "题", " \n")
GONE = Remote(State.GONE)
PUBLIC = Remote(State.PUBLISHED, "题", "我们写的", "https://x.test/p/7")


def mark(remote: Remote) -> str:
    return text_mark(remote.title, remote.text)


def receipt(digest: str = "d1", authored: str = "a1", remote: Remote = OURS, **more: object) -> Receipt:
    fields: dict[str, object] = {
        "id": "r1",
        "at": NOW,
        "target": "x",
        "account": "me",
        "closes": "",
        "draft": DRAFT,
    }
    return Receipt(digest=digest, authored=authored, remote=mark(remote), **(fields | more))  # type: ignore[arg-type]


def intent(action: str, *, before: Remote | None = None, wanted: Remote = OURS, **more: object) -> Intent:
    fields: dict[str, object] = {
        "id": "i1",
        "at": NOW,
        "target": "x",
        "account": "me",
        "wanted": mark(wanted),
    }
    return Intent(
        action=action,
        digest="d2",
        authored="a2",
        before=mark(before) if before else "",
        **(fields | more),  # type: ignore[arg-type]
    )


def case(
    *facts: Fact, digest: str = "d2", authored: str = "a2", until: datetime | None = None, **asked: bool
) -> Case:
    return Case(PostKey("k"), "x", digest, authored, History(PostKey("k"), facts), Options(**asked), until)  # type: ignore[arg-type]


def seen(remote: Remote | None = None, *found: Found) -> Seen:
    return Seen("me", remote, found)


def candidate(
    remote: Remote = OURS, *, sure: bool = False, created: datetime | None = None, id: str = "7"
) -> Found:
    return Found(Draft(id, f"https://x.test/{id}", remote.title, sure=sure, created=created), remote)


def blocked(decision: Decision, error: type[Exception] = Conflict) -> bool:
    return (
        decision.action is Action.BLOCKED
        and type(decision.error) is error
        and bool(decision.error.hint)
        and decision.settled is None
    )


UNCHANGED = case(receipt(), digest="d1", authored="a1")
GENERATED = case(receipt(), digest="d2", authored="a1")
CHANGED = case(receipt())


class TestNothingIsKnown:
    def test_a_plan_says_create(self) -> None:
        assert decide(case()).action is Action.CREATE

    def test_nothing_there_creates(self) -> None:
        decision = decide(case(), seen())
        assert (decision.action, decision.settled) == (Action.CREATE, None)

    def test_ours_beyond_doubt_is_adopted_and_then_updated(self) -> None:
        decision = decide(case(), seen(None, candidate(EDITED, sure=True), candidate(id="8")))
        assert decision.action is Action.UPDATE
        assert decision.settled is not None
        assert decision.settled.draft is not None
        assert (decision.settled.draft.id, decision.settled.closes) == ("7", "")
        adopted = receipt("", "", EDITED)
        assert decide(case(adopted), seen(EDITED)).action is Action.UPDATE

    def test_what_a_person_does_after_the_adoption_is_safe_too(self) -> None:
        assert blocked(decide(case(receipt("", "", OURS)), seen(EDITED)))

    def test_two_that_are_ours_are_left_to_a_person(self) -> None:
        both = seen(None, candidate(sure=True), candidate(sure=True, id="8"))
        assert blocked(decide(case(), both))
        assert blocked(decide(case(create=True), both))

    def test_only_the_title_agrees_is_blocked_until_create(self) -> None:
        alike = seen(None, candidate())
        decision = decide(case(), alike)
        assert blocked(decision)
        assert decision.error is not None
        assert "https://x.test/7" in decision.error.hint
        assert decide(case(create=True), alike).action is Action.CREATE

    def test_receipts_of_other_targets_do_not_count(self) -> None:
        assert decide(case(receipt(target="y"), intent("create", target="y"))).action is Action.CREATE


class TestACreateIsInDoubt:
    def test_a_plan_says_reconcile(self) -> None:
        assert decide(case(intent("create"))).action is Action.RECONCILE

    def test_nothing_there_closes_the_intent_and_then_creates(self) -> None:
        decision = decide(case(intent("create")), seen())
        assert decision.action is Action.CREATE
        assert decision.settled is not None
        assert (decision.settled.closes, decision.settled.draft) == ("i1", None)
        closed = Closed(id="c", at=NOW, target="x", closes="i1")
        assert decide(case(intent("create"), closed), seen()).settled is None

    @pytest.mark.parametrize("sure", [True, False])
    def test_what_was_sent_is_there_so_the_receipt_is_recorded(self, sure: bool) -> None:
        decision = decide(case(intent("create")), seen(None, candidate(sure=sure)))
        assert decision.action is Action.RECONCILE
        settled = decision.settled
        assert settled is not None
        assert settled.draft is not None
        assert (settled.closes, settled.draft.id) == ("i1", "7")
        assert (settled.digest, settled.authored, settled.remote) == ("d2", "a2", mark(OURS))

    def test_words_are_enough_where_the_adapter_foresees_nothing(self) -> None:
        sent = intent("create", wanted=OURS)
        sent = replace(sent, wanted=words_mark("题", "<p>我们<b>写的</b></p>"))
        assert decide(case(sent), seen(None, candidate(sure=True))).settled is not None
        assert blocked(decide(case(sent), seen(None, candidate(EDITED, sure=True))))

    def test_an_empty_draft_made_since_is_adopted_and_completed(self) -> None:
        there = seen(None, candidate(BLANK, created=NOW + timedelta(seconds=1)))
        decision = decide(case(intent("create")), there)
        assert decision.action is Action.UPDATE
        assert decision.settled is not None
        assert decision.settled.draft is not None
        assert not decision.settled.draft.complete

    def test_an_empty_draft_of_the_same_title_and_unknown_age_is_not_taken(self) -> None:
        assert blocked(decide(case(intent("create")), seen(None, candidate(BLANK))))

    def test_a_draft_older_than_the_intent_is_not_its_work(self) -> None:
        old = candidate(created=NOW - timedelta(hours=1))
        decision = decide(case(intent("create")), seen(None, old))
        assert decision.action is Action.CREATE
        assert decision.settled is not None

    def test_a_platforms_clock_that_is_behind_makes_no_second_draft(self) -> None:
        behind = candidate(created=NOW - timedelta(minutes=5))
        decision = decide(case(intent("create")), seen(None, behind))
        assert decision.action is Action.RECONCILE

    def test_ours_but_edited_meanwhile_is_blocked_until_force(self) -> None:
        there = seen(None, candidate(EDITED, sure=True))
        assert blocked(decide(case(intent("create")), there))
        forced = decide(case(intent("create"), force=True), there)
        assert forced.action is Action.UPDATE
        assert forced.settled is not None
        assert forced.settled.remote == mark(EDITED)

    def test_only_the_title_agrees_is_blocked_until_create(self) -> None:
        there = seen(None, candidate(EDITED))
        assert blocked(decide(case(intent("create")), there))
        decision = decide(case(intent("create"), create=True), there)
        assert decision.action is Action.CREATE
        assert decision.settled is not None

    def test_create_never_passes_over_what_is_ours(self) -> None:
        decision = decide(case(intent("create"), create=True), seen(None, candidate(sure=True)))
        assert decision.action is Action.RECONCILE

    def test_two_that_could_be_its_work_are_left_to_a_person(self) -> None:
        assert blocked(decide(case(intent("create")), seen(None, candidate(), candidate(id="8"))))

    def test_a_create_after_a_former_draft_was_lost_asks_for_candidates_too(self) -> None:
        both = case(receipt(), intent("create"))
        assert decide(both, seen()).action is Action.CREATE


class TestNothingChanged:
    @pytest.mark.parametrize("remote", [None, OURS, EDITED, GONE, PUBLIC])
    def test_whatever_is_there_it_is_skipped(self, remote: Remote | None) -> None:
        assert decide(UNCHANGED, seen(remote) if remote else None).action is Action.SKIP

    def test_a_persons_edit_is_reported(self) -> None:
        assert "edited" in decide(UNCHANGED, seen(EDITED)).reason
        assert "edited" not in decide(UNCHANGED, seen(OURS)).reason

    def test_force_sends_nothing_when_there_is_nothing_to_send(self) -> None:
        forced = replace(UNCHANGED, options=Options(force=True, refresh=True, create=True))
        assert decide(forced, seen(OURS)).action is Action.SKIP

    def test_generated_parts_are_sent_only_on_request(self) -> None:
        assert decide(GENERATED).reason == "only generated parts changed; --refresh sends them"
        assert decide(GENERATED).action is Action.SKIP
        assert decide(replace(GENERATED, options=Options(refresh=True))).action is Action.UPDATE


class TestSomethingChanged:
    @pytest.mark.parametrize("there", [None, seen(OURS)])
    def test_as_we_left_it_is_updated_in_place(self, there: Seen | None) -> None:
        decision = decide(CHANGED, there)
        assert (decision.action, decision.draft) == (Action.UPDATE, DRAFT)

    def test_the_platforms_white_space_is_no_edit(self) -> None:
        spaced = replace(OURS, title=" 题 ", text="\n我们写的  \n")
        assert decide(CHANGED, seen(spaced)).action is Action.UPDATE

    @pytest.mark.parametrize("edited", [EDITED, replace(OURS, title="另一个题"), BLANK])
    def test_a_persons_edit_is_blocked_until_force(self, edited: Remote) -> None:
        assert blocked(decide(CHANGED, seen(edited)))
        assert decide(case(receipt(), force=True), seen(edited)).action is Action.UPDATE

    def test_published_there_is_skipped(self) -> None:
        assert decide(CHANGED, seen(PUBLIC)).reason == "published; source changed since"
        assert decide(CHANGED, seen(PUBLIC)).action is Action.SKIP

    @pytest.mark.parametrize("there", [None, seen(OURS), seen(GONE), seen(PUBLIC)])
    def test_published_by_the_authors_word_is_skipped(self, there: Seen | None) -> None:
        told = Published(id="p", at=NOW, target="x", address="https://x.test/p/7")
        assert decide(case(receipt(), told), there).reason == "published; source changed since"

    def test_gone_is_blocked_until_create(self) -> None:
        assert blocked(decide(CHANGED, seen(GONE)))
        assert decide(case(receipt(), create=True), seen(GONE)).action is Action.CREATE

    def test_a_draft_still_without_content_is_completed(self) -> None:
        made = receipt("", "", draft=replace(DRAFT, complete=False))
        made = replace(made, remote="")
        assert decide(case(made)).action is Action.UPDATE
        assert decide(case(made), seen(BLANK)).action is Action.UPDATE
        assert blocked(decide(case(made), seen(EDITED))), "somebody wrote into it"

    def test_another_account_is_blocked_before_anything(self) -> None:
        moved = replace(seen(OURS), account="you")
        assert blocked(decide(CHANGED, moved), ConfigError)
        assert blocked(decide(case(intent("create")), replace(seen(), account="you")), ConfigError)
        assert blocked(decide(case(receipt(), force=True, create=True), moved), ConfigError)

    def test_the_newest_receipt_counts(self) -> None:
        newer = receipt("d2", "a2", id="r2", at=NOW + timedelta(hours=1))
        assert decide(case(receipt(), newer)).action is Action.SKIP


class TestAnUpdateIsInDoubt:
    OPEN = case(receipt(), intent("update", before=OURS, wanted=EDITED))

    def test_a_plan_says_reconcile_even_without_a_change(self) -> None:
        assert decide(self.OPEN).action is Action.RECONCILE
        assert decide(replace(self.OPEN, digest="d1", authored="a1")).action is Action.RECONCILE

    def test_as_before_it_had_not_arrived_and_is_sent_again(self) -> None:
        decision = decide(self.OPEN, seen(OURS))
        assert decision.action is Action.UPDATE
        assert decision.settled is not None
        assert (decision.settled.closes, decision.settled.draft) == ("i1", None)

    def test_as_it_wanted_the_receipt_is_recorded(self) -> None:
        decision = decide(self.OPEN, seen(EDITED))
        assert decision.action is Action.RECONCILE
        assert decision.settled is not None
        assert decision.settled.draft == DRAFT
        assert (decision.settled.digest, decision.settled.remote) == ("d2", mark(EDITED))

    def test_where_it_looks_as_before_it_is_sent_again_even_if_it_was_to_look_so(self) -> None:
        formula = intent("update", before=OURS, wanted=OURS)
        by_words = replace(formula, wanted=words_mark(OURS.title, OURS.text))
        for sent in (formula, by_words):
            assert decide(case(receipt(), sent), seen(OURS)).action is Action.UPDATE

    def test_otherwise_it_is_blocked_until_force(self) -> None:
        other = Remote(State.DRAFT, "题", "别人写的")
        assert blocked(decide(self.OPEN, seen(other)))
        forced = decide(replace(self.OPEN, options=Options(force=True)), seen(other))
        assert forced.action is Action.UPDATE
        assert forced.settled is not None

    @pytest.mark.parametrize("remote", [GONE, PUBLIC])
    def test_gone_or_published_the_intent_is_closed_and_the_case_decided_anew(self, remote: Remote) -> None:
        decision = decide(self.OPEN, seen(remote))
        assert decision.settled is not None
        assert decision.settled.draft is None

    def test_an_update_that_was_to_complete_an_empty_draft(self) -> None:
        made = replace(receipt("", "", draft=replace(DRAFT, complete=False)), remote="")
        pending = case(made, intent("update", wanted=OURS))
        assert decide(pending, seen(BLANK)).action is Action.UPDATE
        recorded = decide(pending, seen(OURS))
        assert recorded.settled is not None
        assert recorded.settled.draft is not None
        assert recorded.settled.draft.complete


class TestNotDueYet:
    LATER = NOW + timedelta(days=1)

    @pytest.mark.parametrize("facts", [(), (receipt(),), (intent("create"),)])
    def test_whatever_would_write_waits(self, facts: tuple[Fact, ...]) -> None:
        decision = decide(case(*facts, until=self.LATER))
        assert (decision.action, decision.until) == (Action.WAIT, self.LATER)
        assert "2026-05-02 12:00" in decision.reason

    def test_now_does_not_wait(self) -> None:
        assert decide(case(until=self.LATER, now=True)).action is Action.CREATE

    def test_what_would_be_skipped_is_not_waiting_for_anything(self) -> None:
        assert decide(replace(UNCHANGED, until=self.LATER)).action is Action.SKIP


MOVED = (Moved("b", "乙", Change.PUBLISHED, "https://s.test/b", "https://s.test/b", "https://x.test/p/9"),)


class TestALinkLeadsElsewhere:
    LINKS = replace(case(receipt(), digest="d2", authored="a1"), moved=MOVED)

    @pytest.mark.parametrize("there", [None, seen(OURS)])
    def test_as_we_left_it_is_updated_as_a_backfill(self, there: Seen | None) -> None:
        decision = decide(self.LINKS, there)
        assert (decision.action, decision.backfill, decision.moved) == (Action.UPDATE, True, MOVED)
        assert "«乙»" in decision.reason

    def test_a_persons_edit_is_blocked_until_force(self) -> None:
        assert blocked(decide(self.LINKS, seen(EDITED)))
        forced = decide(replace(self.LINKS, options=Options(force=True)), seen(EDITED))
        assert forced.action is Action.UPDATE

    @pytest.mark.parametrize("there", [seen(PUBLIC), None])
    def test_published_is_skipped_and_says_which_link_to_mend(self, there: Seen | None) -> None:
        told = Published(id="p", at=NOW, target="x", address="https://x.test/p/7")
        public = (
            self.LINKS if there else replace(self.LINKS, history=History(PostKey("k"), (receipt(), told)))
        )
        decision = decide(public, there)
        assert (decision.action, decision.backfill) == (Action.SKIP, False)
        assert decision.reason.startswith("published there, so mend it there by hand: it links to «乙»")

    def test_gone_is_no_failure_since_nobody_asked(self) -> None:
        decision = decide(self.LINKS, seen(GONE))
        assert (decision.action, decision.error) == (Action.SKIP, None)
        assert "publish link" in decision.reason
        assert decide(replace(self.LINKS, options=Options(create=True)), seen(GONE)).action is Action.CREATE

    def test_the_authors_change_goes_before_it(self) -> None:
        decision = decide(replace(CHANGED, moved=MOVED))
        assert (decision.action, decision.backfill) == (Action.UPDATE, False)
        assert decision.reason.startswith("changed since")

    def test_refresh_sends_it_as_asked_for(self) -> None:
        decision = decide(replace(self.LINKS, options=Options(refresh=True)))
        assert (decision.action, decision.backfill, "«乙»" in decision.reason) == (Action.UPDATE, False, True)


class TestPublishedWithoutADraftOfOurs:
    TOLD = Published(id="p", at=NOW, target="x", address="https://x.test/p/7")

    @pytest.mark.parametrize("there", [None, seen(), seen(None, candidate())])
    def test_is_skipped_until_create(self, there: Seen | None) -> None:
        assert decide(case(self.TOLD), there).action is Action.SKIP
        assert decide(case(self.TOLD, create=True)).action is Action.CREATE

    def test_a_create_in_doubt_is_asked_about_first(self) -> None:
        assert decide(case(self.TOLD, intent("create"))).action is Action.RECONCILE
        settled = decide(case(self.TOLD, intent("create")), seen())
        assert settled.settled is not None
        closed = Closed(id="c", at=NOW, target="x", closes="i1")
        assert decide(case(self.TOLD, intent("create"), closed), seen()).action is Action.SKIP


class TestWhatWasSentStaysKnown:
    LINKS: ClassVar = {"https://s.test/b": "https://x.test/p/9"}

    def test_through_a_create_whose_answer_was_lost(self) -> None:
        decision = decide(case(intent("create", links=self.LINKS)), seen(None, candidate(sure=True)))
        assert decision.settled is not None
        assert decision.settled.links == self.LINKS

    def test_through_an_update_whose_answer_was_lost(self) -> None:
        lost = intent("update", before=OURS, wanted=EDITED, links=self.LINKS)
        decision = decide(case(receipt(links={}), lost), seen(EDITED))
        assert decision.settled is not None
        assert decision.settled.links == self.LINKS

    def test_but_nothing_is_known_of_what_was_adopted_or_made_empty(self) -> None:
        adopted = decide(case(), seen(None, candidate(EDITED, sure=True))).settled
        empty = candidate(BLANK, created=NOW + timedelta(seconds=1))
        made = decide(case(intent("create", links=self.LINKS)), seen(None, empty)).settled
        assert adopted is not None
        assert made is not None
        assert (adopted.links, made.links) == (None, None)


def test_what_waits_for_other_posts_waits_and_names_them() -> None:
    waiting = replace(CHANGED, missing=(Entry(PostKey("b"), "b.md", "乙", ""),))
    decision = decide(waiting)
    assert (decision.action, "«乙»" in decision.reason) == (Action.WAIT, True)
    assert decide(replace(waiting, options=Options(now=True))).action is Action.UPDATE
    assert decide(replace(UNCHANGED, missing=waiting.missing)).action is Action.SKIP


class TestADraftThatLinksToThePost:
    """WeChat's link to the original: a person who writes a draft by hand may set it, too."""

    @staticmethod
    def linked(remote: Remote = OURS, *, ours: bool = False, id: str = "7") -> Found:
        draft = Draft(id, f"https://x.test/{id}", remote.title, linked=True, created=NOW)
        return Found(draft, remote, ours)

    @pytest.mark.parametrize("there", [OURS, BLANK])
    def test_it_is_adopted_where_its_text_is_ours_or_there_is_none(self, there: Remote) -> None:
        decision = decide(case(), seen(None, self.linked(there, ours=there is OURS)))
        assert decision.action is Action.UPDATE
        assert decision.settled is not None
        assert decision.settled.draft is not None
        assert decision.settled.draft.id == "7"

    def test_with_other_text_it_blocks_and_says_how_to_go_on(self) -> None:
        decision = decide(case(), seen(None, self.linked(EDITED), candidate(id="8")))
        assert blocked(decision)
        assert decision.reason == "a draft there links to this post, with other text"
        assert decision.error is not None
        assert "--force takes it over" in decision.error.hint
        assert "--create makes a new draft" in decision.error.hint

    def test_force_takes_it_over(self) -> None:
        decision = decide(case(force=True), seen(None, self.linked(EDITED)))
        assert decision.action is Action.UPDATE
        assert decision.settled is not None
        assert decision.settled.remote == mark(EDITED)

    def test_create_makes_another(self) -> None:
        assert decide(case(create=True), seen(None, self.linked(EDITED))).action is Action.CREATE

    def test_ours_is_adopted_beside_one_written_by_hand(self) -> None:
        decision = decide(case(), seen(None, self.linked(EDITED, id="8"), self.linked(ours=True)))
        assert decision.draft is not None
        assert decision.draft.id == "7"

    def test_force_does_not_choose_between_two(self) -> None:
        assert blocked(decide(case(force=True), seen(None, self.linked(EDITED), self.linked(EDITED, id="8"))))

    def test_after_a_lost_create_it_is_what_the_call_made(self) -> None:
        assert decide(case(intent("create")), seen(None, self.linked())).settled is not None
        assert blocked(decide(case(intent("create")), seen(None, self.linked(EDITED))))
