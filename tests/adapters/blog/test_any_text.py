"""Whatever an author writes: the blog's text can be made, and made again it is the same."""

from __future__ import annotations

from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.errors import SourceError
from publisher.markdown.parse import parse
from publisher.model.post import Post, PostKey, Site
from publisher_blog import ADAPTER
from publisher_blog.settings import BlogSettings

FRONT = "---\ntitle: Seed\nabbrlink: 3345028a\ndate: 2024-03-17 10:46:09 +0800\n---\n\n"
PARTS = [
    "**“强”**后", "*斜*", "~~删~~", "~", "==标==", "H~2~O", "x^2^", "$a_i$", "$x|y$", "$$",
    "$$\na\\\\b\n$$", "\\(a_b\\)", "`码`", "```\n", "> ", ">", "- ", "1. ", "  ", "    ", "\n", "\n\n",
    "|", "|---|", "[^1]", "[^1]: 注", "^[内]", "[ ] ", "- [x] 任", ": 义", "术语\n", "https://a.b/c",
    "www.a.b", "，", "[[题]]", "[[题|字]]", "![图](a.png)", "[x](y.md)", "{% raw %}", "{% endraw %}",
    "{% asset_img a.png %}", "{% note %}", "{% endnote %}", "{{ x }}", "{#", "#}", "{{< x >}}",
    "::: tip 题", ":::", "!!! note", "> [!NOTE]", "[TOC]", "# ", "## 题 {#id}", "{width=3}", "{: .c}",
    "<center>", "</center>", "<details>", "</details>", "<b>", "&", "<", "\\", "\\begin{align}",
    "\\end{align}", ":smile:", "\r\n", "字", "a", "1",
]  # fmt: skip
TEXT = st.lists(st.sampled_from(PARTS), max_size=24).map("".join)
BLOGS = [
    ("hexo", ""), ("hexo", "marked"), ("hexo", "pandoc"), ("hexo", "markdown-it"), ("hexo", "kramed"),
    ("hugo", ""), ("hugo", "goldmark"), ("jekyll", ""),
]  # fmt: skip
PATHS = {"hexo": "blog/source/_posts", "hugo": "blog/content/posts", "jekyll": "blog/_posts"}


def delivered(text: str, generator: str, renderer: str, dialect: str) -> str:
    document = parse(text, dialect=dialect, body_offset=len(FRONT)).document
    post = Post(
        PostKey("seed"),
        "content/seed.md",
        text,
        "Seed",
        document,
        abbrlink="3345028a",
        front={"abbrlink": "3345028a"},
        place="2024-03-17-seed.md",
        body_line=FRONT.count("\n") + 1,
    )
    site = Site(url="http://a.example", timezone="Asia/Shanghai", dialect=dialect, permalink=":abbrlink.html")
    table = BlogSettings(
        adapter="blog",
        generator=cast("Any", generator),
        renderer=cast("Any", renderer),
        path=PATHS[generator],
    )
    return ADAPTER.render(post, site, table, cast("Any", None)).body


@pytest.mark.parametrize(("generator", "renderer"), BLOGS)
@given(text=TEXT)
@settings(max_examples=60, deadline=None)
def test_no_text_is_too_strange(generator: str, renderer: str, text: str) -> None:
    for dialect in ("hexo", "hugo", "jekyll", "plain"):
        try:
            body = delivered(FRONT + text, generator, renderer, dialect)
        except SourceError:
            continue
        assert body.startswith("---\n")
        assert body == delivered(FRONT + text, generator, renderer, dialect)
