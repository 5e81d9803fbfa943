"""What became of the posts a post links to, and what a plan makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from publisher.contract import Adapter, Page, TargetSettings
from publisher.model.plan import Action, Change, Step
from publisher.model.post import Entry, Post, PostKey, Site
from publisher.model.record import Draft, Fact, Gone, History, Published, Receipt
from publisher.model.rendition import LinkUse, Rendition
from publisher.model.tree import Document
from publisher.planning.decision import Options
from publisher.planning.moves import missing, moved, told
from publisher.planning.plan import make_plan
from publisher.planning.prepare import Prepared, Work

NOW = datetime(2026, 5, 1, tzinfo=UTC)
HOME, THERE = "https://blog.test", "https://there.test/p"
ON_SITE, PUBLIC = f"{HOME}/b.html", f"{THERE}/7"
HOLD = TargetSettings(adapter="a", own_links="hold")


def unused(*_: object) -> Any:
    raise AssertionError("planning renders by `prepare`, and opens nothing")


def adapter(of: str = THERE) -> Adapter[Any]:
    def address(url: str) -> str:
        return url if url.startswith(of) else ""

    return Adapter("a", None, TargetSettings, unused, lambda _: Page(0, "", ""), unused, address=address)  # type: ignore[arg-type]


def entry(key: str, **about: Any) -> Entry:
    return Entry(PostKey(key), f"{key}.md", about.pop("title", f"T{key}"), f"{HOME}/{key}.html", **about)


def work(
    key: str = "a", *, links: Mapping[str, str] | None = None, there: Mapping[str, str] = {}, **about: Any
) -> Work:
    """A post that links to others; `links` are its addresses as they would be sent."""
    entries = {e.key: e for e in about.pop("entries", (entry("a"), entry("b"), entry("c")))}
    index = {f"{name}.html": name for name in entries} | {name: name for name in entries}
    site = Site(url=HOME, target="x", entries=entries, index=index, addresses=there)  # type: ignore[arg-type]
    day = about.pop("date", None)
    post = Post(PostKey(key), f"{key}.md", "", "题", Document(), date=day, front={"links": links or {}})
    options: dict[str, Any] = {"settings": TargetSettings(adapter="a"), "named": False} | about
    return Work(post, "x", options.pop("adapter", adapter()), options["settings"], site, options["named"])


def rendition(of: Work, body: str = "") -> Rendition:
    links: Mapping[str, str] = of.post.front["links"]  # type: ignore[assignment]
    return Rendition("x", of.post.key, "题", body, "html", "authored", "", addresses=links)


def changes(before: Mapping[str, str] | None, of: Work) -> list[tuple[str, str, str]]:
    return [(link.post, link.change, link.now) for link in moved(before, rendition(of), of)]


class TestWhatHappened:
    def test_a_post_that_became_public_there(self) -> None:
        now = work(links={ON_SITE: PUBLIC}, there={"b": PUBLIC})
        assert changes({ON_SITE: ON_SITE}, now) == [("b", Change.PUBLISHED, PUBLIC)]
        assert (
            told(moved({ON_SITE: ON_SITE}, rendition(now), now)) == f"links to «Tb», which is now at {PUBLIC}"
        )

    def test_a_post_whose_article_moved(self) -> None:
        now = work(links={ON_SITE: PUBLIC}, there={"b": PUBLIC})
        assert changes({ON_SITE: f"{THERE}/1"}, now) == [("b", Change.MOVED, PUBLIC)]

    def test_a_post_that_has_another_address_on_the_site(self) -> None:
        now = work(links={f"{HOME}/old.html": ON_SITE, "post:b": ON_SITE})
        before = {f"{HOME}/old.html": f"{HOME}/old.html", "post:b": f"{HOME}/old.html"}
        assert {change for _, change, _ in changes(before, now)} == {Change.MOVED}

    def test_an_address_that_is_known_by_now_to_be_an_own_post_s(self) -> None:
        now = work(links={"https://y.test/b": ON_SITE})
        (link,) = moved({}, replace(rendition(now), links=(LinkUse(ON_SITE, "b", "live", "b", 3),)), now)
        assert (link.post, link.change, link.now) == ("b", Change.FOUND, ON_SITE)
        assert told((link,)).startswith("links to «Tb» by https://y.test/b, known as that post's by now")

    def test_a_post_whose_title_the_link_shows(self) -> None:
        now = work(links={"wiki:b": f"{ON_SITE} 新题"})
        (link,) = moved({"wiki:b": f"{ON_SITE} 旧题"}, rendition(now), now)
        assert (link.change, link.now) == (Change.RENAMED, ON_SITE)
        assert told((link,)).endswith("which was renamed")

    def test_a_post_whose_address_was_taken_back(self) -> None:
        now = work(links={ON_SITE: ON_SITE})
        assert changes({ON_SITE: PUBLIC}, now) == [("b", Change.WITHDRAWN, ON_SITE)]

    def test_a_post_that_is_gone_is_told_of_by_what_was_written(self) -> None:
        now = work(links={"wiki:没了": ""})
        found = moved({"wiki:没了": ON_SITE}, rendition(now), now)
        assert (found[0].post, told(found)) == ("", "links to wiki:没了, which is gone")

    def test_the_site_s_own_pages_are_no_articles_even_where_any_page_could_be_one(self) -> None:
        blog = work(links={ON_SITE: ON_SITE}, adapter=adapter("https://"))
        assert changes({ON_SITE: "https://former.test/b.html"}, blog) == [("b", Change.MOVED, ON_SITE)]

    def test_a_link_bound_to_its_file_is_known_by_what_the_render_found(self) -> None:
        now = work(links={"../b.md": PUBLIC}, there={"b": PUBLIC})
        made = replace(rendition(now), links=(LinkUse(PUBLIC, "b", "live", "b", 3),))
        assert moved({"../b.md": ON_SITE}, made, now)[0].post == "b"


class TestNothingHappened:
    def test_a_record_from_before_addresses_were_kept_makes_nothing_due(self) -> None:
        assert changes(None, work(links={ON_SITE: PUBLIC}, there={"b": PUBLIC})) == []

    def test_the_same_addresses(self) -> None:
        assert changes({ON_SITE: PUBLIC}, work(links={ON_SITE: PUBLIC}, there={"b": PUBLIC})) == []

    def test_a_link_that_was_sent_as_it_was_written_and_still_is(self) -> None:
        assert changes({}, work(links={ON_SITE: ON_SITE})) == []
        assert changes({ON_SITE: ON_SITE}, work(links={})) == []


def test_a_post_s_own_becoming_public_is_no_reason_to_touch_it() -> None:
    own = f"{HOME}/a.html"
    assert changes({own: own}, work(links={own: PUBLIC}, there={"a": PUBLIC})) == []
    assert changes({own: PUBLIC}, work(links={own: own})) == []
    assert changes({own: f"{HOME}/old.html"}, work(links={own: own})) == [("a", Change.MOVED, own)]


def test_of_many_links_a_reason_names_a_few() -> None:
    there = {key: f"{THERE}/{key}" for key in "bcdef"}
    now = work(
        links={f"{HOME}/{key}.html": there[key] for key in there},
        there=there,
        entries=[entry(key) for key in "abcdef"],
    )
    reason = told(moved({f"{HOME}/{key}.html": f"{HOME}/{key}.html" for key in there}, rendition(now), now))
    assert reason.count("«") == 3
    assert reason.endswith("; and 2 more")


# ── plans ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Past:
    """A ledger's reading side, in memory."""

    facts: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)

    def known_as(self, *names: str) -> PostKey:
        return PostKey(next((name for name in names if name in self.facts), names[0]))

    def history(self, key: PostKey) -> History:
        return History(key, self.facts.get(key, ()))

    def sent(self, target: str, key: PostKey) -> str | None:
        return None


def sent(of: Work, links: Mapping[str, str] | None, *, body: str = "", at: datetime = NOW) -> Receipt:
    made = rendition(of, body)
    about = {"digest": made.digest, "authored": made.authored_digest, "draft": Draft("1"), "closes": ""}
    return Receipt(id="r", at=at, target="x", links=links, **about)  # type: ignore[arg-type]


def public(address: str = PUBLIC, *, at: datetime = NOW, target: str = "x") -> Published:
    return Published(id=f"p{at}", at=at, target=target, address=address)


def plan(works: Iterable[Work], past: Past, **asked: Any) -> list[Step]:
    def prepare(of: Work) -> Prepared:
        return Prepared(of, rendition(of))

    return [each.step for each in make_plan(works, past, prepare, Options(**asked), NOW)]


def due(key: str = "a", **about: Any) -> tuple[Work, Receipt]:
    """A post whose link to b leads to another place than when it was sent."""
    now = work(key, links={ON_SITE: PUBLIC}, there={"b": PUBLIC}, **about)
    return now, sent(now, {ON_SITE: ON_SITE}, body="as it was")


class TestABackfill:
    def test_is_an_update_that_names_post_and_address(self) -> None:
        now, receipt = due()
        (step,) = plan([now], Past({"a": (receipt,)}))
        assert (step.action, step.backfill) == (Action.UPDATE, True)
        assert step.reason == f"links to «Tb», which is now at {PUBLIC}"
        assert [(link.post, link.written, link.before) for link in step.moved] == [("b", ON_SITE, ON_SITE)]

    def test_is_none_where_the_author_changed_the_post_too(self) -> None:
        now, receipt = due()
        (step,) = plan([now], Past({"a": (replace(receipt, authored="other"),)}))
        assert (step.action, step.backfill) == (Action.UPDATE, False)
        assert step.reason.startswith("changed since")

    def test_what_only_generated_parts_show_is_not_due(self) -> None:
        now = work(links={}, there={"b": PUBLIC})
        (step,) = plan([now], Past({"a": (sent(now, {}, body="an older list of posts"),)}))
        assert (step.action, step.reason) == (
            Action.SKIP,
            "only generated parts changed; --refresh sends them",
        )

    def test_a_ledger_from_before_makes_nothing_due(self) -> None:
        now, receipt = due()
        (step,) = plan([now], Past({"a": (replace(receipt, links=None),)}))
        assert step.action is Action.SKIP

    def test_what_is_public_there_is_reported_with_the_link_and_left_alone(self) -> None:
        now, receipt = due()
        (step,) = plan([now], Past({"a": (receipt, public(f"{THERE}/1", at=NOW + timedelta(days=1)))}))
        assert (step.action, step.backfill) == (Action.SKIP, False)
        assert step.reason == (
            f"published there, so mend it there by hand: it links to «Tb», which is now at {PUBLIC}"
        )
        assert step.moved

    def test_a_draft_known_to_be_gone_takes_no_turn(self) -> None:
        now, receipt = due()
        gone = Gone(id="g", at=NOW, target="x", draft="1")
        (step,) = plan([now], Past({"a": (receipt, gone)}))
        assert (step.action, "publish link" in step.reason) == (Action.SKIP, True)
        later = replace(receipt, id="r2", at=NOW + timedelta(days=1), draft=Draft("2"))
        (again,) = plan([now], Past({"a": (receipt, gone, later)}))
        assert again.action is Action.UPDATE


class TestHowManyInARun:
    def days(self, count: int, **about: Any) -> tuple[list[Work], Past]:
        """Post 0 is the newest."""
        pairs = [due(f"k{n}", date=NOW - timedelta(days=n), **about) for n in range(count)]
        return [now for now, _ in pairs], Past({now.post.key: (receipt,) for now, receipt in pairs})

    def test_the_newest_go_first_and_the_others_wait_and_say_for_what(self) -> None:
        works, past = self.days(8)
        steps = plan(works, past)
        assert [step.action for step in steps] == [Action.UPDATE] * 5 + [Action.WAIT] * 3
        assert all("backfill = 5" in step.reason and "«Tb»" in step.reason for step in steps[5:])
        assert all(step.backfill for step in steps)

    def test_whatever_order_they_come_in(self) -> None:
        works, past = self.days(8)
        going = {step.key for step in plan(works[::-1], past) if step.action is Action.UPDATE}
        assert going == {"k0", "k1", "k2", "k3", "k4"}

    def test_a_post_without_a_date_is_the_oldest(self) -> None:
        works, past = self.days(2)
        undated, receipt = due("z")
        steps = plan([undated, *works], Past({**past.facts, "z": (receipt,)}), backfill=2)
        assert [step.action for step in steps] == [Action.WAIT, Action.UPDATE, Action.UPDATE]

    def test_none_goes_by_itself_where_the_setting_says_0(self) -> None:
        works, past = self.days(2)
        assert {step.action for step in plan(works, past, backfill=0)} == {Action.WAIT}

    def test_each_target_has_its_own(self) -> None:
        works, past = self.days(2)
        other = [replace(each, target="y") for each in works]
        facts = {key: (*found, replace(found[0], target="y")) for key, found in past.facts.items()}  # type: ignore[type-var]
        steps = plan([*works, *other], Past(facts), backfill=1)
        assert sorted(s.target for s in steps if s.action is Action.UPDATE) == ["x", "y"]

    def test_posts_that_were_named_are_not_held(self) -> None:
        works, past = self.days(8, named=True)
        assert {step.action for step in plan(works, past)} == {Action.UPDATE}

    def test_refresh_sends_them_all_for_what_they_are(self) -> None:
        works, past = self.days(8)
        steps = plan(works, past, refresh=True)
        assert {(step.action, step.backfill) for step in steps} == {(Action.UPDATE, False)}
        assert all("«Tb»" in step.reason for step in steps)

    def test_they_are_not_counted_by_the_guard_nor_stopped_by_it(self) -> None:
        works, past = self.days(4)
        changed = [due(f"c{n}") for n in range(2)]
        facts = {now.post.key: (replace(receipt, authored="other"),) for now, receipt in changed}
        every = [*works, *(now for now, _ in changed)]
        steps = plan(every, Past({**past.facts, **facts}), guard=2)
        assert {step.action for step in steps} == {Action.UPDATE}, "two changes, as the guard allows"
        steps = plan(every, Past({**past.facts, **facts}), guard=1)
        assert [step.action for step in steps] == [Action.UPDATE] * 4 + [Action.BLOCKED] * 2

    def test_named_ones_are_asked_for_and_so_the_guard_s(self) -> None:
        works, past = self.days(3, named=True)
        assert {step.action for step in plan(works, past, guard=2)} == {Action.BLOCKED}


class TestHold:
    def held(self, **about: Any) -> Work:
        links = {ON_SITE: ON_SITE, f"{HOME}/c.html": f"{HOME}/c.html", f"{HOME}/a.html": f"{HOME}/a.html"}
        return work(links=links, **{"settings": HOLD, **about})

    def test_a_post_waits_for_those_it_links_to_but_not_for_itself(self) -> None:
        (step,) = plan([self.held()], Past())
        assert step.action is Action.WAIT
        assert "«Tb», «Tc»" in step.reason
        assert "«Ta»" not in step.reason

    def test_now_does_not_wait(self) -> None:
        assert plan([self.held()], Past(), now=True)[0].action is Action.CREATE

    def test_those_that_are_public_there_are_not_waited_for(self) -> None:
        both = self.held(there={"b": PUBLIC, "c": f"{THERE}/8"})
        assert plan([both], Past())[0].action is Action.CREATE

    def test_nor_those_left_out_of_that_target_or_too_old_for_it(self) -> None:
        since = TargetSettings(adapter="a", own_links="hold", since=date(2026, 1, 1))
        old = datetime(2025, 1, 1, tzinfo=UTC)
        entries = (entry("a"), entry("b", left_out=("x",)), entry("c", date=old))
        assert plan([self.held(settings=since, entries=entries)], Past())[0].action is Action.CREATE
        known = Past({"c": (Receipt(target="x", closes="", draft=Draft("3"), digest="", authored=""),)})
        (step,) = plan([self.held(settings=since, entries=entries)], known)
        assert (step.action, "«Tc»" in step.reason) == (Action.WAIT, True)

    def test_nothing_is_held_where_the_site_s_own_pages_are_what_is_public(self) -> None:
        assert plan([self.held(adapter=adapter("https://"))], Past())[0].action is Action.CREATE

    def test_nor_under_another_policy(self) -> None:
        assert plan([self.held(settings=TargetSettings(adapter="a"))], Past())[0].action is Action.CREATE

    def test_what_is_up_to_date_waits_for_nothing(self) -> None:
        now = self.held()
        receipt = sent(now, rendition(now).addresses)
        assert plan([now], Past({"a": (receipt,)}))[0].reason == "up to date"

    def test_missing_are_the_posts_themselves(self) -> None:
        now = self.held(there={"c": PUBLIC})
        assert [each.key for each in missing(rendition(now), now)] == ["b"]


class TestAlreadyPublished:
    def test_a_post_found_on_the_platform_is_not_drafted_again_unless_asked(self) -> None:
        past = Past({"a": (public(),)})
        (step,) = plan([work()], past)
        assert (step.action, PUBLIC in step.reason) == (Action.SKIP, True)
        assert plan([work()], past, create=True)[0].action is Action.CREATE

    def test_not_even_if_it_cannot_be_rendered(self) -> None:
        def broken(of: Work) -> Prepared:
            raise AssertionError("it is left alone unread")

        (planned,) = make_plan([work()], Past({"a": (public(),)}), broken, Options(), NOW)
        assert planned.step.action is Action.SKIP

    def test_on_another_target_it_is_still_new(self) -> None:
        assert plan([work()], Past({"a": (public(target="y"),)}))[0].action is Action.CREATE

    def test_an_address_that_was_taken_back_counts_no_more(self) -> None:
        taken = Published(id="q", at=NOW + timedelta(days=1), target="x", address="")
        assert plan([work()], Past({"a": (public(), taken)}))[0].action is Action.CREATE

    @pytest.mark.parametrize(("days", "action"), [(1, Action.UPDATE), (-1, Action.SKIP)])
    def test_a_draft_made_since_is_a_draft_like_any_other(self, days: int, action: Action) -> None:
        made = replace(sent(work(), {}, at=NOW + timedelta(days=days)), authored="older")
        assert plan([work()], Past({"a": (public(), made)}))[0].action is action
