"""Whole posts: any Markdown, the templates, and a real blog."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.contract import Colour, Diagram, Typeset
from publisher.markdown.blocks import recognise
from publisher.markdown.parse import parse
from publisher.markdown.walk import walk
from publisher.model.post import BlockRule, Post, PostKey, Site
from publisher.model.tree import Image, Math, MathBlock
from publisher.source.find import find_posts
from publisher.source.index import build_index
from publisher.source.load import load_post
from publisher.source.settings import load_settings
from publisher.source.view import view
from publisher_zhihu import ADAPTER
from publisher_zhihu.normalise import normalise
from publisher_zhihu.settings import Settings
from publisher_zhihu.simulator.editor import reopened
from publisher_zhihu.simulator.lint import lint
from publisher_zhihu.simulator.markup import Element
from publisher_zhihu.simulator.markup import parse as read_html

RULES = (
    BlockRule("related", starts=("往期回顾", "往期文章"), place="top"),
    BlockRule("footer", starts=("读到这了*", "博客：*"), place="end"),
    BlockRule("notice", line="^【本文已在.*】$"),
)
PROFILES = {"blog": "https://blog.example.com/", "zhihu": "https://www.zhihu.com/people/x", "wechat": "某号"}


class Tools:
    lenient = True
    formula_recipe = diagram_recipe = "test"

    def typeset(self, tex: str, display: bool, /) -> Typeset:
        return Typeset("<svg/>", 1, 1, 0)

    def colour(self, code: str, language: str, /) -> tuple[Colour, ...]:
        return (Colour("", code),)

    def draw(self, text: str, language: str, /) -> Diagram:
        return Diagram("<svg/>", 30, 20)


def rendered(markdown: str, rules: tuple[BlockRule, ...] = ()) -> str:
    document = recognise(parse(markdown).document, markdown, rules)
    site = Site(
        url="https://blog.example.com",
        target="zhihu",
        author="某人",
        profiles=PROFILES,
        resources=ADAPTER.resources,
        blocks=rules,
    )
    post = Post(PostKey("p"), "p.md", markdown, "题", document, "https://blog.example.com/p.html")
    return ADAPTER.render(post, site, Settings(adapter="zhihu"), Tools()).body


pieces = st.sampled_from(
    [
        "# 题\n",
        "中文",
        " **粗**",
        "*斜*",
        "`码`",
        "$x<y$",
        "$$\nx\n$$\n",
        "\n",
        "\n\n",
        "- 项\n",
        "1. 一\n",
        "3. 三\n",
        "    ",
        "> 引\n",
        "```py\na\n```\n",
        "| a | b |\n|---|:-:|\n| 1 | 2 |\n",
        "***\n",
        "<b>x",
        "</b>",
        "<div>",
        "</div>",
        "[链](https://a.example)",
        "[^1]",
        "\n[^1]: 注 $z$\n",
        "- [x] 做\n",
        "<sup>2</sup>",
        "~~删~~",
        "  \n",
        "\\",
        "&amp;",
        "<!-- more -->\n",
        "https://b.example ",
        "> [!NOTE]\n> 话\n",
        "词\n: 义\n",
    ]
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(pieces, max_size=14).map("".join))
def test_whatever_the_markdown_the_body_is_clean_and_survives_the_editor(markdown: str) -> None:
    body = rendered(markdown)
    assert lint(body) == ()
    assert normalise(reopened(body)) == normalise(body)


def test_links_and_profiles_kept_by_hand_come_back_from_the_templates() -> None:
    markdown = (
        "往期回顾\n\n[第一篇](https://a.example/1)\n\n***\n\n【本文已在别处】\n\n正文\n\n***\n\n"
        "博客：[旧](https://blog.example.com)  \n小店：[店](https://shop.example/)\n"
    )
    body = rendered(markdown, RULES)
    assert lint(body) == ()
    assert '<p>往期回顾</p><ul><li><a href="https://a.example/1">第一篇</a></li></ul>' in body
    assert "<p>【本文已在别处】</p><p>正文</p>" in body
    assert '博客：<a href="https://blog.example.com/">' in body
    assert body.count("https://blog.example.com") == body.count("博客：") * 2
    assert '知乎：<a href="https://www.zhihu.com/people/x">某人</a>' in body
    assert "微信公众号：某号" in body
    assert '<a href="https://shop.example/">店</a>' in body


def test_a_post_without_blocks_gets_a_footer_and_no_empty_list() -> None:
    body = rendered("正文\n", RULES)
    assert lint(body) == ()
    assert "往期" not in body
    assert "<p>读到这了" in body


@pytest.fixture
def blog(corpus: Path, tmp_path: Path) -> Path:
    shutil.copytree(corpus, tmp_path / "site")
    (tmp_path / "site" / "publish.toml").write_text(
        '[site]\nurl = "https://blog.example.com"\ncontent = "_posts"\nstatic = "."\n'
        '[[blocks]]\nname = "related"\nstarts = ["往期回顾", "【往期文章】", "往期文章"]\n'
        '[[blocks]]\nname = "footer"\nstarts = ["读到这了*", "博客：*"]\n'
        '[targets.zhihu]\nadapter = "zhihu"\n',
        encoding="utf-8",
    )
    return tmp_path / "site"


def test_every_post_of_a_real_blog_arrives_whole(blog: Path) -> None:
    found: Any = load_settings(blog)
    index = build_index(found)
    target = found.targets["zhihu"]
    paths = find_posts(found, index, (), True, blog)
    assert paths
    for path in paths:
        post = load_post(found, index, path)
        rendition = ADAPTER.render(post, view(found, index, target), target.settings, Tools())
        body = re.sub(r"asset:(\w{32})\w{32}", r"https://picx.zhimg.com/v2-\1.png", rendition.body)
        assert lint(body) == (), path
        saved = reopened(body)
        assert normalise(saved) == normalise(body), path
        root, after = read_html(body), read_html(saved)
        assert pictures(root) == pictures(after), path
        shown = {node.asset for node in walk(post.document) if isinstance(node, Image)}
        left_out = {ref for ref in shown if post.assets[ref].name == "qrcode.jpg"}
        assert shown - left_out <= rendition.assets.keys(), path
        assert left_out.isdisjoint(rendition.assets), path
        assert bool(left_out) == any(note.kind == "qr-code-left-out" for note in rendition.notes), path
        formulas = [node.tex for node in walk(post.document) if isinstance(node, Math | MathBlock)]
        assert [use.tex for use in rendition.formulas] == formulas, path
        assert len(formulas) == len(alts(root)) == len(alts(after)), path
        for element, _ in list(root.walk()):
            if element.tag in {"pre", "code"}:
                element.children = []
        assert not re.search(r"\*\*|\{%|!\[|\\begin|\\[a-z]{3,}|\$\$", root.text), path


def alts(root: Element) -> list[str]:
    images = (element.attributes for element, _ in root.walk() if element.tag == "img")
    return [image["alt"] for image in images if "eeimg" in image]


def pictures(root: Element) -> list[tuple[str, str]]:
    images = (element.attributes for element, _ in root.walk() if element.tag == "img")
    return [(image["src"], image["data-caption"]) for image in images if "eeimg" not in image]


def test_words_without_links_are_printed_as_they_were_written() -> None:
    html = rendered("往期文章\n\n[甲](https://e.example/a)\n\n后文\n\n还有：\n", RULES)
    assert "<p>后文</p>" in html
    assert "<p>还有：</p>" in html
