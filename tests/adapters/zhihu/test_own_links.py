"""Links to the author's own posts: alive, or words with a reference where that is asked for."""

from collections.abc import Callable
from dataclasses import replace

from publisher.model.post import Entry, PostKey, Site
from publisher.model.rendition import Rendition

OLD, NEW = PostKey("old"), PostKey("new")
SITE = Site(
    url="https://blog.example.com",
    target="zhihu",
    dialect="plain",
    entries={
        OLD: Entry(OLD, "old.md", "旧文", "https://blog.example.com/old.html"),
        NEW: Entry(NEW, "new.md", "新文", "https://blog.example.com/new.html"),
    },
    index={"old.html": OLD, "new.html": NEW, "title:旧文": OLD},
    addresses={NEW: "https://zhuanlan.zhihu.com/p/1"},
)
AS_TEXT = replace(SITE, own_links="text")
Make = Callable[..., Rendition]


def reference(number: int, text: str, url: str) -> str:
    return (
        f'<sup data-text="{text}" data-url="{url}" data-draft-node="inline" data-draft-type="reference" '
        f'data-numero="{number}">[{number}]</sup>'
    )


def test_a_link_leads_to_the_article_there_else_to_the_blog(make: Make) -> None:
    rendition = make("[甲](/new.html#p) [乙](/old.html#p)", site=SITE)
    assert '<a href="https://zhuanlan.zhihu.com/p/1">甲</a>' in rendition.body
    assert '<a href="https://blog.example.com/old.html#p">乙</a>' in rendition.body
    assert rendition.addresses == {
        "/new.html#p": "https://zhuanlan.zhihu.com/p/1",
        "/old.html#p": "https://blog.example.com/old.html#p",
    }


def test_as_text_a_post_that_is_not_there_is_words_with_a_reference(make: Make) -> None:
    rendition = make("前面的[乙](/old.html)说过，[甲](/new.html)也说，[[旧文]]再说。", site=AS_TEXT)
    told = reference(1, "旧文", "https://blog.example.com/old.html")
    assert rendition.body == (
        f'<p>前面的乙{told}说过，<a href="https://zhuanlan.zhihu.com/p/1">甲</a>也说，旧文{told}再说。</p>'
    )
    assert [(link.url, link.form, link.own) for link in rendition.links] == [
        ("https://zhuanlan.zhihu.com/p/1", "live", NEW),
        ("https://blog.example.com/old.html", "reference", OLD),
    ]


def test_such_references_and_the_authors_footnotes_are_numbered_together(make: Make) -> None:
    body = make(
        "甲[^1]，[乙](/old.html)，丙[^2]。\n\n[^1]: 注一\n[^2]: 注[二](/old.html)\n", site=AS_TEXT
    ).body
    address = "https://blog.example.com/old.html"
    first, second = reference(1, "注一", ""), reference(2, "旧文", address)
    assert body == f"<p>甲{first}，乙{second}，丙{reference(3, '注二', address)}。</p>"


def test_words_that_are_the_address_need_no_reference(make: Make) -> None:
    assert make("见 https://blog.example.com/old.html", site=AS_TEXT).body == (
        "<p>见 https://blog.example.com/old.html</p>"
    )


def test_a_card_of_such_a_link_becomes_a_line_of_words(make: Make) -> None:
    body = make("[乙](/old.html)", site=AS_TEXT, settings={"cards": True}).body
    assert body == f"<p>乙{reference(1, '旧文', 'https://blog.example.com/old.html')}</p>"


def test_an_address_there_changes_what_links_became_but_not_what_was_written(make: Make) -> None:
    there = replace(SITE, addresses={**SITE.addresses, OLD: "https://zhuanlan.zhihu.com/p/2"})
    before, after = make("[乙](/old.html)", site=SITE), make("[乙](/old.html)", site=there)
    assert before.authored_digest == after.authored_digest
    assert before.addresses != after.addresses
    assert before.digest != after.digest
