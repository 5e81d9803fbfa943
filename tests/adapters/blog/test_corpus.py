"""Over a real blog's posts, read in place: nothing but the generated regions may change."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from publisher.markdown.lines import LINE_END
from publisher.markdown.walk import walk
from publisher.model.post import FileOrigin, Post
from publisher.model.rendition import Rendition
from publisher.model.tree import Image, Link, Math, MathBlock, Region, ThematicBreak
from publisher.source.index import build_index
from publisher.source.load import load_post
from publisher.source.settings import override
from publisher.source.view import view
from publisher_blog import ADAPTER

PROFILES = {
    "blog": "http://www.linsight.cn/",
    "zhihu": "https://www.zhihu.com/people/us4ever",
    "wechat": "Linsight",
}
PATHS = {"hexo": "source/_posts", "hugo": "content/posts", "jekyll": "_posts"}


def renditions(corpus: Path, disk: Any, generator: str) -> Iterator[tuple[Post, Rendition]]:
    """Every post and what the blog would get; the corpus is only read, and nothing is cached in it."""
    settings = override(disk.settings(), "blog", {"generator": generator, "path": f"blog/{PATHS[generator]}"})
    site = replace_fields(settings.site, content="_posts", static=".", url="http://www.linsight.cn")
    settings = replace(settings, root=corpus.resolve(), site=site, profiles=PROFILES, cache=None)
    index = build_index(settings)
    target = settings.targets["blog"]
    whole = view(settings, index, target)
    for path in sorted(index.posts):
        post = load_post(settings, index, path)
        assert not post.problems
        yield post, ADAPTER.render(post, whole, cast("Any", target.settings), cast("Any", None))


def replace_fields(struct: Any, **fields: object) -> Any:
    return type(struct)(**{**{name: getattr(struct, name) for name in struct.__struct_fields__}, **fields})


def generated(post: Post) -> set[int]:
    """The lines (from 1) that are not the author's: regions, and rules and blank lines beside them."""
    lines = LINE_END.split(post.text)
    found = {
        line
        for block in post.document.blocks
        if isinstance(block, Region)
        for line in range(block.lines[0], block.lines[1] + 1)
    }
    rules = {block.lines[0] for block in post.document.blocks if isinstance(block, ThematicBreak)}
    for step in (1, -1):
        for line in sorted(found, reverse=step < 0):
            at = line + step
            while 0 < at <= len(lines) and (at in rules or not lines[at - 1].strip()):
                found.add(at)
                at += step
    return found


def bare(text: str) -> list[str]:
    """The lines of a text without what keeps a renderer from changing it."""
    text = re.sub(
        r"\{% raw %\}(.*?)\{% endraw %\}",
        lambda raw: raw[1].strip("\n").replace("&lt;", "<").replace("&amp;", "&"),
        text,
        flags=re.DOTALL,
    )
    text = re.sub(r"<(https?://[^<>\s]+)>", r"\1", text).replace("<wbr>", "").replace("\\~", "~")
    return LINE_END.split(text)


def test_every_post_differs_only_within_its_generated_regions(corpus: Path, disk: Any) -> None:
    for post, rendition in renditions(corpus, disk, "hexo"):
        before, after = bare(post.text), bare(rendition.body)
        theirs = generated(post)
        matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
        for kind, start, end, new_start, new_end in matcher.get_opcodes():
            if kind == "insert" and not any(after[new_start:new_end]):
                continue  # an empty line before a list, for pandoc
            changed = set(range(start + 1, end + 1)) or {start, start + 1} & theirs
            assert kind == "equal" or (changed and changed <= theirs), (
                post.path, before[start:end], after[new_start:new_end]
            )  # fmt: skip


@pytest.mark.parametrize("generator", PATHS)
def test_no_picture_formula_or_link_of_the_author_is_lost(corpus: Path, disk: Any, generator: str) -> None:
    for post, rendition in renditions(corpus, disk, generator):
        nodes = tuple(walk(post.document))
        pictures = {node.asset for node in nodes if isinstance(node, Image)}
        assert pictures <= {ref for ref, _ in rendition.files}, post.path
        formulas = sum(isinstance(node, Math | MathBlock) for node in nodes)
        assert len(rendition.formulas) == formulas, post.path
        written = {node.url.partition("://")[2].rstrip("/") for node in nodes if isinstance(node, Link)}
        assert written <= {link.url.partition("://")[2].rstrip("/") for link in rendition.links}, post.path


def test_a_blogs_file_read_as_a_source_does_not_change_again(corpus: Path, disk: Any) -> None:
    again = {"content": "_posts", "static": ".", "url": "http://www.linsight.cn"}
    disk.profiles = PROFILES
    for post, rendition in renditions(corpus, disk, "hexo"):
        for asset in post.assets.values():
            if isinstance(asset.origin, FileOrigin):
                disk.write(asset.origin.path, (corpus / asset.origin.path).read_bytes())
        disk.write(post.path, rendition.body)
        disk.site, before = {**disk.site, **again}, disk.site
        assert disk.render(post.path).body == rendition.body, post.path
        disk.site = before
        (disk.root / post.path).unlink()
