"""What the blog gets of links to the author's own posts: their addresses on the blog."""

from __future__ import annotations

from typing import Any, cast

import pytest

from publisher.model.places import elsewhere
from publisher.model.post import PostKey
from publisher.model.record import Places
from publisher.model.rendition import Rendition
from publisher.source.index import build_index
from publisher.source.load import load_post
from publisher.source.view import view
from publisher_blog import ADAPTER

FRONT = "---\ntitle: Seed\nabbrlink: 3345028a\ndate: 2024-03-17 10:46:09\n---\n"
ZHUANLAN = "https://zhuanlan.example.com/p/1"
LONG = "https://mp.example.com/s?__biz=MzA==&mid=2&idx=1&sn=ab&chksm=c2#rd"
HERE = "http://www.example.cn/bb.html"
PLACES = Places(
    {"zhihu": {PostKey("bb"): ZHUANLAN}},
    elsewhere(
        [
            (ZHUANLAN, PostKey("bb")),
            ("https://mp.example.com/s?__biz=MzA==&mid=2&idx=1&sn=ab", PostKey("bb")),
            ("http://www.example.cn/before.html", PostKey("bb")),
        ]
    ),
)


def rendered(disk: Any, text: str) -> Rendition:
    disk.write("content/b/index.md", "---\ntitle: B\nabbrlink: bb\n---\nx\n")
    disk.write("content/seed.md", FRONT + text)
    settings = disk.settings()
    index = build_index(settings)
    post = load_post(settings, index, "content/seed.md")
    target = settings.targets["blog"]
    return ADAPTER.render(
        post, view(settings, index, target, PLACES), cast("Any", target.settings), cast("Any", None)
    )


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        (f"见[B]({ZHUANLAN})。", f"见[B]({HERE})。"),
        (f'见[B]({ZHUANLAN} "t")', f'见[B]({HERE} "t")'),
        (f"见[B](<{LONG}>)和`[B]({ZHUANLAN})`", f"见[B]({HERE})和`[B]({ZHUANLAN})`"),
        (f"见 {ZHUANLAN} 一文", f"见 {HERE} 一文"),
        (f"见 <{ZHUANLAN}>", f"见 <{HERE}>"),
        (f"[B][b] [c][b]\n\n[b]: {ZHUANLAN} 't'", f"[B][b] [c][b]\n\n[b]: {HERE} 't'"),
        (f'<a href="{ZHUANLAN}" target=_blank>B</a>', f'<a href="{HERE}" target=_blank>B</a>'),
        ("[B](http://localhost:4000/bb.html#p)", f"[B]({HERE}#p)"),
        ("[B](/before.html#p) [C](http://www.example.cn/before.html)", f"[B]({HERE}#p) [C]({HERE})"),
        ("[B](b/index.md)", f"[B]({HERE})"),
        ("[[B#节 一|B]] [[#节 二|二]]", f"[B]({HERE}#节-一) [二](#节-二)"),
    ],
    ids=[
        "words",
        "title",
        "query",
        "bare",
        "brackets",
        "reference",
        "html",
        "preview",
        "renamed",
        "file",
        "heading",
    ],
)
def test_an_address_that_is_not_the_sites_own_becomes_the_posts_there(
    disk: Any, written: str, sent: str
) -> None:
    assert rendered(disk, f"\n{written}\n").body == f"{FRONT}\n{sent}\n"


@pytest.mark.parametrize(
    "written",
    [
        "[B](/bb.html) [B](http://www.example.cn/bb.html#p) {% post_link b %} [B](bb.html)",
        "[B](./bb.html#p) [B](../bb.html)",
        "[else](https://zhuanlan.example.com/p/2) [gone](/gone.html) http://localhost:4000/",
        "[home](http://www.example.cn/)",
    ],
)
def test_everything_else_stays_as_the_author_wrote_it(disk: Any, written: str) -> None:
    assert rendered(disk, f"\n{written}\n").body == f"{FRONT}\n{written}\n"


def test_platforms_addresses_are_mended_for_hugo_too_which_leads_links_to_files_itself(disk: Any) -> None:
    disk.site["dialect"] = "hugo"
    disk.target["generator"] = "hugo"
    body = rendered(disk, f"\n[B]({ZHUANLAN}) [C](b/index.md)\n").body
    assert f"[B]({HERE}) [C](b/index.md)" in body


def test_what_links_became_is_told_beside_what_was_written(disk: Any) -> None:
    rendition = rendered(disk, f"\n[B]({ZHUANLAN}) {{% post_link b %}}\n\n***\n\n往期回顾\n\n[B](/bb.html)\n")
    assert rendition.addresses == {ZHUANLAN: HERE, "post:b": f"{HERE} B"}
    assert ZHUANLAN in rendition.authored
