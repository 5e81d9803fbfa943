"""Generated blocks: nothing kept by hand is lost, and a block made of its own output does not grow."""

from dataclasses import replace

import pytest

from publisher.markdown.blocks import recognise
from publisher.markdown.blocks.made import made as made_of
from publisher.markdown.parse import parse
from publisher.model.post import BlockRule, Post, PostKey, Site
from publisher_wechat.theme import RESOURCES

RULES = (
    BlockRule(name="related", starts=("往期文章", "【往期文章】")),
    BlockRule(name="footer", starts=("读到这了*", "博客：*")),
    BlockRule(name="notice", line="^【本文已在.*】$"),
)
SITE = Site(
    title="站",
    author="作者",
    target="wechat",
    resources=RESOURCES,
    blocks=RULES,
    profiles={
        "blog": "https://blog.example.com/",
        "zhihu": "https://www.zhihu.com/people/me",
        "wechat": "我的号",
    },
)

RELATED = """往期文章

- 基础：
[甲](https://blog.example.com/a.html)
[乙](https://blog.example.com/b.html)（推荐）
- 推理：
[(1)](https://blog.example.com/c.html)、
[(2)](https://blog.example.com/d.html)
"""
FOOTER = """读到这了，点个赞再走吧~

博客：[https://blog.example.com/](https://blog.example.com/)
知乎：[作者](https://www.zhihu.com/people/me)
微信公众号：我的号
也在：[别处](https://elsewhere.example/me)
![扫码](/images/qr.png)
"""
NOTICE = "【本文已在 微信公众号 / [博客](https://blog.example.com/) 同步发布】\n"


def made(text: str, name: str, site: Site = SITE) -> str:
    placed = [replace(rule, place="end") for rule in RULES]
    document = recognise(parse(text).document, text, placed)
    post = Post(key=PostKey("k"), path="k.md", text=text, title="题", document=document)
    found = made_of(document, post, site)
    texts = zip(found.regions, found.texts, strict=True)
    return next((text or "" for region, text in texts if region.name == name), "")


@pytest.mark.parametrize(("name", "text"), [("related", RELATED), ("footer", FOOTER), ("notice", NOTICE)])
def test_a_block_made_of_its_own_output_stays_as_it_is(name: str, text: str) -> None:
    once = made(text, name)
    assert once
    assert made(once + "\n", name) == once


def test_related_articles_keep_their_groups_and_remarks() -> None:
    block = made(RELATED, "related")
    assert block.startswith("**往期文章**\n")
    assert [line for line in block.split("\n") if line] == [
        "**往期文章**",
        "基础",
        "- [甲](https://blog.example.com/a.html)",
        "- [乙](https://blog.example.com/b.html)（推荐）",
        "推理",
        "- [(1)](https://blog.example.com/c.html)、[(2)](https://blog.example.com/d.html)",
    ]


def test_a_footer_shows_the_profiles_and_all_else_the_author_kept() -> None:
    block = made(FOOTER, "footer")
    assert block.startswith("读到这了，点个赞再走吧")
    assert "博客：<https://blog.example.com/>" in block
    assert "知乎：<https://www.zhihu.com/people/me>" in block
    assert "微信公众号：我的号" in block
    assert "[别处](https://elsewhere.example/me)" in block
    assert "![扫码](/images/qr.png)" in block
    assert block.count("blog.example.com") == 1


def test_without_profiles_a_footer_keeps_every_line_as_the_author_wrote_it() -> None:
    block = made(FOOTER, "footer", replace(SITE, profiles={}))
    assert [line.strip() for line in block.split("\n")] == FOOTER.strip().split("\n")


def test_words_between_the_profiles_and_pictures_are_kept() -> None:
    block = made(FOOTER + "加我请注明来意：\n![我](/images/me.png)\n", "footer")
    assert "加我请注明来意：  \n![我](/images/me.png)" in block


def test_a_notice_is_the_author_s_own_sentence() -> None:
    assert made(NOTICE, "notice") == NOTICE.strip()


@pytest.mark.parametrize(("name", "first"), [("footer", "读到这了"), ("notice", "【本文已在")])
def test_a_post_without_a_block_gets_one_that_is_recognised(name: str, first: str) -> None:
    block = made("文\n", name)
    assert block.startswith(first)
    assert made(block + "\n", name) == block


def test_a_post_without_related_articles_gets_no_empty_heading() -> None:
    assert made("文\n", "related") == ""


def test_words_without_links_are_printed_as_they_were_written() -> None:
    text = "往期文章\n\n- 组：\n  - [甲](https://blog.example.com/a.html)\n\n后文\n\n还有：\n\n往期文章：\n"
    block = made(text, "related")
    lines = [line for line in block.split("\n") if line]
    assert lines == ["**往期文章**", "组", "- [甲](https://blog.example.com/a.html)", "后文", "还有："]
    assert made(block + "\n", "related") == block
