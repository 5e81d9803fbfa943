"""The list of related posts: kept by hand, listed in front matter, and filled up with computed ones."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from publisher.markdown.blocks import fill, recognise, replacements
from publisher.markdown.blocks.context import Context
from publisher.markdown.blocks.listed import find_post, listed, wanted
from publisher.markdown.blocks.shown import Shown, shown
from publisher.markdown.parse import parse
from publisher.markdown.rewrite import apply
from publisher.markdown.walk import walk
from publisher.model.post import BlockRule, Entry, Note, Post, PostKey, Site
from publisher.model.tree import Link, Region

START = datetime(2024, 1, 1, tzinfo=UTC)
HERE = "https://here.example"
TEMPLATE = """\
{{ heading }}

{% for group in groups %}
{% if group.name %}
- {{ group.name | md }}：
{% endif %}
{% if group.is_short %}
{% for link in group.links %}[{{ link.title | md }}]({{ link.url }}){{ "、" if not loop.last }}{% endfor +%}
{% else %}
{% for link in group.links %}
{{ "  " if group.name }}- [{{ link.title | md }}]({{ link.url }}){{ link.remark | md }}
{% endfor %}
{% endif %}

{% endfor %}
"""
RULE = BlockRule("related", ("Earlier",), place="end")


def site(titles: Mapping[str, str], **more: object) -> Site:
    entries = {
        PostKey(key): Entry(
            PostKey(key), f"p/{key}.md", title, f"{HERE}/{key}.html", START + timedelta(days=day)
        )
        for day, (key, title) in enumerate(titles.items())
    }
    index = {f"{key}.html": key for key in entries} | {key: key for key in entries}
    index |= {f"title:{entry.title}": entry.key for entry in entries.values()}
    index |= {entry.path: entry.key for entry in entries.values()}
    given = {"url": HERE, "entries": entries, "index": index, "blocks": (RULE,), **more}
    return Site(resources={"templates/related.md.j2": TEMPLATE}, **given)  # type: ignore[arg-type]


def letters(count: int) -> dict[str, str]:
    return {chr(ord("a") + at): f"Post {chr(ord('A') + at)}" for at in range(count)}


def post(text: str, related: object = None, key: str = "me") -> Post:
    document = recognise(parse(text).document, text, (RULE,))
    publish = {} if related is None else {"related": related}
    return Post(PostKey(key), f"p/{key}.md", text, "Me", document, date=START, publish=publish)


def groups(made: Post, at: Site) -> dict[str, list[str]]:
    """What a template is given: by group, the links' titles."""
    regions = tuple(block for block in made.document.blocks if isinstance(block, Region))
    return {group.name: [link.title for link in group.links] for group in Context(regions, made, at).related}


def kept(*keys: str, group: str = "") -> str:
    head = f"- {group}：\n" if group else ""
    return f"text\n\nEarlier\n\n{head}" + "".join(f"[{key}]({HERE}/{key}.html)  \n" for key in keys)


# ── listed in front matter ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "name",
    [
        "b",
        "p/b.md",
        "[[Post B]]",
        "Post B",
        "b.html",
        f"{HERE}/b.html",
        f"{HERE}/b.html#x",
        "https://there.example/9?sn=1&x=y",
    ],
)
def test_a_post_is_found_by_any_spelling(name: str) -> None:
    at = site(letters(3), elsewhere={"there.example/9?sn=1": PostKey("b")})
    assert find_post(name, at) == "b"


@pytest.mark.parametrize("name", ["z", "Post Z", "https://there.example/8", "[", "http://["])
def test_what_is_no_post_is_none(name: str) -> None:
    assert find_post(name, site(letters(3))) is None


def test_items_are_posts_links_and_groups_of_them() -> None:
    at = site(letters(4))
    value = [
        "b",
        {"G：": ["Post C", "[w](https://x.example/a(b)) good"]},
        f"[B!]({HERE}/b.html)",
        "[D](d.html) mine",
    ]
    found = listed(post("text", value), at)
    told = [
        (name, [(link.title, link.url, link.key, link.remark) for link in links]) for name, links in found
    ]
    assert told == [
        ("", [("Post B", f"{HERE}/b.html", "b", ""), ("D", f"{HERE}/d.html", "d", " mine")]),
        ("G：", [("Post C", f"{HERE}/c.html", "c", ""), ("w", "https://x.example/a%28b%29", "", " good")]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "value", [[1.5], [True], [[]], [""], [None], {"G": 1}, [{"G": {"H": ["a"]}}], [{"G": [["a"]]}]]
)
def test_what_is_no_list_of_posts_says_so(value: object) -> None:
    with pytest.raises(ValueError, match=r"an item is|holds no list"):
        wanted(value)


# ── the list as a whole ─────────────────────────────────────────────────────────────────────────


def test_a_post_without_a_list_gets_what_relates_most_up_to_the_site_s_number() -> None:
    assert groups(post("text"), site(letters(9), related=3)) == {"": ["Post A", "Post B", "Post C"]}
    assert len(groups(post("text"), site(letters(9)))[""]) == 9


def test_a_list_kept_by_hand_is_filled_up_and_never_holds_a_post_twice() -> None:
    at = site(letters(9), related=4)
    assert groups(post(kept("c", "i")), at) == {"": ["c", "i", "Post A", "Post B"]}
    assert groups(post(kept("c"), ["i", "c"]), at) == {"": ["c", "Post I", "Post A", "Post B"]}


def test_a_list_kept_by_hand_is_shown_in_full_unless_the_site_cuts_it() -> None:
    at = site(letters(9), related=2)
    assert groups(post(kept("e", "d", "c")), at) == {"": ["e", "d", "c"]}
    made = post(kept("e", "d", "c", "b"))
    document, notes = fill(made.document, replace(at, cut_kept=True), made)
    assert [node.own for node in walk(document) if isinstance(node, Link)] == ["c", "b"]
    (note,) = notes
    assert note == Note(
        "related-cut", "2 of the 4 related posts listed by hand are shown, as `related` says", 3
    )
    assert replacements(made, replace(at, cut_kept=True))[1] == notes


def test_what_front_matter_lists_is_cut_last() -> None:
    at = site(letters(9), related=2, cut_kept=True)
    assert groups(post(kept("a", "b"), ["i"]), at) == {"": ["a", "Post I"]}


def test_a_listed_address_of_this_site_that_is_no_post_s_is_told() -> None:
    made = post("text", [f"{HERE}/gone.html", "https://x.example/gone.html", f"{HERE}/a.html"])
    _, notes = fill(made.document, site(letters(2)), made)
    gone = f"publish.related: {HERE}/gone.html leads to no post of this site"
    assert notes == (Note("related-unknown", gone),)


def test_a_post_never_relates_to_itself() -> None:
    assert "Post A" not in groups(post("text", key="a"), site(letters(3)))[""]


SECTIONS = {"a": "MoE", "b": "MoE", "c": "Data", "d": "Data", "e": "Lone"}


def test_computed_posts_stand_under_the_headings_their_author_lists_them_under() -> None:
    at = site(letters(6), sections=SECTIONS)
    assert groups(post("text"), at) == {
        "": ["Post E", "Post F"],
        "MoE": ["Post A", "Post B"],
        "Data": ["Post C", "Post D"],
    }


def test_computed_posts_join_the_author_s_group_of_that_name() -> None:
    at = site(letters(4), sections={"a": "data", "b": "MoE"})
    assert groups(post(kept("c", group="Data")), at) == {"": ["Post B", "Post D"], "Data": ["c", "Post A"]}


def test_parts_of_the_post_s_own_series_stand_under_its_name_by_their_numbers() -> None:
    at = site({"x": "Other", "c": "算法题(3)", "a": "算法题(1)", "me": "算法题(2)"})
    assert groups(post("text"), at) == {"": ["Other"], "算法题": ["(1)", "(3)"]}


def test_links_lead_to_where_the_post_stands_on_the_target() -> None:
    at = site(letters(2), addresses={"a": "https://there.example/1"})
    document = fill(post("text").document, at, post("text"))[0]
    links = {node.own: node.url for node in walk(document) if isinstance(node, Link)}
    assert links == {"a": "https://there.example/1", "b": f"{HERE}/b.html"}


def test_a_place_within_a_listed_post_is_kept_where_it_means_something() -> None:
    made = post("text", ["[one](a#one)", "b"])
    for addresses, led in (
        ({}, f"{HERE}/a.html#one"),
        ({"a": "https://there.example/1"}, "https://there.example/1"),
    ):
        document = fill(made.document, site(letters(2), addresses=addresses), made)[0]
        assert [node.url for node in walk(document) if isinstance(node, Link)] == [led, f"{HERE}/b.html"]


def test_a_template_knows_the_series_and_the_neighbours() -> None:
    at = site({"a": "算法题(1)", "me": "算法题(2)", "c": "算法题(3)"})
    context = Context((), replace(post("text"), date=START + timedelta(days=1)), at).of("footer")
    series, newer, older = (context[name] for name in ("series", "newer", "older"))
    assert [(link.title, link.current) for link in series.links] == [  # type: ignore[attr-defined]
        ("算法题(1)", False),
        ("算法题(2)", True),
        ("算法题(3)", False),
    ]
    assert (newer.url, older.title) == (f"{HERE}/c.html", "算法题(1)")  # type: ignore[attr-defined]
    assert not Context((), post("text", key="z"), at).of("footer")["series"]


@pytest.mark.parametrize("related", [0, 3, 6])
@pytest.mark.parametrize(
    "text", ["text\n", kept("c", "f"), kept("c", group="MoE"), kept("c", group="算法题")]
)
def test_a_post_made_of_its_own_output_has_the_same_list(text: str, related: int) -> None:
    titles = {**letters(6), "x": "算法题(1)", "me": "算法题(2)", "y": "算法题(3)"}
    at = site(titles, sections=SECTIONS, related=related)
    once = patched(text, at)
    assert patched(once, at) == once
    assert groups(post(once), at) == groups(post(text), at)


def patched(text: str, at: Site) -> str:
    return apply(text, [found.edit for found in replacements(post(text), at)[0]])


def test_what_regions_hold_and_what_is_shown_can_be_compared() -> None:
    at = site(letters(4), related=2)
    made = post(kept("b") + "[x](https://x.example)\n\n![p](p.png)\n")
    before = shown(made.document, at)
    assert before == Shown(frozenset({PostKey("b")}), frozenset({"https://x.example"}), frozenset({"p.png"}))
    after = shown(fill(made.document, at, made)[0], at)
    assert before - after == Shown(pictures=frozenset({"p.png"}))
    assert not shown(made.document, at, "footer")
