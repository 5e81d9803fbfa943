"""Front matter says which posts a post is listed with: indexed, checked with lines, given a place."""

from collections.abc import Mapping

import pytest

from publisher.model.post import Entry, Post
from publisher.model.tree import Region
from publisher.source.index import Index, build_index
from publisher.source.load import load_post

from .conftest import SETTINGS, Make

Files = Mapping[str, str]
OTHER = {"posts/other.md": "---\ntitle: An Other\nabbrlink: 1736008\n---\nx"}


def loaded(make: Make, front: str, settings: str = SETTINGS, body: str = "text\n") -> Post:
    site = make({**OTHER, "posts/a.md": f"---\ntitle: T\n{front}\n---\n{body}"}, settings)
    return load_post(site, build_index(site), "posts/a.md")


def entry(make: Make, front: str) -> Entry:
    return indexed(make, {"posts/a.md": f"---\ntitle: T\n{front}\n---\nx"}).posts["posts/a.md"]


def indexed(make: Make, files: Files) -> Index:
    site = make(files)
    build_index(site)
    return build_index(site)  # as it is kept


def places(post: Post) -> list[str]:
    return [block.name for block in post.document.blocks if isinstance(block, Region)]


@pytest.mark.parametrize(
    ("front", "series", "group"),
    [
        ("publish: {series: 从零 开始, group: MoE}", "从零 开始", "MoE"),
        ("series: Hexo's", "Hexo's", ""),
        ("series: [Hugo's, other]", "Hugo's", ""),
        ("series: theirs\npublish: {series: ours}", "ours", ""),
        ("publish: {series: 7, group: [a]}", "7", ""),
        ("publish: [series]\nseries: {a: b}", "", ""),
    ],
)
def test_series_and_group_are_in_the_entry(make: Make, front: str, series: str, group: str) -> None:
    found = entry(make, front)
    assert (found.series, found.group) == (series, group or found.group)


@pytest.mark.parametrize("front", ["draft: true", "hidden: yes", "published: false", "private: TRUE"])
def test_what_its_blog_does_not_list_is_not_listed(make: Make, front: str) -> None:
    assert not entry(make, front).listed


@pytest.mark.parametrize("front", ["draft: false", "published: true", "hidden: ", "tags: [draft]"])
def test_everything_else_is(make: Make, front: str) -> None:
    assert entry(make, front).listed


def test_the_index_keeps_what_front_matter_lists_as_it_is_written(make: Make) -> None:
    index = indexed(
        make,
        {
            "posts/a.md": "---\npublish:\n  related: [1736008, {M: [b, '[c](d) e']}]\n  x: {at: +1d}\n---\nx",
            "posts/b.md": "---\npublish: {related: {MoE: [b]}}\n---\nx",
            "posts/c.md": "---\npublish: [related]\n---\nx",
        },
    )
    assert index.related == {
        "posts/a.md": ["1736008", {"M": ["b", "[c](d) e"]}],
        "posts/b.md": {"MoE": ["b"]},
    }


@pytest.mark.parametrize(
    ("front", "line", "message"),
    [
        ("publish:\n  related: [[a]]", 4, "publish.related: an item is a post"),
        ("publish:\n  series: [a]", 4, "publish.series must be one name"),
        ("publish:\n  group: {a: b}", 4, "publish.group must be one name"),
        ("publish:\n  relatd: [a]", 4, 'publish.relatd: unknown key — did you mean "related"?'),
        (
            "publish: {related: {G: 1.5, H: {I: a}}}",
            3,
            'publish.related: the group "H" holds no list of posts',
        ),
    ],
)
def test_a_mistake_is_named_with_its_line(make: Make, front: str, line: int, message: str) -> None:
    (problem,) = loaded(make, front).problems
    assert problem.line == line
    assert problem.message.startswith(message)


def test_a_post_that_is_not_there_is_a_note_with_its_line_and_a_suggestion(make: Make) -> None:
    front = "publish:\n  related:\n    - 1736008\n    - An Othr\n    - '[x](https://x.example)'\n    - coming"
    post = loaded(make, front)
    assert post.problems == ()
    assert [(note.kind, note.line) for note in post.notes] == [("related-unknown", 6), ("related-unknown", 8)]
    assert post.notes[0].detail.endswith(
        'An Othr means no post of this site and is left out; did you mean "An Other"?'
    )
    assert "did you mean" not in post.notes[1].detail


@pytest.mark.parametrize(
    "name", ["1736008", "posts/other.md", "An Other", "other", "https://here.example/1736008.html"]
)
def test_a_post_that_is_there_needs_none(make: Make, name: str) -> None:
    assert loaded(make, f"publish: {{related: ['{name}']}}").notes == ()


def test_a_post_that_lists_others_has_a_place_for_them_whatever_the_rule_says(make: Make) -> None:
    assert places(loaded(make, "publish: {related: [other]}")) == ["related"]
    assert places(loaded(make, "publish: {related: []}")) == []
    assert places(loaded(make, "publish: {series: x}")) == []
    assert places(loaded(make, "publish: {related: [other]}", body="Earlier\n\n[a](b)\n\n***\n\nx")) == [
        "related"
    ]


def test_without_a_block_of_that_name_it_is_said_that_nothing_shows_the_list(make: Make) -> None:
    settings = SETTINGS.replace('name = "related"', 'name = "past"')
    (note,) = loaded(make, "publish:\n  related: [other]", settings).notes
    assert (note.kind, note.line) == ("block-place", 4)
