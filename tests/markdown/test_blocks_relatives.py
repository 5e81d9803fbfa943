"""Related posts are ranked the same way on every run, and fast enough for any blog."""

import random
import time
from datetime import UTC, datetime, timedelta

from publisher.markdown.blocks import relatives
from publisher.model.post import Entry, PostKey, Site

START = datetime(2024, 1, 1, tzinfo=UTC)


def entry(key: str, day: int | None = 0, **more: object) -> Entry:
    date = None if day is None else START + timedelta(days=day)
    made = {"title": key, "url": f"https://here.example/{key}", **more}
    return Entry(key=PostKey(key), path=f"{key}.md", date=date, **made)  # type: ignore[arg-type]


def ranked(of: str, *entries: Entry, **more: object) -> list[str]:
    site = Site(entries={each.key: each for each in entries}, **more)  # type: ignore[arg-type]
    return list(relatives.of(site).ranked(site.entries[PostKey(of)]))


def test_parts_of_the_series_come_first_those_next_to_it_before_others() -> None:
    parts = [entry(f"p{n}", n, title=f"算法题({n})") for n in range(1, 6)]
    assert ranked("p4", *parts, entry("near", 4)) == ["p5", "p3", "p2", "p1", "near"]


def test_then_posts_that_cite_it_or_are_cited_both_before_one() -> None:
    posts = [entry(key, day) for day, key in enumerate(("me", "near", "citing", "cited", "both"))]
    citations = {"me": ("cited", "both"), "citing": ("me",), "both": ("me",)}
    assert ranked("me", *posts, citations=citations) == ["both", "citing", "cited", "near"]


def test_then_what_tags_and_categories_they_share_rare_ones_weighing_more() -> None:
    posts = [
        entry("me", tags=("LLM", "MoE"), categories=(("CS", "NLP"),)),
        *(entry(f"llm{n}", n, tags=("llm",)) for n in range(1, 5)),
        entry("moe", 100, tags=("MoE",)),
        entry("nlp", 50, categories=(("CS", "NLP"),)),
        entry("cv", 40, categories=(("CS", "CV"),)),
        entry("none", 0),
    ]
    assert ranked("me", *posts) == ["nlp", "moe", "cv", "llm1", "llm2", "llm3", "llm4", "none"]


def test_then_nearness_in_date_the_newer_of_two_and_posts_without_date_last() -> None:
    posts = [entry("me", 10), entry("a", 8), entry("b", 12), entry("c", 11), entry("d", None)]
    assert ranked("me", *posts) == ["c", "b", "a", "d"]


def test_posts_that_lists_are_not_to_show_are_in_none() -> None:
    posts = [entry("me", title="笔记(1)"), entry("draft", title="笔记(2)", listed=False), entry("no", url="")]
    assert ranked("me", *posts) == []
    assert ranked("me", *posts, addresses={"no": "https://there.example/1"}) == ["no"]
    assert relatives.of(Site(entries={each.key: each for each in posts})).series == {}


def test_the_order_does_not_depend_on_the_order_of_the_site() -> None:
    posts = [entry(f"k{n}", n % 3, tags=(f"t{n % 4}", f"u{n % 5}")) for n in range(40)]
    order = ranked("k7", *posts)
    random.Random(7).shuffle(posts)
    assert ranked("k7", *posts) == order


def test_newer_and_older_are_the_next_by_date() -> None:
    posts = {each.key: each for each in (entry("a", 1), entry("b", 2), entry("c", 2), entry("d", None))}
    found = relatives.of(Site(entries=posts))
    assert found.neighbours(posts[PostKey("a")]) == ("b", None)
    assert found.neighbours(posts[PostKey("b")]) == ("c", "a")
    assert found.neighbours(posts[PostKey("c")]) == (None, "b")
    assert found.neighbours(posts[PostKey("d")]) == (None, None)
    assert found.neighbours(entry("new", 1)) == ("b", "a")


def test_a_thousand_posts_take_less_than_two_milliseconds_each() -> None:
    chance = random.Random(1)
    keys = [f"k{n}" for n in range(1000)]
    tags = [f"t{n}" for n in range(12)]
    posts = {
        PostKey(key): entry(key, day, title=f"题{day % 90}({day})", tags=tuple(chance.sample(tags, 5)))
        for day, key in enumerate(keys)
    }
    citations = {PostKey(key): tuple(map(PostKey, chance.sample(keys, 50))) for key in keys}
    site = Site(entries=posts, citations=citations)
    times = []
    for first in range(0, 1000, 200):
        started = time.process_time()
        for key in keys[first : first + 200]:
            relatives.of(site).ranked(posts[PostKey(key)])
        times.append((time.process_time() - started) / 200)
    assert min(times) < 0.002
