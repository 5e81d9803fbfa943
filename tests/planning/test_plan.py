"""Plans: one step per post and target, with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from publisher.contract import Adapter, Page, Schedule, TargetSettings
from publisher.errors import LimitError, SourceError
from publisher.model.plan import Action
from publisher.model.post import Entry, Note, Post, PostKey, Problem, Site
from publisher.model.record import Draft, History, Receipt
from publisher.model.rendition import Limits, Rendition
from publisher.model.tree import Document
from publisher.planning.decision import Options
from publisher.planning.plan import Planned, as_plan, make_plan
from publisher.planning.prepare import Work, prepare
from publisher.planning.report import exit_code, foreseen, to_json

NOW = datetime(2026, 5, 1, tzinfo=UTC)


@dataclass
class Past:
    """A ledger's reading side, in memory."""

    receipts: Mapping[str, Receipt] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    def known_as(self, *names: str) -> PostKey:
        return PostKey(next((name for name in names if name in self.receipts), names[0]))

    def history(self, key: PostKey) -> History:
        return History(key, (self.receipts[key],) if key in self.receipts else ())

    def sent(self, target: str, key: PostKey) -> str | None:
        return self.texts.get(key)


def render(post: Post, site: Site, _settings: TargetSettings, _tools: object, /) -> Rendition:
    if post.text == "broken TeX":
        raise SourceError("broken", line=7)
    if post.text == "a bug":
        raise KeyError("surprise")
    note = Note("link-lost", "a link", 3)
    return Rendition(
        site.target, post.key, post.title, post.text, "html", post.text, post.text, notes=(note,)
    )


def connect(_settings: TargetSettings, _access: object) -> Any:
    raise AssertionError("planning opens no channel")


ADAPTER = Adapter("a", Limits(title_chars=5), TargetSettings, render, lambda _: Page(0, "", ""), connect)


def work(key: str = "k", text: str = "正文", **about: Any) -> Work:
    about = {"target": "x", "title": "题", "settings": TargetSettings(adapter="a"), "named": True} | about
    target, settings, named = (about.pop(name) for name in ("target", "settings", "named"))
    post = Post(PostKey(key), f"{key}.md", text, document=Document(), **about)
    return Work(post, target, ADAPTER, settings, Site(target=target), named)


def sent(of: Work) -> Receipt:
    rendition = prepare(of, None).rendition  # type: ignore[arg-type]
    assert rendition is not None
    return Receipt(
        id="r",
        at=NOW,
        target=of.target,
        closes="",
        draft=Draft("1"),
        digest=rendition.digest,
        authored=rendition.authored_digest,
    )


def plan(*works: Work, past: Past | None = None, **asked: Any) -> tuple[Planned, ...]:
    return make_plan(works, past or Past(), lambda work: prepare(work, None), Options(**asked), NOW)  # type: ignore[arg-type]


def step(of: Work, past: Past | None = None, **asked: Any) -> Any:
    (planned,) = plan(of, past=past, **asked)
    return planned.step


def test_a_new_post_is_created_on_every_target() -> None:
    steps = [planned.step for planned in plan(work(), work(target="y"))]
    assert [(s.target, s.action) for s in steps] == [("x", Action.CREATE), ("y", Action.CREATE)]
    assert all(s.digest and s.post == "k.md" and s.title == "题" for s in steps)


def test_a_change_comes_with_a_text_difference_to_what_was_sent() -> None:
    past = Past({"k": sent(work())}, {"k": "正文"})
    assert step(work(), past).action is Action.SKIP
    changed = step(work(text="新正文"), past)
    assert (changed.action, changed.diff.splitlines()[1:]) == (Action.UPDATE, ["-正文", "+新正文"])


def test_the_losses_are_in_the_step() -> None:
    assert step(work(notes=(Note("tag", "odd", 2),))).notes == (
        Note("tag", "odd", 2),
        Note("link-lost", "a link", 3),
    )


def test_a_post_with_problems_fails_its_own_steps_only_and_tells_all_of_them() -> None:
    bad = work("bad", problems=(Problem("no such tag", "remove it", 4), Problem("no such picture", line=9)))
    blocked, fine = (planned.step for planned in plan(bad, work()))
    assert (blocked.action, fine.action) == (Action.BLOCKED, Action.CREATE)
    assert str(blocked.error) == "bad.md:4: no such tag; line 9: no such picture — remove it"


def test_what_a_render_refuses_is_blocked_with_its_line() -> None:
    error = step(work(text="broken TeX")).error
    assert (type(error), error.path, error.line) == (SourceError, "k.md", 7)


def test_a_bug_in_one_adapter_stops_no_other_step() -> None:
    blocked, fine = (planned.step for planned in plan(work(text="a bug"), work()))
    assert (blocked.action, fine.action) == (Action.BLOCKED, Action.CREATE)
    assert "KeyError" in blocked.error.message


def test_a_title_too_long_is_blocked() -> None:
    assert isinstance(step(work(title="一二三四五六")).error, LimitError)


@pytest.mark.parametrize("no", [False, "false", "no"])
def test_the_front_matter_may_say_no(no: object) -> None:
    refused = work(publish={"x": no}, text="a bug")
    assert (step(refused).action, step(refused).reason) == (Action.SKIP, "the front matter says no")
    assert step(work(publish={"y": no})).action is Action.CREATE


class TestSince:
    SINCE = TargetSettings(adapter="a", since=date(2026, 4, 1))

    def old(self, **about: Any) -> Work:
        about = {"named": False, "date": datetime(2026, 3, 31, tzinfo=UTC)} | about
        return work(settings=self.SINCE, **about)

    def test_older_posts_are_left_alone_without_a_look(self) -> None:
        (planned,) = plan(self.old(text="a bug"))
        assert (planned.step.action, planned.prepared.rendition) == (Action.SKIP, None)
        assert planned.step.reason == "older than 2026-04-01, and not named"

    def test_unless_named(self) -> None:
        assert step(self.old(named=True)).action is Action.CREATE

    def test_unless_in_the_ledger(self) -> None:
        past = Past({"k": sent(self.old())})
        assert step(self.old(text="新"), past).action is Action.UPDATE

    def test_newer_and_undated_posts_are_not_old(self) -> None:
        assert step(self.old(date=datetime(2026, 4, 1, tzinfo=UTC))).action is Action.CREATE
        assert step(self.old(date=None)).action is Action.CREATE


class TestGuard:
    def test_many_changes_of_one_target_need_a_yes(self) -> None:
        works = [work(f"k{n}") for n in range(3)]
        steps = [planned.step for planned in plan(*works, work(target="y"), guard=2)]
        assert [s.action for s in steps] == [Action.BLOCKED] * 3 + [Action.CREATE]
        assert "3 drafts of x would change at once" in steps[0].reason
        assert all(p.step.action is Action.CREATE for p in plan(*works, guard=2, yes=True))

    def test_just_as_many_as_the_guard_are_fine(self) -> None:
        assert all(p.step.action is Action.CREATE for p in plan(work("a"), work("b"), guard=2))

    def test_what_is_up_to_date_does_not_count(self) -> None:
        past = Past({"a": sent(work("a")), "b": sent(work("b"))})
        steps = [p.step.action for p in plan(work("a"), work("b"), work("c"), past=past, guard=1)]
        assert steps == [Action.SKIP, Action.SKIP, Action.CREATE]


def test_what_is_not_due_waits_and_says_until_when() -> None:
    later = step(work(publish={"at": "2026-06-01 08:00"}))
    assert (later.action, "2026-06-01 08:00" in later.reason) == (Action.WAIT, True)
    assert step(work(publish={"at": "2026-06-01 08:00"}), now=True).action is Action.CREATE
    delayed = TargetSettings(adapter="a", schedule=Schedule(delay="1d"))
    assert step(work(settings=delayed, date=NOW)).action is Action.WAIT


def test_an_at_that_is_no_time_blocks_its_step() -> None:
    assert isinstance(step(work(publish={"at": "soon"})).error, SourceError)


@pytest.mark.parametrize("place", ["k.md", "k/index.md", "k.markdown"])
def test_a_post_that_was_given_an_abbrlink_keeps_its_history(place: str) -> None:
    found = step(work("3345028a", text="新", place=place), Past({"k": sent(work())}))
    assert (found.key, found.action) == ("k", Action.UPDATE)


def test_a_slug_was_the_key_before_the_abbrlink_came() -> None:
    found = step(work("3345028a", text="新", slug="k"), Past({"k": sent(work())}))
    assert (found.key, found.action) == ("k", Action.UPDATE)


def test_a_name_that_another_post_goes_by_is_not_taken_from_it() -> None:
    other = Entry(PostKey("k"), "other.md", "别的题", "")
    mine = work("3345028a", place="k.md")
    mine = replace(mine, site=replace(mine.site, entries={PostKey("k"): other}))
    found = step(mine, Past({"k": sent(work())}))
    assert (found.key, found.action) == ("3345028a", Action.CREATE)


def test_the_plans_digest_changes_with_what_would_be_sent() -> None:
    one, other = as_plan(plan(work())), as_plan(plan(work(text="别的")))
    assert one.digest == as_plan(plan(work())).digest
    assert one.digest != other.digest


class TestReport:
    def test_the_document_is_what_other_programs_rely_on(self) -> None:
        planned = as_plan(plan(work(), work(text="broken TeX")))
        document = to_json(planned, [foreseen(s) for s in planned.steps])
        assert document == {
            "version": 1,
            "plan": planned.digest,
            "steps": [
                {
                    "post": "k.md",
                    "key": "k",
                    "target": "x",
                    "action": "create",
                    "digest": planned.steps[0].digest,
                    "reason": "nothing of it is there yet",
                    "outcome": "planned",
                    "draft": None,
                    "notes": [{"kind": "link-lost", "detail": "a link", "line": 3}],
                    "error": None,
                    "diff": "",
                    "backfill": False,
                    "moved": [],
                },
                {
                    "post": "k.md",
                    "key": "k",
                    "target": "x",
                    "action": "blocked",
                    "digest": "",
                    "reason": "broken",
                    "outcome": "failed",
                    "draft": None,
                    "notes": [],
                    "error": {"kind": "source", "message": "broken", "hint": "", "file": "k.md", "line": 7},
                    "diff": "",
                    "backfill": False,
                    "moved": [],
                },
            ],
        }

    @pytest.mark.parametrize(
        ("works", "code", "telling"),
        [
            ([], 0, 0),
            ([work()], 0, 3),
            ([work(publish={"x": False})], 0, 0),
            ([work(publish={"at": "2027-01-01"})], 0, 0),
            ([work(), work("bad", text="broken TeX")], 1, 1),
            ([work("bad", text="broken TeX"), work(title="一二三四五六")], 2, 2),
            ([work(text="a bug")], 1, 1),
        ],
    )
    def test_exit_codes(self, works: list[Work], code: int, telling: int) -> None:
        outcomes = [foreseen(planned.step) for planned in plan(*works)]
        assert (exit_code(outcomes), exit_code(outcomes, tell_changes=True)) == (code, telling)

    def test_a_guarded_plan_fails_without_being_wrong_usage(self) -> None:
        outcomes = [foreseen(planned.step) for planned in plan(work(), guard=0)]
        assert exit_code(outcomes) == 1
