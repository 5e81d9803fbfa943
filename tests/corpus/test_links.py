"""Over a real blog: each own link leads to where the post stands for a target's readers, or a Note says why
not; and an address that becomes known changes exactly the posts that link to it.

The table is written by hand from the sources. A few of the posts they link to are no part of the corpus: the
tests put short ones in their places.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from publisher.ledger.store import Ledger
from publisher.markdown.passes.links import prose, resolve
from publisher.markdown.walk import walk
from publisher.model.post import Post, PostKey, Site
from publisher.model.record import Published
from publisher.model.rendition import Rendition
from publisher.model.tree import Link
from publisher.source.graph import build_graph
from publisher.source.index import Index, build_index
from publisher.source.load import load_post
from publisher.source.settings import Settings, load_settings
from publisher.source.view import view
from publisher.typeset.tools import open_tools
from publisher.wire.patience import SYSTEM

from .conftest import copied

HOME = "http://www.linsight.cn"
NEIGHBOURS = {
    "a051710f": "理解LLM位置编码:RoPE",
    "3dc22f96": "理解Attention:从起源到MHA,MQA和GQA",
    "44e38c1b": "MoE模型的前世今生",
    "473f2b43": "大模型偏好对齐-DPO",
    "24a6683a": "Harness Engineer",
}
ROPE_THERE = "https://zhuanlan.zhihu.com/p/684072868"
ATTENTION_THERE = "https://zhuanlan.zhihu.com/p/686149289"
ROPE_WECHAT = "https://mp.weixin.qq.com/s?__biz=MzkyODY1MTA3Ng==&mid=2247483759&idx=1&sn=f7b59b879476b8687a340606b5568eae"
PUBLISHED: Mapping[str, Mapping[str, str]] = {
    "blog": {},
    "zhihu": {
        "a051710f": ROPE_THERE,
        "3dc22f96": ATTENTION_THERE,
        "c4da56c0": "https://zhuanlan.zhihu.com/p/101",
    },
    "wechat": {
        "a051710f": ROPE_WECHAT,
        "c4da56c0": "https://mp.weixin.qq.com/s/longer-contexts",
        "3345028a": "https://mp.weixin.qq.com/s/questions-1",
    },
}
"""Three posts on each platform; all of them are on the blog anyway."""

PROSE: tuple[tuple[str, str, str, str, str], ...] = (
    # post, address as written, and where it leads on the blog, on Zhihu and on WeChat
    ("c4da56c0", f"{HOME}/a051710f.html", f"{HOME}/a051710f.html", ROPE_THERE, ROPE_WECHAT),
    ("c4da56c0", ROPE_THERE, f"{HOME}/a051710f.html", ROPE_THERE, ROPE_WECHAT),
    ("c4da56c0", "mp.weixin.qq.com/s?", f"{HOME}/a051710f.html", ROPE_THERE, ROPE_WECHAT),
    ("83c49df0", f"{HOME}/44e38c1b.html", *[f"{HOME}/44e38c1b.html"] * 3),
    ("83c49df0", ATTENTION_THERE, f"{HOME}/3dc22f96.html", ATTENTION_THERE, f"{HOME}/3dc22f96.html"),
    ("83c49df0", ROPE_THERE, f"{HOME}/a051710f.html", ROPE_THERE, ROPE_WECHAT),
    ("4fe7b810", f"{HOME}/473f2b43.html", *[f"{HOME}/473f2b43.html"] * 3),
    ("4fe7b810", f"{HOME}/da871ebe.html", *[f"{HOME}/da871ebe.html"] * 3),
    ("4fe7b810", f"{HOME}/280fa97a.html", *[f"{HOME}/280fa97a.html"] * 3),
)
TARGETS = ("blog", "zhihu", "wechat")
OWN = re.compile(r"\((https?://(?:www\.linsight\.cn|localhost:\d+)/([0-9a-f]+)\.html)\)")


class Blog:
    """The corpus with its neighbours, and a ledger."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.settings: Settings = load_settings(root)
        self.index: Index = build_index(self.settings)
        self.ledger = Ledger(root / ".publish", SYSTEM)
        self.posts: dict[str, Post] = {
            entry.key: load_post(self.settings, self.index, path) for path, entry in self.index.posts.items()
        }

    def site(self, target: str) -> Site:
        places = self.ledger.places()
        graph = build_graph(self.settings, self.index, places.elsewhere)
        return view(self.settings, self.index, self.settings.targets[target], places, graph)

    def render(self, key: str, target: str) -> Rendition:
        chosen: Any = self.settings.targets[target]
        tools = open_tools(self.settings.cache)
        rendition: Rendition = chosen.adapter.render(
            self.posts[key], self.site(target), chosen.settings, tools
        )
        return rendition


@pytest.fixture(scope="module")
def blog(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Blog:
    root = tmp_path_factory.mktemp("links") / "site"
    copied(corpus, root)
    for key, title in NEIGHBOURS.items():
        text = f"---\ntitle: '{title}'\nabbrlink: {key}\ndate: 2024-01-01\n---\n\n正文。\n"
        (root / "_posts" / f"{key}.md").write_text(text, encoding="utf-8")
    made = Blog(root)
    for target, published in PUBLISHED.items():
        for key, address in published.items():
            made.ledger.append(PostKey(key), Published(target=target, address=address))
    return made


@pytest.mark.parametrize("target", TARGETS)
def test_each_own_link_in_prose_is_the_right_one(blog: Blog, target: str) -> None:
    wanted: dict[str, dict[str, str]] = {}
    for key, written, *sent in PROSE:
        wanted.setdefault(key, {})[written] = sent[TARGETS.index(target)]
    site = blog.site(target)
    found = {key: told for key, post in blog.posts.items() if (told := prose(post.document, site))}
    assert {key: {short(url): sent for url, sent in told.items()} for key, told in found.items()} == wanted


def short(url: str) -> str:
    """The long address of an article by its page alone."""
    return "mp.weixin.qq.com/s?" if "mp.weixin.qq.com/s?" in url else url


@pytest.mark.parametrize("target", TARGETS)
def test_each_own_link_in_lists_kept_by_hand_is_the_right_one(blog: Blog, target: str) -> None:
    site, checked = blog.site(target), 0
    for path in blog.index.posts:
        source = (blog.root / path).read_text(encoding="utf-8")
        wanted = [leads_to(url, key, target, blog) for url, key in OWN.findall(source)]
        post = blog.posts[blog.index.posts[path].key]
        document, _ = resolve(post.document, site)
        before = [node for node in walk(post.document) if isinstance(node, Link)]
        after = [node for node in walk(document) if isinstance(node, Link)]
        found = [new.url for old, new in zip(before, after, strict=True) if OWN.fullmatch(f"({old.url})")]
        assert found == wanted, path
        checked += len(wanted)
    assert checked > 400


def leads_to(url: str, key: str, target: str, blog: Blog) -> str:
    if key not in blog.posts:
        return url
    return PUBLISHED[target].get(key) or f"{HOME}/{key}.html"


@pytest.mark.parametrize("target", TARGETS)
def test_no_own_link_is_left_unresolved_without_a_note(blog: Blog, target: str) -> None:
    site, unresolved = blog.site(target), 0
    for post in blog.posts.values():
        document, notes = resolve(post.document, site)
        told = {note.line for note in notes if note.kind == "own-link-unknown"}
        for node in walk(document):
            if isinstance(node, Link) and not node.own and re.search(r"linsight\.cn/\w|localhost", node.url):
                assert node.lines[0] in told, (post.path, node.url)
                unresolved += 1
    assert unresolved > 300  # most of the blog's posts are no part of the corpus


def test_an_address_of_the_preview_is_mended_and_said(blog: Blog) -> None:
    document, notes = resolve(blog.posts["b3f8d798"].document, blog.site("wechat"))
    assert f"{HOME}/24a6683a.html" in {node.url for node in walk(document) if isinstance(node, Link)}
    assert [(note.kind, note.line) for note in notes if note.kind != "own-link-unknown"] == [
        ("own-link-preview", 142)
    ]


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_sent_has_these_addresses(blog: Blog, target: str) -> None:
    rendition = blog.render("c4da56c0", target)
    assert rendition.addresses == prose(blog.posts["c4da56c0"].document, blog.site(target))
    (line,) = (
        text
        for text in rendition.body.split("\n" if target == "blog" else "<p")
        if "a051710f" in text or "梳理了一遍" in text
    )
    links = {
        "blog": " ".join(f"[{name}]({HOME}/a051710f.html)" for name in ("博客", "知乎", "微信公众号")),
        "zhihu": f'<a href="{ROPE_THERE}">知乎</a>',
        "wechat": f'<a href="{ROPE_WECHAT.replace("&", "&amp;")}"',
    }
    assert links[target] in line
    assert line.count("a051710f") == (3 if target == "blog" else 0)
    if target == "wechat":
        assert line.count("mp.weixin.qq.com") == 3
        assert "[1]" not in line
    named = [note for note in rendition.notes if note.kind == "link-names-platform"]
    assert len(named) == 2


def test_one_new_address_changes_exactly_the_posts_that_link_to_it_in_prose(blog: Blog) -> None:
    before = told(blog)
    blog.ledger.append(
        PostKey("44e38c1b"), Published(target="wechat", address="https://mp.weixin.qq.com/s/moe")
    )
    after = told(blog)
    assert {pair for pair in before if before[pair] != after[pair]} == {("83c49df0", "wechat")}
    assert after["83c49df0", "wechat"][f"{HOME}/44e38c1b.html"] == "https://mp.weixin.qq.com/s/moe"


def told(blog: Blog) -> Mapping[tuple[str, str], Mapping[str, str]]:
    sites = {target: blog.site(target) for target in TARGETS}
    return {
        (key, target): prose(post.document, site)
        for key, post in blog.posts.items()
        for target, site in sites.items()
    }


def test_the_graph_has_the_citations_and_the_authors_own_headings(blog: Blog) -> None:
    graph = build_graph(blog.settings, blog.index, blog.ledger.places().elsewhere)
    assert graph.citations == {
        "c4da56c0": ("a051710f",),
        "83c49df0": ("44e38c1b", "3dc22f96", "a051710f"),
        "4fe7b810": ("473f2b43",),
    }
    assert {
        key: graph.sections[PostKey(key)] for key in ("44e38c1b", "4fe7b810", "c4da56c0", "3345028a")
    } == {
        "44e38c1b": "MoE",
        "4fe7b810": "对齐",
        "c4da56c0": "长上下文",
        "3345028a": "大模型算法题",
    }
