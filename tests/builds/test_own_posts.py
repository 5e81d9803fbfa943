"""Posts with every construct and every hazard, built by real generators.

`CASES` say what each post means, in terms of what a page shows; each is checked under every renderer.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest


@dataclass(frozen=True)
class Case:
    """`shown`: words of the page; `bold`, `cells`, `links`… as on the page; `html`: parts of its HTML."""

    markdown: str
    formulas: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    bold: tuple[str, ...] = ()
    elements: tuple[tuple[str, str], ...] = ()
    cells: tuple[int, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    images: int = 0
    items: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    beyond: str = ""
    """A renderer that cannot be brought to show this."""


CASES = {
    # ── formulas ────────────────────────────────────────────────────────────────────────────────────
    "underscores": Case(
        r"甲 $a_i*b_j*c$ 乙 $\mathbf{x}_i$ 和 $y_{1}$ 以及 $x_i$ 完",
        (r"a_i*b_j*c", r"\mathbf{x}_i", "y_{1}", "x_i"),
    ),
    "backslashes": Case(
        "集合 $\\{a,\\,b\\}$ 与 $\\|x\\|_2$。\n\n$$\na \\\\ b_1 * c_2 * d\n$$\n\n**“完”**了",
        (r"\{a,\,b\}", r"\|x\|_2", r"a\\b_1*c_2*d"),
        bold=("“完”",),
    ),
    "pretty": Case(
        "$f'(x)$ 与 $f(c)$ 与 $a...b$ 与 $x--y$ 与 $a~b~c$ 与 $+-$ 与 $a,,b$ 与 $x''$",
        ("f'(x)", "f(c)", "a...b", "x--y", "a~b~c", "+-", "a,,b", "x''"),
    ),
    "angles": Case("若 $a<b>c$ 且 $x<y$ 且 $p & q$ 且 $f[x](y)$。", ("a<b>c", "x<y", "p&q", "f[x](y)")),
    "blocks-in-formula": Case("前\n\n$$\na\n- b\n+ c\n= d\n$$\n\n后", ("a-b+c=d",)),
    "empty-line-in-formula": Case("$$\na_1\n\nb_1\n$$\n\n后", ("a_1b_1",)),
    "environment": Case(
        "前\n\n\\begin{align}\na_1 &= b \\\\\nc_2 &< d\n\\end{align}\n\n后",
        (r"\begin{align}a_1&=b\\c_2&<d\end{align}",),
    ),
    "brackets": Case("文 \\(a_i+b_i\\) 和\n\n\\[\nc_j = d_j\n\\]\n\n完", ("a_i+b_i", "c_j=d_j")),
    "spaces": Case("文 $ x_1 $ 和 $y_1$ 完", ("x_1", "y_1")),
    "table-bars": Case(
        "| 名 | 式 |\n|---|---|\n| 模 | $|x|$ |\n| 条件 | $p(x|y)$ 与 $\\|z\\|_2$ |\n",
        ("|x|", "p(x|y)", r"\|z\|_2"),
        cells=(2, 2, 2),
    ),
    "bars-in-text": Case("概率 $p(x|y)$ 很大，$|x|$ 也大。", ("p(x|y)", "|x|"), cells=()),
    "nunjucks": Case(
        "旋转 $k_n^{{2}}$ 与 $\\text{\\#}{#1}$ 与 $x_{{a b}}$。\n\n"
        "$$\ny^{{%\n2}}\n$$\n\n{% asset_img pic.png 图 %}",
        ("k_n^{{2}}", r"\text{\#}{#1}", "x_{{ab}}", "y^{{%2}}"),
        images=1,
    ),
    "first-on-line": Case(
        "$\\mathbf{a}_1*b*c$ 是**“重点”**，也\n$\\mathbf{b}_2*c*d$ 是 **粗** 的\n\n"
        "- $\\mathbf{c}_3*d*e$ 是 **项**\n- 乙",
        (r"\mathbf{a}_1*b*c", r"\mathbf{b}_2*c*d", r"\mathbf{c}_3*d*e"),
        bold=("“重点”", "粗", "项"),
        items=("乙",),
    ),
    "in-list": Case(
        "1. 甲 $\\mathbf{x}_1$\n   $$\\mathbf{y}_1 \\\\ z$$\n2. 乙\n\n"
        "   $$\n   a_1 \\\\ b_1\n   $$\n\n   丙 **“粗”**字\n",
        (r"\mathbf{x}_1", r"\mathbf{y}_1\\z", r"a_1\\b_1"),
        bold=("“粗”",),
    ),
    "in-quote": Case(
        "> 引 $\\mathbf{a}_1*b*$\n>\n> $$\n> c_1 \\\\ d_1\n> $$\n>\n> **“完”**了",
        (r"\mathbf{a}_1*b*", r"c_1\\d_1"),
        bold=("“完”",),
    ),
    "display-in-text": Case(
        "甲 $$a_1 \\\\ b_1$$ 乙\n\n文：\n$$\nc_1 \\\\ d\n$$\n后", (r"a_1\\b_1", r"c_1\\d")
    ),
    "in-heading": Case(
        "## 题 $\\mathbf{a}_1*b*c$ 与 **“粗”**字\n\n文", (r"\mathbf{a}_1*b*c",), bold=("“粗”",)
    ),
    "in-emphasis": Case(
        "**公式 $a_1*b$ 在此**，又 **$x_1$**后", ("a_1*b", "x_1"), bold=("公式 $a_1*b$ 在此", "$x_1$")
    ),
    "in-html": Case("<center>见 $a_i*b_j*c < d$ 了</center>\n\n完", ("a_i*b_j*c<d",)),
    "macros": Case(
        "$$\n\\newcommand{\\R}{\\mathbb{R}}\n$$\n\n$x \\in \\R$ 完",
        (r"\newcommand{\R}{\mathbb{R}}", r"x\in\R"),
    ),
    "chinese": Case("$\\text{损失}_i = \\text{“好”}_j$ 完", (r"\text{损失}_i=\text{“好”}_j",)),
    "no-formulas": Case("价格 5 美元到 10 美元，`$x_1$` 是代码。\n\n```\n$$a_1$$\n```\n", code=("$x_1$",)),
    # ── emphasis ────────────────────────────────────────────────────────────────────────────────────
    "bold": Case(
        "前**“强调”**后，**重点：**后文，**普通** 粗，**（一）**甲**`码`**乙，***“粗斜”***字。\n\n"
        "- **项：**值",
        bold=("“强调”", "重点：", "普通", "（一）", "码", "“粗斜”", "项："),
        hidden=("**",),
    ),
    "italic-strike": Case(
        "前*“斜”*后 ~~“删”~~后 *x* 完",
        elements=(("em", "“斜”"), ("em", "x"), ("del|s", "“删”")),
        hidden=("*", "~~"),
    ),
    "tildes": Case(
        "约 1~2天，3~5天，7~8天，~~删~~。", shown=("1~2天，3~5天，7~8天",), elements=(("del|s", "删"),)
    ),
    # ── blocks ──────────────────────────────────────────────────────────────────────────────────────
    "tight": Case(
        "段落：\n- 甲\n- 乙\n\n段落\n1. 一\n2. 二\n\n文\n> 引\n\n文\n## 题\n\n文\n```py\nx = 1\n```\n",
        items=("甲", "乙", "一", "二"),
        elements=(("blockquote", "引"), ("h2", "题")),
        code=("x = 1",),
    ),
    "nested": Case("- 甲\n  1. 一\n  2. 二\n- 乙\n    - 深\n", items=("一", "二", "深")),
    "table": Case("文\n| a | b |\n|:--|--:|\n| 1 | **“2”**字 |\n\n后", cells=(2, 2), bold=("“2”",)),
    "task": Case(
        "- [ ] 待办\n- [x] 完成\n", hidden=("[ ]", "[x]"), elements=(("unchecked", ""), ("checked", ""))
    ),
    "footnotes": Case(
        "文[^a]后，再[^b]。\n\n[^a]: 注 **“粗”**字\n[^b]: 又注\n",
        hidden=("[^",),
        shown=("又注",),
        bold=("“粗”",),
        elements=(("sup", "1"), ("sup", "2")),
    ),
    "alert": Case(
        "> [!NOTE]\n> 内容 **“粗”**字\n\n> [!WARNING] 自己的题\n> 文\n",
        hidden=("[!",),
        bold=("“粗”", "自己的题"),
    ),
    "addresses": Case(
        "见 https://a.example/b，然后 https://a.example/c。也见 www.example.com。",
        links=(
            ("https://a.example/b", "https://a.example/b"),
            ("https://a.example/c", "https://a.example/c"),
            ("http://www.example.com", "www.example.com"),
        ),
    ),
    "html": Case(
        "<center>中</center>\n\n<details><summary>题</summary>\n\n**“内”**字\n\n"
        "</details>\n\nH<sub>2</sub>O <u>下</u>\n",
        bold=("“内”",),
        elements=(("center", "中"), ("sub", "2"), ("u", "下"), ("summary", "题")),
        beyond="kramed",  # no Markdown within HTML, empty lines or not
    ),
    "terms": Case(
        "术语\n: 定义 **“粗”**字\n: 又义\n\n后", bold=("“粗”",), hidden=(": 定义",), shown=("又义",)
    ),
    "marks": Case(
        "前==标==后，++插入++，H~2~O 与 x^2^，`a==b`，10~20元。",
        elements=(("mark", "标"), ("ins", "插入"), ("sub", "2"), ("sup", "2")),
        code=("a==b",),
        shown=("10~20元",),
    ),
    "emoji": Case("好 :smile: 与 12:30:45 与 `:smile:`", shown=("好 😄 与 12:30:45",), code=(":smile:",)),
    "wikilinks": Case(
        "见 [[post bold]] 与 [[post code|字]] 与 [[没有的]] 与 ![[pic.png]] 完",
        images=1,
        shown=("没有的",),
        hidden=("[[",),
        links=(("/bold.html", "post bold"), ("/code.html", "字")),
    ),
    "inline-note": Case("文^[内注 **“粗”**字]后", shown=("内注",), bold=("“粗”",), hidden=("^[",)),
    "heading-name": Case(
        "## 题 {#intro}\n\n见 [上](#intro)\n",
        elements=(("h2", "题"),),
        hidden=("{#",),
        links=(("#intro", "上"),),
    ),
    "boxes": Case(
        '::: tip 标题\n内容 **“粗”**字\n\n- 项\n:::\n\n!!! warning "小心"\n    文 **“又”**字\n\n'
        "::: details 折\n里 **“内”**字\n:::\n\n后",
        bold=("标题", "“粗”", "小心", "“又”", "“内”"),
        hidden=(":::", "!!!"),
        items=("项",),
        elements=(("summary", "折"),),
        beyond="kramed",
    ),
    "contents": Case("[TOC]\n\n## 甲\n\n文", hidden=("[TOC]", "{:toc}")),
    "attributes": Case(
        "![图](/images/root.png){width=30} 与 [链](https://a.example/){:.c} 完", images=1, hidden=("{",)
    ),
    "mermaid": Case("```mermaid\ngraph TD\nA-->B\n```\n", code=("graph TD",)),
    "code": Case(
        "`{{ x }}` 与 `{% y %}`\n\n```jinja\n{% raw %}{{ z }}{% endraw %}\n{% unknown %}\n```\n\n文",
        code=("{{ x }}", "{% y %}", "{% unknown %}"),
    ),
    "quote-tag": Case(
        "{% blockquote %}\n见 $a_i*b_j*c$ 与 **“粗”**字\n{% endblockquote %}\n",
        ("a_i*b_j*c",),
        bold=("“粗”",),
        hidden=("{%",),
    ),
    "raw": Case("{% raw %}{{ kept }}{% endraw %} 完", shown=("{{ kept }} 完",)),
    # ── pictures and links ──────────────────────────────────────────────────────────────────────────
    "pictures": Case(
        '{% asset_img pic.png 图 %}\n\n![标](pic.png "题") 说明 **“粗”**字\n\n![](/images/root.png)\n\n'
        '<img src="pic.png" width="10">\n\n{% asset_img pic.png %} 后 **粗二** 文\n',
        images=5,
        bold=("“粗”", "粗二"),
    ),
    "own-links": Case(
        "[另一篇](bold.md#x) 与 {% post_link code %}、**“粗”**字",
        links=(("http://blog.example.cn/bold.html#x", "另一篇"), ("/code.html", "post code")),
        bold=("“粗”",),
    ),
}


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    data = zlib.compress(b"\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def sources(site: Path) -> list[str]:
    for name, case in CASES.items():
        file = site / "content" / f"{name}.md"
        file.parent.mkdir(exist_ok=True)
        front = f"---\ntitle: post {name}\nabbrlink: {name}\ndate: 2024-03-17 10:46:09\n---\n\n"
        file.write_text(front + case.markdown, encoding="utf-8")
        if "pic.png" in case.markdown:
            (site / "content" / name).mkdir()
            (site / "content" / name / "pic.png").write_bytes(png())
    (site / "static" / "images").mkdir(parents=True)
    (site / "static" / "images" / "root.png").write_bytes(png())
    return ["content"]


BUILDS = [
    ("", "marked"), ("", "pandoc"), ("", "markdown-it"),
    ("marked", "marked"), ("pandoc", "pandoc"), ("markdown-it", "markdown-it"), ("kramed", "kramed"),
]  # fmt: skip


@pytest.fixture(params=BUILDS, ids=[f"{plugin}-{renderer or 'any'}" for renderer, plugin in BUILDS])
def hexo(request: pytest.FixtureRequest, build: Callable[..., Any], hexo_tools: None) -> Any:
    renderer, plugin = request.param
    return build("own", sources, "hexo", renderer, plugin)


def test_a_hexo_blog_builds_without_an_error(hexo: Any) -> None:
    assert hexo.code == 0, hexo.log
    assert "ERROR" not in hexo.log, hexo.log
    assert {file.stem for file in hexo.public.glob("*.html")} >= set(CASES)


def test_every_page_shows_what_its_author_meant(hexo: Any, request: pytest.FixtureRequest) -> None:
    wrong = [
        f"{name}: {problem}"
        for name, case in CASES.items()
        if not case.beyond or case.beyond not in request.node.name
        for problem in problems(hexo, name, case)
    ]
    assert not wrong, "\n".join(wrong)


def test_a_real_theme_builds_with_its_own_tags_and_mathjax(
    build: Callable[..., Any], hexo_tools: None
) -> None:
    def noted(site: Path) -> list[str]:
        folders = sources(site)
        file = site / "content" / "noted.md"
        text = "{% note info %}\n文 **“粗”**字 $a_i*b_j*c$\n{% endnote %}\n"
        file.write_text(f"---\ntitle: noted\nabbrlink: noted\n---\n{text}", encoding="utf-8")
        return folders

    built = build("themed", noted, "hexo", "", "marked", theme="next")
    assert built.code == 0, built.log
    assert "ERROR" not in built.log, built.log
    page = built.page("noted")
    assert 'class="note info"' in page.html
    assert page.formulas == ["a_i*b_j*c"]
    assert page.within["strong"] == ["“粗”"]
    assert "mathjax" in (built.public / "noted.html").read_text(encoding="utf-8").lower()


def problems(built: Any, name: str, case: Case) -> list[str]:
    page = built.page(name)
    found = []
    if page.formulas != sorted("".join(tex.split()) for tex in case.formulas):
        found.append(f"formulas {page.formulas}")
    found += [f"no {words!r} in {page.text!r}" for words in case.shown if words not in page.text]
    plain = "".join(page.stretches)
    found += [f"{words!r} in {plain!r}" for words in case.hidden if words in plain]
    strong = page.within.get("strong", [])
    marked = [re.sub(r"\s", " ", words.replace("\\(", "$").replace("\\)", "$")) for words in strong]
    found += [f"{words!r} is not bold: {marked}" for words in case.bold if words not in marked]
    for tags, words in case.elements:
        if not any(words in page.within.get(tag, []) for tag in tags.split("|")):
            found.append(f"no <{tags}> {words!r}: {page.within}")
    if case.cells and tuple(map(len, page.rows)) != case.cells:
        found.append(f"cells {page.rows}")
    if not case.cells and page.rows:
        found.append(f"a table: {page.rows}")
    linked = [(bare(address), words) for address, words in page.links]
    found += [
        f"no link {link}: {page.links}" for link in case.links if (bare(link[0]), link[1]) not in linked
    ]
    found += [
        f"no item {words!r}: {page.within.get('li')}"
        for words in case.items
        if words not in page.within.get("li", [])
    ]
    codes = " ".join(page.within.get("code", []))
    found += [f"no code {words!r}: {codes!r}" for words in case.code if words not in codes]
    if len(page.images) != case.images:
        found.append(f"{len(page.images)} pictures")
    for image in page.images:
        src = unquote(image.get("src", ""))
        if not (built.public / (src if src.startswith("/") else f"/{name}/{src}").lstrip("/")).is_file():
            found.append(f"the picture {src!r} is not there")
    return found


def bare(address: str) -> str:
    """An address as far as generators agree: root-relative, without `https:` and the last `/`."""
    return re.sub(r"^https?://(blog\.example\.cn)?", "", address).removesuffix("/")


OTHERS = [("hugo", ""), ("hugo", "goldmark"), ("jekyll", "")]


@pytest.fixture(params=OTHERS, ids=["hugo-passthrough", "hugo-goldmark", "jekyll"])
def other(request: pytest.FixtureRequest, build: Callable[..., Any]) -> Any:
    generator, renderer = request.param
    request.getfixturevalue(f"{generator}_tools")
    return build("own", sources, generator, renderer)


def test_hugo_and_jekyll_build_a_hexo_author_s_posts(other: Any, request: pytest.FixtureRequest) -> None:
    assert other.code == 0, other.log
    assert "ERROR" not in other.log, other.log
    wrong = [
        f"{name}: {problem}"
        for name, case in CASES.items()
        if not set(case.beyond.split()) & set(re.split(r"[\[\]-]", request.node.name))
        for problem in problems(other, name, case)
    ]
    assert not wrong, "\n".join(wrong)
