"""The site's index: keys, addresses in every spelling, clashes, posts that cannot be read, the cache."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from publisher.model.post import PostKey, Site
from publisher.source.index import Index, build_index
from publisher.source.settings import Settings

from .conftest import SETTINGS, Make


def post(front: str, body: str = "text") -> str:
    return f"---\n{front}\n---\n{body}\n"


def only(index: Index) -> object:
    (entry,) = index.posts.values()
    return entry


@pytest.mark.parametrize(
    ("path", "front", "key", "title"),
    [
        ("a.md", "abbrlink: 1736008\nslug: s", "1736008", "a"),
        ("a.md", "abbrlink: 12345e67", "12345e67", "a"),
        ("a.md", "abbrlink: 0x12ab", "0x12ab", "a"),
        ("a.md", "slug: s", "s", "a"),
        ("a.md", "abbrlink: null\ntitle: T", "a", "T"),
        ("cs/nlp/a.markdown", "title: T", "cs/nlp/a", "T"),
        ("cs/hello/index.md", "x: y", "cs/hello", "hello"),
        ("index.md", "x: y", "index", "index"),
        ("a.md", "title: true", "a", "true"),
        ("大模型.md", "title: 2024", "大模型", "2024"),
        ("cafe\u0301.md", "x: y", "caf\u00e9", "cafe\u0301"),
    ],
)
def test_a_post_has_a_key_and_a_title(make: Make, path: str, front: str, key: str, title: str) -> None:
    index = build_index(make({f"posts/{path}": post(front)}))
    (entry,) = index.posts.values()
    assert (entry.key, entry.title) == (key, title)
    assert index.entries == {entry.key: entry}


def test_front_matter_may_be_missing_or_empty_or_the_file(make: Make) -> None:
    index = build_index(make({"posts/a.md": "# only text", "posts/b.md": "", "posts/c.md": "---\n---\n"}))
    assert [entry.title for entry in index.posts.values()] == ["a", "b", "c"]
    assert not index.broken


@pytest.mark.parametrize("title", ["&a [*a]", "&a {k: *a}", "[" * 900 + "]" * 900])
def test_a_title_that_holds_itself_breaks_its_own_post_and_no_other(make: Make, title: str) -> None:
    index = build_index(make({"posts/a.md": post(f"date: x\ntitle: {title}"), "posts/b.md": "x"}))
    assert list(index.posts) == ["posts/b.md"]
    assert [(path, why.line) for path, why in index.broken.items()] == [("posts/a.md", 3)]


def test_what_hexo_does_not_build_is_passed_over(make: Make) -> None:
    names = (
        "_draft.md",
        "_drafts/a.md",
        ".hidden.md",
        ".git/a.md",
        "node_modules/a.md",
        "picture.png",
        "a.txt",
        "ok.md",
    )
    assert list(build_index(make({f"posts/{name}": "x" for name in names})).posts) == ["posts/ok.md"]


def test_a_content_folder_may_itself_begin_with_an_underscore(make: Make) -> None:
    settings = SETTINGS.replace('content = "posts"', 'content = ["source/_posts", "posts"]')
    index = build_index(make({"source/_posts/a.md": "x", "posts/b.md": "x"}, settings))
    assert list(index.posts) == ["posts/b.md", "source/_posts/a.md"]


def test_files_in_the_static_folder_are_no_posts(make: Make) -> None:
    settings = SETTINGS.replace('static = "static"', 'static = "posts/static"')
    assert list(build_index(make({"posts/static/readme.md": "x", "posts/a.md": "x"}, settings)).posts) == [
        "posts/a.md"
    ]


def test_dates_tags_and_categories_are_hexos(make: Make) -> None:
    front = "date: 2024-03-17 10:46:09\ntags: [a, b, a]\ncategories:\n- CS\n- NLP"
    (entry,) = build_index(make({"posts/a.md": post(front)})).posts.values()
    assert entry.date is not None
    assert entry.date.isoformat() == "2024-03-17T10:46:09+08:00"
    assert entry.tags == ("a", "b")
    assert entry.categories == (("CS", "NLP"),)


@pytest.mark.parametrize(
    ("written", "dialect", "meant"),
    [
        ("CS", "hexo", (("CS",),)),
        ("[CS, NLP]", "hexo", (("CS", "NLP"),)),
        ("[[CS, NLP], [CS, CV], Misc]", "hexo", (("CS", "NLP"), ("CS", "CV"), ("Misc",))),
        ("", "hexo", ()),
        ("[CS, NLP]", "hugo", (("CS",), ("NLP",))),
        ("CS NLP", "jekyll", (("CS", "NLP"),)),
    ],
)
def test_categories_mean_what_the_dialect_says(make: Make, written: str, dialect: str, meant: object) -> None:
    settings = SETTINGS.replace('author = "Me"', f'author = "Me"\ndialect = "{dialect}"')
    (entry,) = build_index(make({"posts/a.md": post(f"categories: {written}")}, settings)).posts.values()
    assert entry.categories == meant


def test_a_jekyll_file_names_its_date_and_title(make: Make) -> None:
    settings = SETTINGS.replace('author = "Me"', 'dialect = "jekyll"').replace(
        ":abbrlink.html", ":year/:month/:day/:title.html"
    )
    (entry,) = build_index(make({"posts/2024-03-17-hello-there.md": post("x: y")}, settings)).posts.values()
    assert entry.title == "hello-there"
    assert entry.url == "https://here.example/2024/03/17/hello-there.html"
    assert entry.key == "2024-03-17-hello-there"


def site(settings: Settings, index: Index) -> Site:
    return Site(
        url=settings.site.url, aliases=settings.site.aliases, entries=index.entries, index=index.index
    )


@pytest.mark.parametrize(
    "address",
    [
        "https://here.example/3345028a.html",
        "https://here.example/3345028a.html#part",
        "https://here.example/3345028a.html?from=feed",
        "https://HERE.example/3345028a",
        "http://www.here.example/3345028a.html",
        "//here.example/3345028a.html",
        "/3345028a.html",
        "/3345028a/",
        "3345028a",
        "posts/cs/one.md",
        "cs/one.md",
        "cs/one",
    ],
)
def test_a_post_is_found_under_any_spelling_of_its_address(make: Make, address: str) -> None:
    settings = make({"posts/cs/one.md": post("abbrlink: 3345028a\ntitle: 'One: two'")})
    assert site(settings, build_index(settings)).resolve(address) == "3345028a"


def test_titles_and_slugs_are_found_where_they_are_unique(make: Make) -> None:
    index = build_index(
        make(
            {
                "posts/a/x.md": post("title: Same\nabbrlink: k1\nslug: s"),
                "posts/b/x.md": post("title: Same\nabbrlink: k2"),
                "posts/b/y.md": post("title: Other\nabbrlink: k3"),
            }
        )
    ).index
    assert index["post:s"] == "k1"
    assert index["post:a/x"] == "k1"
    assert index["post:b/x"] == "k2"
    assert index["post:y"] == "k3"
    assert index["title:Other"] == "k3"
    assert "post:x" not in index
    assert "title:Same" not in index


@pytest.mark.parametrize("key", ["aliases", "redirect_from", "alias"])
def test_a_post_is_found_at_the_former_addresses_its_front_matter_names(make: Make, key: str) -> None:
    settings = make(
        {
            "posts/a.md": post(f"abbrlink: k\n{key}: [/old/a/, /旧/b.html, A title, /two.html, /k2.html]"),
            "posts/b.md": post(f"abbrlink: k2\n{key}: /two.html"),
        }
    )
    whole = site(settings, build_index(settings))
    for written in ("/old/a", "https://here.example/old/a/", "http://www.here.example/%E6%97%A7/b"):
        assert whole.resolve(written) == "k"
    assert whole.resolve("/k2.html") == "k2"  # where a post stands it is no other's former address
    assert whole.resolve("/two.html") is None  # and one of two posts is nobody's
    assert whole.resolve("A title") is None


def test_hugos_url_is_the_post_s_own_address(make: Make) -> None:
    files = {"posts/a.md": post("url: /notes/a.html\nslug: k")}
    settings = make(files, SETTINGS.replace('author = "Me"', 'dialect = "hugo"'))
    assert build_index(settings).entries[PostKey("k")].url == "https://here.example/notes/a.html"


def test_a_permalink_of_the_post_s_own_is_its_address(make: Make) -> None:
    settings = make({"posts/a.md": post("permalink: /notes/甲 乙/\nabbrlink: k")})
    index = build_index(settings)
    assert index.entries[PostKey("k")].url == "https://here.example/notes/%E7%94%B2%20%E4%B9%99/"
    assert site(settings, index).resolve("https://here.example/notes/甲 乙/index.html") == "k"


def test_a_site_in_a_subfolder_is_found_under_its_aliases_too(make: Make) -> None:
    settings = make(
        {"posts/a.md": post("abbrlink: k")},
        SETTINGS.replace('url = "https://here.example"', 'url = "https://me.example/blog/"'),
    )
    whole = site(settings, build_index(settings))
    assert whole.entries[PostKey("k")].url == "https://me.example/blog/k.html"
    assert whole.resolve("https://me.example/blog/k.html") == "k"
    assert whole.resolve("http://www.here.example/k.html") == "k"


def test_two_posts_with_one_key_are_named_both(make: Make) -> None:
    index = build_index(
        make(
            {
                "posts/a.md": post("abbrlink: k"),
                "posts/b.md": post("abbrlink: k"),
                "posts/c.md": post("abbrlink: l"),
            }
        )
    )
    assert set(index.clashes) == {"posts/a.md", "posts/b.md"}
    for problem in index.clashes.values():
        assert 'key "k"' in problem.message
        assert "posts/a.md, posts/b.md" in problem.message
    assert set(index.posts) == {"posts/a.md", "posts/b.md", "posts/c.md"}


def test_two_posts_with_one_address_clash_too(make: Make) -> None:
    index = build_index(
        make(
            {
                "posts/a.md": post("abbrlink: k\npermalink: x.html"),
                "posts/b.md": post("abbrlink: l\npermalink: /x.html"),
            }
        )
    )
    assert set(index.clashes) == {"posts/a.md", "posts/b.md"}


def test_a_post_that_cannot_be_read_does_not_stop_the_others(make: Make) -> None:
    index = build_index(
        make(
            {
                "posts/yaml.md": post("title: Attention: 起源"),
                "posts/gbk.md": post("title: 标题").encode("gbk"),
                "posts/ok.md": post("title: fine"),
            }
        )
    )
    assert set(index.posts) == {"posts/ok.md"}
    error = index.broken["posts/yaml.md"]
    assert (error.path, error.line) == ("posts/yaml.md", 2)
    assert "quotes" in error.hint
    assert "GBK" in index.broken["posts/gbk.md"].hint


def test_a_post_that_is_a_link_to_outside_is_broken(make: Make, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret", encoding="utf-8")
    settings = make()
    (settings.root / "posts" / "a.md").symlink_to(tmp_path / "secret.md")
    assert "outside" in build_index(settings).broken["posts/a.md"].message


def test_front_matter_is_read_once_and_again_when_the_file_changes(make: Make) -> None:
    settings = make({"posts/a.md": post("title: one"), "posts/b.md": post("title: Bad: yaml")})
    file = settings.root / "posts" / "a.md"
    old = file.stat().st_mtime - 100
    for name in ("a.md", "b.md"):
        os.utime(settings.root / "posts" / name, (old, old))
    first = build_index(settings)
    # same time and size, other content: only a cache can still say "one"
    file.write_text(post("title: two"), encoding="utf-8", newline="\n")
    os.utime(file, (old, old))
    cached = build_index(settings)
    assert cached.posts["posts/a.md"].title == "one"
    assert cached.broken["posts/b.md"].line == first.broken["posts/b.md"].line == 2
    os.utime(file, (old + 1, old + 1))
    assert build_index(settings).posts["posts/a.md"].title == "two"


def test_a_change_within_the_clock_s_tick_is_seen(make: Make) -> None:
    settings = make({"posts/a.md": post("title: one")})
    build_index(settings)
    file = settings.root / "posts" / "a.md"
    stat = file.stat()
    file.write_text(post("title: two"), encoding="utf-8", newline="\n")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert build_index(settings).posts["posts/a.md"].title == "two"


@pytest.mark.parametrize(
    "broken",
    [b"", b"{", b"\xff\xfe", b'{"version": 1, "files": {"a": 3}}', b"[]", b'{"x":' + b"[" * 100_000],
)
def test_a_broken_cache_is_done_without(make: Make, broken: bytes) -> None:
    settings = make({"posts/a.md": post("title: one"), ".publish/cache/index.json": broken})
    assert build_index(settings).posts["posts/a.md"].title == "one"
    assert json.loads((settings.root / ".publish/cache/index.json").read_bytes())["files"]


def test_a_folder_that_cannot_be_written_is_done_without(make: Make) -> None:
    settings = make({"posts/a.md": post("title: one"), ".publish": "a file where the folder should be"})
    assert build_index(settings).posts["posts/a.md"].title == "one"


def test_nothing_is_written_without_a_cache(make: Make) -> None:
    settings = replace(make({"posts/a.md": post("title: one")}), cache=None)
    build_index(settings)
    assert not (settings.root / ".publish").exists()


def test_a_post_that_is_gone_leaves_the_index(make: Make) -> None:
    settings = make({"posts/a.md": "x", "posts/b.md": "x"})
    build_index(settings)
    (settings.root / "posts" / "a.md").unlink()
    assert list(build_index(settings).posts) == ["posts/b.md"]
