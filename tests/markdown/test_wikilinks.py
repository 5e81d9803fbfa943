"""`[[…]]` as Obsidian writes links, and all that only looks like one."""

import pytest

from publisher.markdown.parse import parse
from publisher.markdown.passes.links import resolve
from publisher.markdown.plain import plain
from publisher.markdown.walk import walk
from publisher.model.post import Entry, PostKey, Site
from publisher.model.tree import Image, Link

ONE = PostKey("one")
SITE = Site(
    url="http://here.example",
    entries={ONE: Entry(ONE, "posts/one.md", "第一篇", "http://here.example/one.html")},
    index={"one": ONE, "posts/one.md": ONE, "post:one": ONE, "title:第一篇": ONE},
    addresses={ONE: "https://platform.example/p/1"},
)


@pytest.mark.parametrize(
    ("text", "url", "words"),
    [
        ("[[标题]]", "wiki:标题", "标题"),
        ("见[[标题|这里]]。", "wiki:标题", "这里"),
        ("[[标题#小节]]", "wiki:标题#小节", "标题 > 小节"),
        ("[[标题#小节|看]]", "wiki:标题#小节", "看"),
        ("[[dir/a b]]", "wiki:dir/a b", "dir/a b"),
        ("[[#小节]]", "#小节", "小节"),
        ("| [[标题\\|这里]] |\n|--|", "wiki:标题", "这里"),
    ],
)
def test_a_title_in_two_brackets_is_a_link(found, text, url, words):
    assert [(link.url, plain(link)) for link in found(text, Link)] == [(url, words)]


def test_a_wikilink_knows_its_place(found):
    text = "见 [[标题|这里]]。"
    assert text[slice(*found(text, Link)[0].span)] == "[[标题|这里]]"


@pytest.mark.parametrize(
    ("text", "src", "alt", "sizes"),
    [
        ("![[a b.png]]", "a b.png", "", (0, 0)),
        ("![[a.png|300]]", "a.png", "", (300, 0)),
        ("![[a.PNG|300x200]]", "a.PNG", "", (300, 200)),
        ("![[a.png|一张图]]", "a.png", "一张图", (0, 0)),
    ],
)
def test_a_picture_in_two_brackets_is_a_picture(found, text, src, alt, sizes):
    (image,) = found(text, Image)
    assert (image.src, image.alt, (image.width, image.height), image.tag) == (src, alt, sizes, "wiki")
    assert text[slice(*image.span)] == text


def test_a_text_within_a_text_becomes_a_link_with_a_note(found):
    assert [link.url for link in found("![[标题]]", Link)] == ["wiki:标题"]
    assert [note.kind for note in parse("![[标题]]").notes] == ["embed-as-link"]


@pytest.mark.parametrize(
    "text",
    [
        "[[1]]",
        "[[1,2],[3,4]]",
        "[[0.1, 0.2]]",
        "[[a, b]]",
        "[[ -f x ]]",
        "[[]]",
        "[[a\nb]]",
        "`[[a b]]`",
        "\\[[标题]]",
    ],
)
def test_what_is_no_title_is_text(found, text):
    assert found(text, Link) == []


def test_a_number_in_brackets_may_be_a_link_s_words(found):
    assert [(link.url, plain(link)) for link in found("[[1]](https://a.b) [[标题]](c)", Link)] == [
        ("https://a.b", "[1]"),
        ("c", "[标题]"),
    ]


def test_a_defined_reference_comes_first(found):
    assert [(link.url, plain(link)) for link in found("[[标题]]\n\n[标题]: /a", Link)] == [("/a", "标题")]


def resolved(text):
    document, notes = resolve(parse(text).document, SITE)
    return document, notes


@pytest.mark.parametrize(
    ("text", "url", "words"),
    [
        ("[[第一篇]]", "https://platform.example/p/1", "第一篇"),
        ("[[one|词]]", "https://platform.example/p/1", "词"),
        ("[[posts/one]]", "https://platform.example/p/1", "posts/one"),
        ("[[vault/posts/one.md#节|词]]", "https://platform.example/p/1", "词"),
    ],
)
def test_a_wikilink_leads_to_the_post_it_names(text, url, words):
    document, notes = resolved(text)
    (link,) = (node for node in walk(document) if isinstance(node, Link))
    assert (link.url, link.own, plain(link), notes) == (url, ONE, words, ())


@pytest.mark.parametrize(("text", "words"), [("[[没有|词]]", "词"), ("[[没有这篇]]", "没有这篇")])
def test_a_wikilink_to_nothing_keeps_its_words_with_a_note(text, words):
    document, notes = resolved(text)
    assert [node for node in walk(document) if isinstance(node, Link)] == []
    assert (plain(document), [note.kind for note in notes]) == (words, ["own-link-unknown"])


@pytest.mark.parametrize("text", ["[[nodiscard]] int f();", "[[row_index]]"])
def test_code_that_looks_like_a_wikilink_stays_as_it_is(text):
    assert plain(resolved(text)[0]) == text
