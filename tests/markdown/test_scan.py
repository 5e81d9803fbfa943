"""The scanner finds the links the parser finds, in the same regions, without parsing."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.markdown.blocks.recognise import recognise
from publisher.markdown.front_matter import read
from publisher.markdown.parse import parse
from publisher.markdown.scan import Found, scan
from publisher.markdown.scan.outline import outline
from publisher.markdown.scan.parts import Unsure
from publisher.markdown.walk import walk
from publisher.model.post import BlockRule
from publisher.model.tree import Link, Region

RULES = (
    BlockRule("related", ("往期回顾", "【往期文章】", "【推荐文章】")),
    BlockRule("footer", ("读到这了*", "博客：*")),
    BlockRule("notice", (), "^【本文已在.*】$"),
)
SAMPLES = sorted((Path(__file__).parents[2] / "content").rglob("*.md"))
PIECES = [
    *(
        "[甲](http://a.b/c)",
        '[乙](/p.html "t")',
        "[[题]]",
        "[[题|名]]",
        "![图](a.png)",
        "[![图](a.png)](/丙)",
    ),
    *(
        "https://a.b/d",
        "www.a.b/c",
        "<https://a.b/e>",
        "http://a.b/(x)",
        "[https://a.b](http://a.b/f)",
        "a@b.cd",
    ),
    *("[r]: http://a.b/r", "[r]", "[甲][r]", "[^1]", "[x]", "[", "]", "(", ")", "!", "\\", "&amp;"),
    *("文字", "word ", "。", "：", "、", "x_1", "**", "_", "==", "|", "\n|---|\n", "<br>", "<b>", "\t"),
    *(
        "\n",
        "\n",
        "\n\n",
        "\n\n",
        "\r\n",
        "- ",
        "1. ",
        "2. ",
        "> ",
        "  ",
        "    ",
        "# ",
        "***\n",
        "---\n",
        "===\n",
    ),
    *(
        "```\n",
        "~~~\n",
        "`",
        "``",
        "$",
        "$$",
        "$x$",
        "$$\ny\n$$",
        "\\[",
        "\\]",
        "\\begin{align}",
        "\\end{align}",
    ),
    *(
        "<!-- more -->",
        "<!-- x -->",
        "{#",
        ":::",
        "{% note %}",
        "{% asset_img a.png %}",
        "{% post_link x 名 %}",
    ),
    *(
        "往期回顾",
        "【推荐文章】",
        "读到这了，",
        "博客：",
        "【本文已在此】",
        "\n- 组：\n",
        "\n[戊](http://a.b/5)  \n",
    ),
]
"""What links are written with, and what could hide them."""


def parsed(text: str, offset: int = 0, dialect: str = "hexo") -> list[tuple[int, str, str]]:
    """Line, address and region of each link, as the parser has them."""
    tree = parse(text, dialect=dialect, body_offset=offset)
    document = recognise(tree.document, text, RULES, tree.wrappers)
    return sorted(
        (node.lines[0], node.url, block.name if isinstance(block, Region) else "")
        for block in document.blocks
        for node in walk(block)
        if isinstance(node, Link) and not node.url.lower().startswith("mailto:")
    )


def scanned(text: str, offset: int = 0, dialect: str = "hexo") -> list[tuple[int, str, str]]:
    return sorted((found.line, found.url, found.block) for found in scan(text, offset, dialect, RULES))


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
def test_any_text_gives_the_links_the_parser_finds(text: str) -> None:
    assert scanned(text) == parsed(text)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.lists(
        st.sampled_from([*PIECES, '{{< ref "a.md" >}}', '[丁]({{< ref "a.md#b" >}})', "{{< x"]), max_size=10
    ).map("".join)
)
def test_so_does_any_text_with_shortcodes(text: str) -> None:
    assert scanned(text, dialect="hugo") == parsed(text, dialect="hugo")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_the_sample_posts_are_read_alike(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    offset = read(text).body_offset
    assert scanned(text, offset) == parsed(text, offset)


def test_real_posts_are_read_alike_and_nearly_all_without_the_parser(corpus: Path) -> None:
    left = 0
    paths = sorted(corpus.rglob("*.md"))
    for path in paths:
        text = path.read_text(encoding="utf-8")
        offset = read(text).body_offset
        assert scanned(text, offset) == parsed(text, offset), path.name
        left += not is_certain(text[offset:])
    assert left <= len(paths) // 5


def is_certain(body: str) -> bool:
    try:
        outline(body.splitlines())
    except Unsure:
        return False
    return True


def test_links_in_code_comments_and_formulas_are_none() -> None:
    text = "`[a](b)` <!-- [a](b) --> $[a](b)$ \\[a](b)\n\n    [a](b)\n\n```\n[a](b)\n```\n\n$$\n[a](b)\n$$\n"
    assert scan(text, 0, "hexo") == ()


def test_lines_are_those_of_the_file_whatever_its_line_ends() -> None:
    text = "\ufeff---\r\ntitle: a\r\n---\r\n\r\n[a](b)\r\n- x\r\n  [c](d) [e](f)\r\n"
    found = scan(text, read(text).body_offset, "hexo")
    assert [(each.line, each.url) for each in found] == [(5, "b"), (7, "d"), (7, "f")]


def test_words_are_bare_of_emphasis_and_code() -> None:
    found = scan("[**甲** `乙`\n*丙* a_b\\_c &amp; d](x)", 0, "hexo")
    assert found == (Found(1, "x", "甲 乙 丙 a_b_c & d"),)


def test_links_of_a_list_kept_by_hand_have_their_group() -> None:
    text = (
        "[文](/0)\n\n【推荐文章】  \n- MoE：  \n[a](/1)  \n[b](/2)\n- 端侧  \n[c](/3)\n"
        "- 算法题：[(1)](/4)、[(2)](/5)\n"
        "- [d](/6)\n\n***\n\n往期回顾\n\n[e](/7)\n\n对齐：\n\n- [f](/8)\n- [g](/9)\n\n[h](/10)\n"
    )
    assert [(each.url, each.block, each.group) for each in scan(text, 0, "hexo", RULES)] == [
        ("/0", "", ""),
        ("/1", "related", "MoE"),
        ("/2", "related", "MoE"),
        ("/3", "related", "端侧"),
        ("/4", "related", "算法题"),
        ("/5", "related", "算法题"),
        ("/6", "related", ""),
        ("/7", "related", ""),
        ("/8", "related", "对齐"),
        ("/9", "related", "对齐"),
        ("/10", "related", ""),
    ]


def test_a_text_that_only_the_parser_can_read_has_its_links_too() -> None:
    text = '<div>\n\n[a](b) <a href="c">d</a>\n\n</div>\n\n【推荐文章】\n\n[e](f)[^1]\n\n[^1]: [g](h)\n'
    assert not is_certain(text)
    assert [(each.url, each.block) for each in scan(text, 0, "hexo", RULES)] == [
        ("b", ""),
        ("c", ""),
        ("f", "related"),
        ("h", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "[a](" * 10_000,
        "`" + " ``" * 10_000,
        "$$\n" * 10_000,
        "[a](b)\n" * 10_000,
        "https://a.b/[" * 5_000,
        "- " * 5_000 + "[a](b)",
        "```\n\n" * 5_001,
        "> - a\n" * 5_000 + "\n[a](b)",
        "\\[\n" * 5_000 + "\n\\]",
        "a $$\n" * 5_001,
    ],
    ids=lambda text: text[:8].encode("unicode_escape").decode(),
)
def test_long_and_odd_texts_end(text: str) -> None:
    try:
        found = outline(text.split("\n"))
    except Unsure:
        return
    assert found.stretches or found.blocks
