"""Links to own posts: under any spelling they lead to where the post stands on the target."""

from dataclasses import replace

import pytest

from publisher.markdown.parse import parse
from publisher.markdown.passes.links import absolute, resolve
from publisher.markdown.plain import plain
from publisher.markdown.walk import walk
from publisher.model.post import Entry, Note, PostKey, Site
from publisher.model.tree import Document, Link

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
        ("http://here.example/two.html#b", TWO, "https://platform.example/p/2#b"),
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


def test_a_path_may_have_folders_the_site_does_not_know() -> None:
    text = '[words]({{< ref "blog/posts/one.md#part" >}})'
    document, notes = resolve(parse(text, dialect="hugo").document, SITE)
    (found,) = (node for node in walk(document) if isinstance(node, Link))
    assert (found.own, found.url, notes) == (ONE, "http://here.example/3345028a.html#part", ())


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
    assert (found.url, found.own, notes) == ("https://platform.example/p/2#part", TWO, ())


def test_links_are_found_everywhere_in_a_document() -> None:
    document, _ = resolved(
        "| a |\n| --- |\n| [x](/two.html) |\n\n- > **[y](/two.html)**\n\n# [z](/two.html)\n"
    )
    assert [node.own for node in walk(document) if isinstance(node, Link)] == [TWO, TWO, TWO]
