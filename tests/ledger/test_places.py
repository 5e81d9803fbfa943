"""Where posts stand, told from the ledger: by every name, through renames and merges."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from publisher.ledger.places import by_index, goes_by, keys_of_today, places
from publisher.ledger.store import Ledger
from publisher.model.places import find
from publisher.model.post import Entry, PostKey
from publisher.model.record import Alias, Canonical, Fact, History, Published
from publisher.wire.patience import SYSTEM

START = datetime(2026, 5, 1, tzinfo=UTC)
PUBLIC = "https://x.test/p/1"
HOME = "https://s.test"


def fact(kind: type[Fact], day: int = 0, target: str = "", **about: str) -> Fact:
    return kind(
        id=f"{kind.__name__}{day}{target}{about}", at=START + timedelta(days=day), target=target, **about
    )


def public(address: str, day: int = 0, target: str = "x") -> Fact:
    return fact(Published, day, target, address=address)


def at(address: str, day: int = 0) -> Fact:
    return fact(Canonical, day, address=address)


def called(name: str, day: int = 0) -> Fact:
    return fact(Alias, day, name=name)


def history(key: str, *facts: Fact) -> History:
    return History(PostKey(key), facts)


def index(**entries: str) -> tuple[Mapping[PostKey, Entry], Mapping[str, PostKey]]:
    """Entries by key, each of a path; found by key, path and address."""
    found = {
        PostKey(k): Entry(PostKey(k), f"{path}.md", k, f"{HOME}/{k}.html") for k, path in entries.items()
    }
    spellings = {path: PostKey(k) for k, path in entries.items()}
    return found, spellings | {f"{k}.html": k for k in found} | {str(k): k for k in found}


class TestThere:
    def test_the_newest_address_counts_in_whatever_order_facts_are_read(self) -> None:
        facts = [public(PUBLIC), public("https://x.test/p/2", 1)]
        for order in (facts, facts[::-1]):
            assert places([history("a", *order)]).there == {"x": {"a": "https://x.test/p/2"}}

    def test_what_was_taken_back_is_nowhere(self) -> None:
        taken = history("a", public(PUBLIC), public("", 1))
        assert places([taken]).there == {}
        assert places([taken]).elsewhere == {}
        again = history("a", *taken.facts, public(PUBLIC, 2))
        assert places([again]).there == {"x": {"a": PUBLIC}}

    def test_taking_back_on_one_target_leaves_the_others(self) -> None:
        both = history("a", public(PUBLIC), public("https://y.test/1", 0, "y"), public("", 1))
        assert places([both]).there == {"y": {"a": "https://y.test/1"}}

    def test_of_two_posts_said_to_stand_at_one_address_the_one_told_of_last_does(self) -> None:
        told = places([history("a", public(PUBLIC)), history("b", public(PUBLIC, 1))])
        assert told.there == {"x": {"b": PUBLIC}}
        assert find(PUBLIC, told.elsewhere) == "b"


class TestElsewhere:
    def test_every_address_a_post_had_still_leads_to_it(self) -> None:
        moved = history("a", public(PUBLIC), public("https://x.test/p/2", 1), at(f"{HOME}/a.html"))
        found = places([moved]).elsewhere
        for address in (PUBLIC, "https://x.test/p/2", f"{HOME}/a.html", f"{PUBLIC}?from=timeline"):
            assert find(address, found) == "a"

    def test_a_post_that_stands_there_now_goes_before_one_that_once_did(self) -> None:
        former = history("a", public(PUBLIC, 5), public("https://x.test/p/2", 6))
        for posts in ([former, history("b", public(PUBLIC))], [history("0", public(PUBLIC)), former]):
            assert find(PUBLIC, places(posts).elsewhere) == posts[0 if posts[1] is former else 1].key

    def test_an_address_on_the_site_that_another_post_took_over_is_that_post_s(self) -> None:
        renamed = history("a", at(f"{HOME}/x.html", 3), at(f"{HOME}/y.html", 4))
        assert find(f"{HOME}/x.html", places([renamed, history("b", at(f"{HOME}/x.html"))]).elsewhere) == "b"


class TestNames:
    def test_aliases_and_the_newest_address(self) -> None:
        post = history("a", called("old"), at(f"{HOME}/1.html"), at(f"{HOME}/2.html", 1))
        assert goes_by(post) == ("a", "old", f"{HOME}/2.html")

    def test_a_post_with_another_key_is_found_by_its_path(self) -> None:
        today = by_index(*index(new="notes/a"))
        found = places([history("old", called("notes/a"), public(PUBLIC))], today)
        assert found.there["x"]["new"] == PUBLIC  # type: ignore[index]
        assert find(PUBLIC, found.elsewhere) == "new"

    def test_a_post_whose_file_moved_is_found_by_its_address(self) -> None:
        entries, spellings = index(moved="essays/a")
        today = by_index(entries, {**spellings, "post.html": PostKey("moved")})
        found = places([history("notes/a", at(f"{HOME}/post.html"), public(PUBLIC))], today)
        assert found.there["x"]["moved"] == PUBLIC  # type: ignore[index]

    def test_a_slug_that_was_the_key_leads_to_the_post(self) -> None:
        entries, spellings = index(new="notes/a")
        today = by_index(entries, {**spellings, "post:slug": PostKey("new"), "post:a": PostKey("new")})
        assert today(("slug",)) == "new"
        assert today(("a",)) is None, "a file of that name, in whatever folder, is not the post"

    def test_a_post_that_was_renamed_never_takes_over_another_one_s_history(self) -> None:
        today = by_index(*index(a="notes/today", b="notes/elsewhere"))
        former = history("deleted", called("notes/today"), public(PUBLIC))
        known = (former, history("a", called("notes/x")))
        assert keys_of_today(known, today) == {"deleted": "deleted", "a": "a"}
        assert "a" not in places(known, today).there["x"]

    def test_a_post_that_is_still_there_keeps_its_key(self) -> None:
        today = by_index(*index(a="notes/a"))
        assert today(("a", "notes/b")) == "a"
        assert today(("gone",)) is None


def test_two_ledgers_that_told_differently_agree_once_merged(tmp_path: Path) -> None:
    key = PostKey("a")
    sides = [Ledger(tmp_path / name, SYSTEM) for name in ("laptop", "runner")]
    first = sides[0].append(key, Published(target="x", address=PUBLIC))
    second = sides[1].append(key, Published(target="x", address="https://x.test/p/2"))
    sides[1].append(key, Canonical(target="", address=f"{HOME}/a.html"))
    assert first.at < second.at
    texts = [
        (tmp_path / name / "ledger" / "a.jsonl").read_text(encoding="utf-8") for name in ("laptop", "runner")
    ]
    for number, order in enumerate((texts, texts[::-1], [*texts, *texts])):
        union = tmp_path / str(number) / "ledger" / "a.jsonl"
        union.parent.mkdir(parents=True)
        union.write_text("".join(order), encoding="utf-8")
        found = Ledger(tmp_path / str(number), SYSTEM).places()
        assert found.there == {"x": {"a": "https://x.test/p/2"}}
        assert all(find(address, found.elsewhere) == "a" for address in (PUBLIC, f"{HOME}/a.html"))
