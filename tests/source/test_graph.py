"""Which posts link to which, read from the sources once, and again only where they changed."""

import os
from collections.abc import Callable

import pytest

from publisher.model.places import elsewhere
from publisher.model.post import PostKey
from publisher.source.graph import Graph, Targets, build_graph, mentions
from publisher.source.index import build_index
from publisher.source.settings import Settings

from .conftest import SETTINGS

Make = Callable[..., Settings]
LONG_AGO, SECOND = 1_600_000_000_000_000_000, 1_000_000_000


def post(key: str, body: str, date: str = "2024-01-01", more: str = "") -> str:
    return f"---\ntitle: Title {key}\nabbrlink: {key}\ndate: {date}\n{more}---\n\n{body}\n"


FILES = {
    "posts/a.md": post(
        "a", "[x](https://here.example/b.html) [[Title c]] [y](b.md) `[z](/d.html)`\n\n[w](/a.html)"
    ),
    "posts/b.md": post("b", "Words.\n\nEarlier\n\n- Models:\n  [c](/c.html)\n  [d](/d.html)\n", "2024-02-01"),
    "posts/c.md": post("c", "{% post_link a %}\n\nEarlier\n\n- Maths:\n  [d](/d.html)\n", "2024-03-01"),
    "posts/d.md": post("d", "[x](https://zhuanlan.example/p/1?x=1) [y](http://www.here.example/gone.html)"),
    "posts/e.md": post("e", "none", "2025-01-01", "publish: {related: [{Odds: [a]}, b], group: Ends}\n"),
}


def graph(settings: Settings) -> Graph:
    known = elsewhere([("https://zhuanlan.example/p/1", PostKey("a"))])
    return build_graph(settings, build_index(settings), known)


def rewritten(settings: Settings, path: str, text: str, *, seen: bool) -> None:
    """Another text in a file, as long as before; the file's time tells of it only if `seen`."""
    file = settings.root / path
    assert file.stat().st_size == len(text.encode())
    file.write_bytes(text.encode())
    os.utime(file, ns=(LONG_AGO + seen * SECOND, LONG_AGO + seen * SECOND))


def test_citations_are_prose_links_in_order_under_any_spelling(make: Make) -> None:
    assert graph(make(FILES)).citations == {"a": ("b", "c"), "c": ("a",), "d": ("a",)}


def test_sections_are_what_most_lists_say_then_the_newest_then_the_front_matter(make: Make) -> None:
    assert graph(make(FILES)).sections == {"a": "Odds", "c": "Models", "d": "Maths", "e": "Ends"}
    more = {**FILES, "posts/f.md": post("f", "Earlier\n\n- Models:\n  [d](/d.html)\n", "2020-01-01")}
    assert graph(make(more)).sections["d"] == "Models"


def test_mentions_tell_every_link_with_its_line_and_region(make: Make) -> None:
    settings = make(FILES)
    index = build_index(settings)
    found = mentions(settings, index)
    assert [(each.line, each.url, each.words, each.block, each.group) for each in found["posts/b.md"]] == [
        (12, "/c.html", "c", "related", "Models"),
        (13, "/d.html", "d", "related", "Models"),
    ]
    assert {each.path for each in found["posts/a.md"]} == {"posts/a.md"}
    targets = Targets(settings, index)
    assert [targets.of(each.path, each.url) for each in found["posts/a.md"]] == ["b", "c", "b", "a"]


def test_a_link_to_a_file_starts_from_the_file_it_stands_in(make: Make) -> None:
    settings = make(
        {
            "posts/x/index.md": post("x", "[a](../y/index.md#b) [b](index.md)"),
            "posts/y/index.md": post("y", "[a](index.md) [b](../x/index.md)"),
        }
    )
    assert graph(settings).citations == {"x": ("y",), "y": ("x",)}


def test_a_link_to_a_page_may_start_from_the_page_it_stands_on(make: Make) -> None:
    settings = make(
        {
            "posts/x.md": post("x", "[a](../../03/y/#b) [c](./z/)"),
            "posts/y.md": post("y", "[a](../y/)", "2024-03-01"),
            "posts/z.md": post("z", "[a](./)"),
        },
        SETTINGS.replace(":abbrlink.html", ":year/:month/:abbrlink/"),
    )
    assert graph(settings).citations == {"x": ("y",)}


def test_only_files_that_changed_are_read_again(make: Make) -> None:
    settings = make({name: FILES[name] for name in ("posts/a.md", "posts/b.md", "posts/c.md")})
    for file in settings.root.rglob("*.md"):
        os.utime(file, ns=(LONG_AGO, LONG_AGO))  # what is as new as the cache is read again
    assert graph(settings).citations["c"] == ("a",)  # type: ignore[index]
    other = FILES["posts/c.md"].replace("post_link a", "post_link b")
    rewritten(settings, "posts/c.md", other, seen=False)
    assert graph(settings).citations["c"] == ("a",)  # type: ignore[index]
    rewritten(settings, "posts/c.md", other, seen=True)
    assert graph(settings).citations["c"] == ("b",)  # type: ignore[index]


def test_other_block_rules_read_all_links_anew(make: Make) -> None:
    settings = make(FILES)
    graph(settings)
    text = (settings.root / "publish.toml").read_text(encoding="utf-8").replace('"Earlier"', '"Later"')
    assert graph(make(settings=text)).citations["b"] == ("c", "d")  # type: ignore[index]


@pytest.mark.parametrize("content", [b"", b"{", b'{"version": 1, "files": 3}', b"\xff\xfe"])
def test_a_broken_cache_is_done_without(make: Make, content: bytes) -> None:
    settings = make(FILES)
    whole = graph(settings)
    assert settings.cache is not None
    (settings.cache / "links.json").write_bytes(content)
    assert graph(settings) == whole


def test_a_file_that_is_gone_or_broken_has_no_links(make: Make) -> None:
    settings = make({**FILES, "posts/bad.md": b"---\ntitle: x\n---\n\xff [a](/a.html)"})
    index = build_index(settings)
    (settings.root / "posts/a.md").unlink()
    found = mentions(settings, index)
    assert found["posts/a.md"] == ()
    assert "posts/bad.md" not in found
