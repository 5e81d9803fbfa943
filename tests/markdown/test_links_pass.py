"""Links to own posts: under any spelling they lead to where the post stands on the target."""

from dataclasses import replace

import pytest

from publisher.markdown.parse import parse
from publisher.markdown.passes.links import absolute, as_text, prose, resolve, stands
from publisher.markdown.plain import plain
from publisher.markdown.walk import walk
from publisher.model.places import elsewhere
from publisher.model.post import Entry, Note, PostKey, Site
from publisher.model.tree import Document, Link, Region

ONE, TWO, BARE = PostKey("3345028a"), PostKey("two"), PostKey("bare")
SITE = Site(
    url="http://here.example",
    aliases=("https://www.here.example",),
    entries={
        ONE: Entry(ONE, "posts/one.md", "The first", "http://here.example/3345028a.html"),
        TWO: Entry(TWO, "posts/two.md", "The second", "http://here.example/two.html"),
        BARE: Entry(BARE, "posts/bare.md", "No address", ""),
    },
    index={
        "3345028a": ONE,
        "3345028a.html": ONE,
        "posts/one.md": ONE,
        "two.html": TWO,
        "bare": BARE,
        "post:one": ONE,
        "title:The second": TWO,
    },
    addresses={TWO: "https://platform.example/p/2"},
)


def resolved(markdown: str, site: Site = SITE) -> tuple[Document, tuple[Note, ...]]:
    return resolve(parse(markdown).document, site)


def link(markdown: str) -> Link:
    document, notes = resolved(markdown)
    assert notes == ()
    (found,) = (node for node in walk(document) if isinstance(node, Link))
    return found


@pytest.mark.parametrize(
    ("address", "key", "url"),
    [
        ("http://here.example/3345028a.html", ONE, "http://here.example/3345028a.html"),
        ("https://www.here.example/3345028a", ONE, "http://here.example/3345028a.html"),
        ("https://HERE.example/3345028a.html?utm=1#a", ONE, "http://here.example/3345028a.html#a"),
        ("/3345028a.html#a", ONE, "http://here.example/3345028a.html#a"),
        ("//here.example/two.html", TWO, "https://platform.example/p/2"),
        ("http://here.example/two.html#b", TWO, "https://platform.example/p/2"),
        ("posts/one.md", ONE, "http://here.example/3345028a.html"),
        ("/bare", BARE, "/bare"),
    ],
)
def test_an_own_post_is_found_and_led_to(address: str, key: str, url: str) -> None:
    found = link(f"[words]({address})")
    assert (found.own, found.url, plain(found)) == (key, url, "words")


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/3345028a.html",
        "mailto:3345028a",
        "#part",
        "http://here.example/",
        "http://here.example",
        "https://www.here.example/index.html",
        "http://here.example/files/paper.pdf",
        "/files/paper.pdf",
        "http://[broken/3345028a",
    ],
)
def test_what_is_no_own_post_stays_silently(address: str) -> None:
    document = Document(blocks=(replace(parse("[x](y)").document.blocks[0]),))
    before = next(node for node in walk(document) if isinstance(node, Link))
    changed, notes = resolve(
        replace(document, blocks=(replace(document.blocks[0], inlines=(replace(before, url=address),)),)),
        SITE,
    )  # type: ignore[call-arg]
    (after,) = (node for node in walk(changed) if isinstance(node, Link))
    assert (after.url, after.own, notes) == (address, "", ())


@pytest.mark.parametrize(
    "address",
    [
        "http://here.example/deadbeef.html",
        "/deadbeef.html",
        "https://www.here.example/tags/nlp/",
    ],
)
def test_an_own_address_without_a_post_is_kept_with_a_note(address: str) -> None:
    document, notes = resolved(f"text\n\n[words]({address})")
    (found,) = (node for node in walk(document) if isinstance(node, Link))
    assert (found.url, found.own) == (address, "")
    (note,) = notes
    assert (note.kind, note.line) == ("own-link-unknown", 3)
    assert address in note.detail


@pytest.mark.parametrize("address", ["../gone.md", "gone.markdown#part"])
def test_a_file_without_a_post_keeps_its_words(address: str) -> None:
    document, notes = resolved(f"text\n\n[words]({address})")
    assert [node for node in walk(document) if isinstance(node, Link)] == []
    assert plain(document) == "text\n\nwords"
    assert [(note.kind, note.line, address in note.detail) for note in notes] == [
        ("own-link-unknown", 3, True)
    ]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("{% post_link bare %}", "No address"),
        ("{% post_link bare words %}", "words"),
        ("[[No address]]", "No address"),
    ],
)
def test_a_name_of_a_post_without_an_address_keeps_its_words_with_a_note(written: str, words: str) -> None:
    nameable = replace(SITE, index={**SITE.index, "post:bare": BARE, "title:No address": BARE})
    source = parse(f"before {written} after").document
    document, (note,) = resolve(source, nameable)
    assert plain(document) == f"before {words} after"
    assert not any(isinstance(node, Link) for node in walk(document))
    assert (note.kind, note.line, "“No address”" in note.detail) == ("own-link-unknown", 1, True)
    assert {sent.strip() for sent in prose(source, nameable).values()} <= {"", "No address"}
    there = replace(nameable, addresses={BARE: "https://platform.example/p/9"})
    (found,) = (node for node in walk(resolve(source, there)[0]) if isinstance(node, Link))
    assert (found.url, plain(found)) == ("https://platform.example/p/9", words)


def test_a_path_may_have_folders_the_site_does_not_know() -> None:
    text = '[words]({{< ref "blog/posts/one.md#part" >}})'
    document, notes = resolve(parse(text, dialect="hugo").document, SITE)
    (found,) = (node for node in walk(document) if isinstance(node, Link))
    assert (found.own, found.url, notes) == (ONE, "http://here.example/3345028a.html#part", ())


@pytest.mark.parametrize(("dialect", "part"), [("hexo", "One-Part"), ("hugo", "one-part")])
def test_a_heading_a_wikilink_names_becomes_its_place_on_the_page(dialect: str, part: str) -> None:
    site = replace(SITE, dialect=dialect)
    document, notes = resolved("[[posts/one#Chapter#One Part|words]]", site)
    (found,) = (node for node in walk(document) if isinstance(node, Link))
    assert (found.url, notes) == (f"http://here.example/3345028a.html#{part}", ())


def test_post_link_gets_the_title_unless_it_has_words() -> None:
    assert plain(link("{% post_link one %}")) == "The first"
    assert plain(link("{% post_link one other words %}")) == "other words"
    assert link("{% post_link one %}").own == ONE
    assert link("{% post_link 'The second' %}").url == "https://platform.example/p/2"


@pytest.mark.parametrize(
    ("tag", "words"), [("{% post_link gone %}", "gone"), ("{% post_link gone some words %}", "some words")]
)
def test_post_link_to_no_post_keeps_its_words_as_text(tag: str, words: str) -> None:
    document, notes = resolved(f"before {tag} after")
    assert plain(document) == f"before {words} after"
    assert not any(isinstance(node, Link) for node in walk(document))
    assert [(note.kind, "words stay" in note.detail) for note in notes] == [("own-link-unknown", True)]


@pytest.mark.parametrize(
    ("text", "url", "words"),
    [
        ("[{% post_link one %}](https://a.example)", "https://a.example", "The first"),
        ("[a {% post_link one b %}](/two.html)", "https://platform.example/p/2", "a b"),
        ("<a href='https://a.example'>[x](https://b.example)</a>", "https://a.example", "x"),
        ("<a href='#a'>**[x](/two.html)**</a>", "#a", "x"),
    ],
)
def test_a_link_within_a_link_becomes_its_words(text: str, url: str, words: str) -> None:
    document, notes = resolved(text)
    (found,) = (node for node in walk(document) if isinstance(node, Link))
    assert (found.url, plain(found)) == (url, words)
    assert [(note.kind, note.line) for note in notes] == [("link-nested", 1)]


@pytest.mark.parametrize(
    ("url", "there"),
    [
        ("img/p1.pdf", "https://a.example/post/img/p1.pdf"),
        ("/p1.pdf", "https://a.example/p1.pdf"),
        ("//b.example/p1.pdf", "https://b.example/p1.pdf"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("#part", "#part"),
        ("http://[broken/x", "http://[broken/x"),
    ],
)
def test_a_relative_address_becomes_absolute_as_seen_from_the_post(url: str, there: str) -> None:
    assert absolute(url, "https://a.example/post/") == there


def test_a_link_already_bound_only_gets_its_address() -> None:
    document = parse("[x](../b/whatever.md#part)").document

    def bound(node: Link) -> Link:
        return replace(node, own=TWO)

    (paragraph,) = document.blocks
    changed = replace(document, blocks=(replace(paragraph, inlines=tuple(map(bound, paragraph.inlines))),))  # type: ignore[attr-defined,call-arg,arg-type]
    result, notes = resolve(changed, SITE)
    (found,) = (node for node in walk(result) if isinstance(node, Link))
    assert (found.url, found.own, notes) == ("https://platform.example/p/2", TWO, ())


def test_links_are_found_everywhere_in_a_document() -> None:
    document, _ = resolved(
        "| a |\n| --- |\n| [x](/two.html) |\n\n- > **[y](/two.html)**\n\n# [z](/two.html)\n"
    )
    assert [node.own for node in walk(document) if isinstance(node, Link)] == [TWO, TWO, TWO]


# ── addresses elsewhere ─────────────────────────────────────────────────────────────────────────────

AWAY = replace(
    SITE,
    permalink=":abbrlink.html",
    elsewhere=elsewhere(
        [
            ("https://zhuanlan.example/p/1", ONE),
            ("https://mp.example/s?__biz=A==&mid=1&idx=1&sn=a", ONE),
            ("http://here.example/before.html", ONE),
            ("http://here.example/2023/%E6%97%A7/", TWO),
        ]
    ),
    platforms=("博客", "知乎"),
)


@pytest.mark.parametrize(
    ("address", "key", "url"),
    [
        ("https://zhuanlan.example/p/1#h_2", ONE, "http://here.example/3345028a.html"),
        (
            "http://mp.example/s?__biz=A==&mid=1&idx=1&sn=a&chksm=c#rd",
            ONE,
            "http://here.example/3345028a.html",
        ),
        ("https://www.here.example/before.html#part", ONE, "http://here.example/3345028a.html#part"),
        ("/before.html", ONE, "http://here.example/3345028a.html"),
        ("/before", ONE, "http://here.example/3345028a.html"),
        ("http://here.example/2023/旧/index.html#a", TWO, "https://platform.example/p/2"),
    ],
)
def test_an_address_the_post_has_or_had_elsewhere_leads_to_it(address: str, key: str, url: str) -> None:
    document, notes = resolved(f"[words](<{address}>)", AWAY)
    (found,) = (node for node in walk(document) if isinstance(node, Link))
    assert (found.own, found.url, plain(found), notes) == (key, url, "words", ())


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("http://localhost:4000/3345028a.html#part", "http://here.example/3345028a.html#part"),
        ("http://127.0.0.1:8080/two.html", "https://platform.example/p/2"),
        ("http://[::1]:4000/two.html", "https://platform.example/p/2"),
        ("http://localhost:4000/before.html", "http://here.example/3345028a.html"),
    ],
)
def test_a_page_of_a_preview_server_is_the_posts_with_a_note(address: str, url: str) -> None:
    document, notes = resolved(f"text\n\n[words]({address})", AWAY)
    (found,) = (node for node in walk(document) if isinstance(node, Link))
    assert found.url == url
    assert [(note.kind, note.line, address in note.detail) for note in notes] == [
        ("own-link-preview", 3, True)
    ]


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:4000/",
        "http://localhost:4000",
        "http://localhost:8000/docs",
        "http://localhost:8000/bare",
        "http://localhost:4000/images/a.png",
        "http://localhost.example/two.html",
        "http://localhost:what/two.html",
    ],
)
def test_other_pages_of_ones_own_machine_stay_silently(address: str) -> None:
    document, notes = resolved(f"[words]({address})", AWAY)
    (found,) = (node for node in walk(document) if isinstance(node, Link))
    assert (found.url, found.own, notes) == (address, "", ())


def test_a_page_of_a_blogs_preview_that_is_no_posts_is_noted() -> None:
    _, notes = resolved("[words](http://localhost:4000/24a6683a.html)", AWAY)
    assert [note.kind for note in notes] == ["own-link-unknown"]


def test_words_that_name_a_platform_are_noted_where_the_link_leads_elsewhere() -> None:
    text = "[博客](/two.html)\n[《知乎》](https://zhuanlan.example/p/1)\n[博客](/3345028a.html)\n[知乎上](/two.html)"
    _, notes = resolved(text, AWAY)
    assert [(note.kind, note.line) for note in notes] == [
        ("link-names-platform", 1),
        ("link-names-platform", 2),
    ]


def test_words_that_are_the_address_follow_it() -> None:
    text = (
        "https://zhuanlan.example/p/1 <http://here.example/two.html> https://www.here.example/3345028a.html"
    )
    document, _ = resolved(text, AWAY)
    assert [(node.url, plain(node)) for node in walk(document) if isinstance(node, Link)] == [
        ("http://here.example/3345028a.html", "http://here.example/3345028a.html"),
        ("https://platform.example/p/2", "https://platform.example/p/2"),
        ("http://here.example/3345028a.html", "https://www.here.example/3345028a.html"),
    ]


def test_only_links_to_posts_that_are_not_there_become_text_where_that_is_asked_for() -> None:
    text = "[a](/two.html) [b](/3345028a.html) [c](https://else.example/)"
    asked = replace(AWAY, own_links="text")
    links = [node for node in walk(resolved(text, asked)[0]) if isinstance(node, Link)]
    assert [as_text(node, asked) for node in links] == [False, True, False]
    assert not any(as_text(node, AWAY) for node in links)


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("/two.html", True),
        ("https://www.here.example/3345028a", True),
        ("https://zhuanlan.example/p/1", False),
        ("/before.html", False),
        ("http://localhost:4000/two.html", False),
    ],
)
def test_only_the_sites_own_spellings_stand_as_they_are(address: str, here: bool) -> None:
    assert stands(address, AWAY) is here


# ── what prose links became ─────────────────────────────────────────────────────────────────────────


def test_prose_tells_what_each_own_address_became() -> None:
    text = (
        "[a](/two.html) [b](https://zhuanlan.example/p/1) {% post_link one %} [c](https://else.example/)\n"
        "[d](https://www.here.example/gone.html#x) [[没有]] [e](http://here.example/) [f](#part)\n"
    )
    assert prose(parse(text).document, AWAY) == {
        "/two.html": "https://platform.example/p/2",
        "https://zhuanlan.example/p/1": "http://here.example/3345028a.html",
        "post:one": "http://here.example/3345028a.html The first",
        "https://www.here.example/gone.html#x": "http://here.example/gone.html#x",
        "wiki:没有": "",
    }


def test_a_post_that_comes_where_a_link_already_led_changes_nothing() -> None:
    key = PostKey("gone")
    later = replace(
        AWAY,
        entries={**AWAY.entries, key: Entry(key, "gone.md", "Gone", "http://here.example/%E6%9D%A5.html")},
        index={**AWAY.index, "来.html": key},
    )
    document = parse("[d](https://www.here.example/来.html#x)").document
    assert prose(document, AWAY) == prose(document, later)
    there = replace(later, addresses={**later.addresses, key: "https://platform.example/p/3"})
    assert prose(document, there) == {"https://www.here.example/来.html#x": "https://platform.example/p/3"}


def test_links_in_generated_regions_are_not_prose() -> None:
    document = parse("[a](/two.html)\n\n[b](/3345028a.html)").document
    first, second = document.blocks
    with_region = replace(document, blocks=(first, Region(name="related", blocks=(second,))))
    assert list(prose(with_region, AWAY)) == ["/two.html"]
