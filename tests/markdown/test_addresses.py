"""Links and pictures: addresses as the author spelt them, bare ones found and ended rightly."""

import pytest

from publisher.markdown.parse import parse
from publisher.markdown.plain import plain
from publisher.model.tree import Image, Link


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("见https://a.b/c。后文", "https://a.b/c"),
        ("见https://a.b/c后文", "https://a.b/c"),
        ("（https://a.b/c）", "https://a.b/c"),
        ("“https://a.b/c”", "https://a.b/c"),
        ("https://a.b/c?d=e&f=g#h.", "https://a.b/c?d=e&f=g#h"),
        ("(https://a.b/c_(d))", "https://a.b/c_(d)"),
        ("**https://a.b/c**", "https://a.b/c"),
        ("https://a.b/c_d_e*f", "https://a.b/c_d_e*f"),
        ("http://localhost:8000/", "http://localhost:8000/"),
        ("HTTP://A.B", "HTTP://A.B"),
        ("ftp://a.b", "ftp://a.b"),
        ("https://a.b/%E4%B8%AD", "https://a.b/%E4%B8%AD"),
        ("<https://a.b/中>", "https://a.b/中"),
        ("| https://a.b/c |\n|--|", "https://a.b/c"),
        ("https://a.b/c&lt;", "https://a.b/c"),
    ],
)
def test_a_bare_address_is_a_link_and_ends_where_it_should(found, text, url):
    (link,) = found(text, Link)
    assert (link.url, plain(link.inlines), link.auto) == (url, url, True)


def test_www_is_an_address(found):
    (link,) = found("博客www.a.cn，后", Link)
    assert (link.url, plain(link.inlines)) == ("http://www.a.cn", "www.a.cn")


@pytest.mark.parametrize(
    "text", ["xhttps://a.b", "https://", "https://。", "`https://a.b`", "http:/a", "a.www", "版本1.2.3"]
)
def test_what_is_no_address_is_text(found, text):
    assert found(text, Link) == []


@pytest.mark.parametrize("text", ["[https://a.b](https://c.d)", '<a href="https://c.d">https://a.b</a>'])
def test_a_link_holds_no_second_link(found, text):
    assert [link.url for link in found(text, Link)] == ["https://c.d"]


@pytest.mark.parametrize(
    ("text", "src"),
    [
        ("![](图.png)", "图.png"),
        ("![](<图 1.png>)", "图 1.png"),
        ("![](a%20b.png)", "a%20b.png"),
        ("![](a\\_b.png)", "a_b.png"),
        ("![a][b]\n\n[b]: <c d.png>", "c d.png"),
        ("![](../../etc/passwd)", "../../etc/passwd"),
    ],
)
def test_a_picture_s_address_is_the_author_s_own_spelling(found, text, src):
    assert [image.src for image in found(text, Image)] == [src]


def test_a_picture_has_words_and_a_title(found):
    (image,) = found('![a **b** `c` $d$](e.png "f")', Image)
    assert (image.alt, image.title, image.tag) == ("a b c $d$", "f", "")


def test_a_link_without_words_is_kept(found):
    assert [link.url for link in found("[](a)", Link)] == ["a"]


def test_a_picture_in_a_link_is_both(found):
    assert [link.url for link in found("[![](a.png)](b)", Link)] == ["b"]
    assert [image.src for image in found("[![](a.png)](b)", Image)] == ["a.png"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("写信到me@a.cn。", "me@a.cn"),
        ("a.b-c+d@mail.example.com,", "a.b-c+d@mail.example.com"),
        ("<me@a.cn>", "me@a.cn"),
        ("（me@a.cn）", "me@a.cn"),
    ],
)
def test_a_bare_mail_address_is_a_link(found, text, address):
    (link,) = found(text, Link)
    assert (link.url, plain(link), link.auto) == (f"mailto:{address}", address, True)
    assert address in text[slice(*link.span)]


@pytest.mark.parametrize(
    "text",
    [
        "git@github.com:a/b",
        "npm i foo@1.2.3",
        "@a.b",
        "a@b",
        "a@b.c1",
        "`a@b.cn`",
        "https://a@b.cn/",
        "a@@b.cn",
    ],
)
def test_what_only_looks_like_a_mail_address_is_none(found, text):
    assert [link.url for link in found(text, Link) if link.url.startswith("mailto:")] == []


def test_a_link_written_where_an_address_belongs_gives_its_own_address(found):
    text = "[甲]([https://a.b/](https://a.b/))"
    assert [(link.url, plain(link.inlines)) for link in found(text, Link)] == [("https://a.b/", "甲")]
    assert [note.kind for note in parse(text).notes] == ["link-nested"]


def test_such_an_address_is_no_less_unsafe(found):
    assert found("[甲]([乙](javascript:x))", Link) == []
