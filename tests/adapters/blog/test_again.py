"""What was delivered, taken for a source: nothing changes any more."""

from __future__ import annotations

from typing import Any

import pytest

FRONT = "---\ntitle: Seed\nabbrlink: 3345028a\ndate: 2024-03-17 10:46:09\n---\n\n"

TEXTS = [
    "甲 $a_i*b_j*c$ 乙 $\\mathbf{x}_i$ 和 $y_{1}$\n\n$$\na \\\\ b_1 * c\n$$\n",
    "$\\mathbf{a}_1*b$ 是**“重点”**，也\n$b_2*c*d$ 是 **粗** 的\n\n- $\\{c\\}$ 是 **项**\n",
    "| 名 | 式 |\n|---|---|\n| 模 | $|x|$ |\n",
    "> 引 $a_1*b*$\n>\n> $$\n> c_1 \\\\ d % 注\n> e\n> $$\n",
    "1. 甲 $\\{x\\}$\n   $$\\{y\\}$$\n2. 乙\n\n   $$\n   a \\\\ b\n   $$\n",
    "\\begin{align}\na_1 &= b \\\\\nc &< d\n\\end{align}\n\n文 \\(a_i\\) 和 \\[b_j = c\\]\n",
    "前**“强调”**后，***“粗斜”***字 ~~“删”~~后\n",
    "段落：\n- 甲\n- 乙\n\n> 段\n> - 丙\n\n文\n## 题\n文\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "约 1~2天，3~5天 https://a.example/b，然后 www.example.com。\n",
    "文[^a]后[^b]\n\n[^a]: 注 **粗**\n\n    又一段\n[^b]: 注\n",
    "- [ ] 待办\n- [x] 完成\n\n术语\n: 定义\n: 又义\n",
    "> [!NOTE]\n> 文\n\n> [!TIP] 题\n> 文\n",
    "{% asset_img p.png %} 后 **粗** 文\n\n![图](p.png) 后 **粗** 文\n\n{% raw %}{{ x }}{% endraw %} 后\n",
    "概率 $p(x|y)$ 与 a | b 与 {% post_link seed %}\n",
]
BLOGS = [
    ("hexo", ""), ("hexo", "marked"), ("hexo", "pandoc"), ("hexo", "markdown-it"), ("hexo", "kramed"),
    ("hugo", ""), ("hugo", "goldmark"), ("jekyll", ""),
]  # fmt: skip
PATHS = {"hexo": "blog/source/_posts", "hugo": "blog/content/posts", "jekyll": "blog/_posts"}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(("generator", "renderer"), BLOGS)
def test_a_delivered_post_delivered_again_is_the_same(
    disk: Any, text: str, generator: str, renderer: str
) -> None:
    disk.target.update(generator=generator, renderer=renderer, path=PATHS[generator])
    disk.picture("content/seed/p.png")
    disk.picture("content/static/assets/2024-03-17-seed/p.png")
    disk.write("content/seed.md", FRONT + text)
    once = disk.render().body
    disk.site["dialect"] = generator
    disk.picture("content/p.png")
    disk.write("content/seed.md", once)
    assert disk.render().body == once


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_line_ends_stay_what_they_were(disk: Any, text: str, newline: str) -> None:
    disk.picture("content/seed/p.png")
    disk.write("content/seed.md", (FRONT + text).replace("\n", newline))
    body = disk.render().body
    assert body.replace("\r\n", "").count("\n") == (0 if newline == "\r\n" else body.count("\n"))
    assert body.count("\r") == (body.count("\n") if newline == "\r\n" else 0)
