"""A real blog's posts: all are read, and nothing in them is a problem."""

from pathlib import Path

import pytest

from publisher.markdown.walk import walk
from publisher.model.post import BlockRule
from publisher.model.tree import Image, Link, Region
from publisher.source.index import build_index
from publisher.source.load import load_post
from publisher.source.settings import Settings, SiteSettings


@pytest.fixture
def settings(corpus: Path) -> Settings:
    """The blog in place: nothing is written beside it."""
    site = SiteSettings(
        url="http://www.linsight.cn",
        aliases=("https://www.linsight.cn",),
        content="_posts",
        static=".",
        permalink=":abbrlink.html",
        timezone="Asia/Shanghai",
    )
    blocks = (
        BlockRule("related", ("往期回顾", "【往期文章】", "【推荐文章】", "往期文章")),
        BlockRule("footer", ("读到这了*", "博客：*")),
        BlockRule("notice", line="^【本文已在.*】$"),
    )
    return Settings(corpus.resolve(), corpus / "publish.toml", site, blocks=blocks)


def test_every_post_loads_without_problems(settings: Settings) -> None:
    index = build_index(settings)
    assert len(index.posts) == 11
    assert not index.broken
    assert not index.clashes
    for path in index.posts:
        post = load_post(settings, index, path)
        assert post.problems == (), path
        assert all(node.asset in post.assets for node in walk(post.document) if isinstance(node, Image)), path


def test_every_link_of_a_hand_kept_list_is_in_its_region(settings: Settings) -> None:
    index = build_index(settings)
    seen = 0
    for path in index.posts:
        post = load_post(settings, index, path)
        for region in post.document.blocks:
            if isinstance(region, Region) and region.name == "related":
                first, last = region.lines
                written = "\n".join(post.text.split("\n")[first - 1 : last]).count("](http")
                assert sum(isinstance(node, Link) for node in walk(region)) == written, path
                seen += written
    assert seen > 400
