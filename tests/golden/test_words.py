"""What every adapter owes any Markdown: its words, its formulas, the same bytes twice, and no surprise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher import registry
from publisher.errors import LimitError, SourceError
from publisher.markdown.front_matter import read
from publisher.markdown.parse import parse
from publisher.markdown.walk import walk
from publisher.model.post import DiagramOrigin, Post, PostKey
from publisher.model.rendition import Rendition
from publisher.model.tree import Code, CodeBlock, Math, MathBlock, Node, Text
from publisher.typeset.tools import open_tools

DIALECT = "hexo"
"""Of the site, and so of a text that a blog is given."""
HEAD = "---\ntitle: 题\ndate: 2026-01-02 08:00:00\n---\n\n"
SHOWN = frozenset({"alt", "title", "data-text", "data-url", "data-caption"})
UNHURRIED = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

PIECES = [
    "# 题\n", "## 二 **级**\n", "中文", "word ", "**粗**", "*斜*", "`码 a<b`", "$x<y$", "$$\nx^2\n$$\n",
    "$$y$$", "\\(z\\)", "\n", "\n\n", "- 项\n", "  - 内\n", "1. 一\n", "3. 三\n", "> 引\n", "> > 里\n",
    "```py {1}\na = 1\n```\n", "~~~mermaid\ngraph LR; A-->B\n~~~\n", "| a | 格 |\n|---|:-:|\n| 1 | $|x|$ |\n",
    "***\n", "<b>重", "</b>", "<div>", "</div>", "[链](https://a.example)", "[^1]", "\n[^1]: 注 $z$ 话\n",
    "- [x] 做\n", "<sup>2</sup>", "H<sub>ab</sub>", "~~删~~", "==亮==", "  \n", "\\", "&amp;", "\n\n$$\n",
    "https://b.example/路 ", "> [!NOTE]\n> 话\n", "词\n: 义\n", "::: tip 名\n内\n:::\n", "[TOC]\n", ":smile:",
    "<details><summary>要</summary>\n\n详\n\n</details>\n", "<center>中</center>\n", "<kbd>K</kbd>",
    "<ruby>字<rt>zi</rt></ruby>", "“引号”", "[[另一篇]]", "$5 到 $10", "`", "*", "_",
    "[", "](", "|", "<", "&", "    ", "<!-- more -->\n",
]  # fmt: skip
markdown = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
anything = st.text(
    st.one_of(
        st.sampled_from("#*_`~[]()<>!|:-+=$\\{}^\n\t &;'\"/.%0123ab中，。"), st.characters(codec="utf-8")
    ),
    max_size=60,
)


@pytest.fixture(scope="session")
def render(golden_site: Callable[[str], Any]) -> Callable[[str, str], Rendition]:
    """A text and an adapter's name → its rendition; broken TeX is shown as source."""
    site = golden_site(DIALECT)
    lenient = type(site)(site.settings, site.index, open_tools(None, lenient=True))
    return lambda text, name: lenient.render(post(text), name)


def post(text: str) -> Post:
    whole = HEAD + text
    front = read(whole)
    return Post(
        key=PostKey("any"),
        path="content/any/index.md",
        place="any/index.md",
        text=whole,
        title="题",
        front=front.data,
        document=parse(whole, dialect=DIALECT, body_offset=front.body_offset).document,
        url="https://blog.example.com/any.html",
        body_line=HEAD.count("\n") + 1,
    )


@pytest.mark.parametrize("name", registry.names())
@UNHURRIED
@given(text=markdown)
def test_every_word_of_any_markdown_survives(render: Callable[..., Rendition], name: str, text: str) -> None:
    rendition = render(text, name)
    shown = letters("".join(visible(rendition)))
    written = authored(post(text).document)
    if rendition.format == "md":  # signs of Markdown may stand between the words of one run
        written = (word for words in written for word in re.findall(r"\w+", words))
    assert [words for words in map(letters, written) if words not in shown] == []


@pytest.mark.parametrize("name", registry.names())
@UNHURRIED
@given(text=markdown)
def test_every_formula_of_any_markdown_is_accounted_for(
    render: Callable[..., Rendition], name: str, text: str
) -> None:
    formulas = [node.tex for node in walk(post(text).document) if isinstance(node, Math | MathBlock)]
    assert sorted(use.tex for use in render(text, name).formulas) == sorted(formulas)


@pytest.mark.parametrize("name", registry.names())
@UNHURRIED
@given(text=st.one_of(markdown, anything))
def test_the_same_text_gives_the_same_bytes(render: Callable[..., Rendition], name: str, text: str) -> None:
    assert render(text, name) == render(text, name)


@pytest.mark.parametrize("name", registry.names())
@UNHURRIED
@given(text=anything)
def test_rendering_any_text_raises_nothing_but_what_is_documented(
    golden_site: Callable[[str], Any], name: str, text: str
) -> None:
    with suppress(SourceError, LimitError):
        golden_site(DIALECT).render(post(text), name)


def authored(node: Node) -> Iterator[str]:
    """Runs of words as the author wrote them; formulas are no words."""
    for below in walk(node):
        if isinstance(below, Text | Code):
            yield below.text
        elif isinstance(below, CodeBlock):
            yield from below.code.split("\n")


def visible(rendition: Rendition) -> Iterator[str]:
    """What a reader can get at: text, what tags say in words, and the words of drawn diagrams."""
    yield rendition.title
    origins = (asset.origin for asset in rendition.assets.values())
    yield from (origin.text for origin in origins if isinstance(origin, DiagramOrigin))
    if rendition.format == "md":
        yield rendition.body  # in code an entity is its letters
        yield unescape(rendition.body)
        yield unescape(re.sub(r"</?\w[^<>]*>", "", rendition.body))  # a stray tag may stand within a word
        return
    reader = Reader()
    reader.feed(rendition.body)
    reader.close()
    yield from (*reader.texts, *reader.told)


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.told: list[str] = []

    def handle_starttag(self, _tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.told += [value or "" for name, value in attributes if name in SHOWN]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def letters(text: str) -> str:
    """Letters and digits alone; ² is 2, as raised text may be printed."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))
