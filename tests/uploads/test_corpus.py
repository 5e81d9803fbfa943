"""The pictures of a real blog, sent to WeChat and Zhihu by a program that is killed on the way."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publisher.sandbox.kit import Request

AT_ONCE = 3
"""Uploads an adapter makes side by side."""
SETTINGS = """\
[site]
title = "Linsight"
url = "http://www.linsight.cn"
aliases = ["https://www.linsight.cn"]
content = "_posts"
static = "."
permalink = ":abbrlink.html"
timezone = "Asia/Shanghai"
author = "Linsight"
[profiles]
blog = "http://www.linsight.cn/"
[[blocks]]
name = "related"
starts = ["往期回顾", "【往期文章】", "【推荐文章】", "往期文章"]
[[blocks]]
name = "footer"
starts = ["读到这了*", "博客：*"]
[[blocks]]
name = "notice"
line = "^【本文已在.*】$"
"""


@pytest.fixture
def blog(corpus: Path, tmp_path: Path, open_site: Callable[..., Any]) -> Any:
    root = tmp_path / "blog"
    shutil.copytree(corpus, root)
    for path in (root, *root.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return open_site(root, SETTINGS)


def test_each_distinct_picture_is_sent_once_though_the_run_is_killed_in_the_middle(blog: Any) -> None:
    def is_upload(request: Request) -> bool:
        return "/cgi-bin/m" in request.path or request.path.startswith("/upload/")

    posts = len(list((blog.root / "_posts").rglob("*.md")))
    blog.killed(25, is_upload, acts=False)
    first, known = blog.sent(), blog.recorded()
    assert any(known.values())
    ran = blog.run()
    assert ran.code == 0, ran.out + ran.err
    second = blog.sent()
    for name in first:
        unheard = first[name].keys() - known[name]
        assert len(unheard) <= AT_ONCE, "no more than was in flight when the run ended"
        assert not second[name].keys() & known[name], "nothing goes again whose answer was recorded"
        assert set(first[name].values()) | set(second[name].values()) == {1}, name
        assert blog.recorded()[name] == first[name].keys() | second[name].keys()
    assert {len(titles) for titles in blog.drafts().values()} == {posts}
    assert {step["action"] for step in blog.run().steps} == {"skip"}
    assert not any(blog.sent().values())
