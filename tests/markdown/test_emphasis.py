"""Emphasis: CommonMark's rule, and the amendment for text written without spaces."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from publisher.markdown.parsing.engine import engine


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**“重点”**后文", "<strong>“重点”</strong>后文"),
        ("**重点：**后文", "<strong>重点：</strong>后文"),
        ("前文**（重点）**后文", "前文<strong>（重点）</strong>后文"),
        ("前文**`代码`**后文", "前文<strong><code>代码</code></strong>后文"),
        ("这是**[链接](a)**。", '这是<strong><a href="a">链接</a></strong>。'),
        ("*「引」*是", "<em>「引」</em>是"),
        ("~~“删”~~后", "<del>“删”</del>后"),
        ("**$x$**是", '<strong><span class="math">x</span></strong>是'),
        ("한국어**(강조)**는", "한국어<strong>(강조)</strong>는"),
        ("**葛\U000e0100。**葛", "<strong>葛\U000e0100。</strong>葛"),
        ("**“重点”**LLM", "<strong>“重点”</strong>LLM"),
        ("**‘慢思考’**2024年", "<strong>‘慢思考’</strong>2024年"),
        ("中**“a”**b", "中<strong>“a”</strong>b"),
        ("**等等……**and", "<strong>等等……</strong>and"),
        ("***粗斜。***后", "<em><strong>粗斜。</strong></em>后"),
    ],
)
def test_emphasis_beside_chinese_is_emphasis(html, text, expected):
    assert html(text) == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**a.**b", "**a.**b"),
        ("** 空格 **后", "** 空格 **后"),
        ("变量_名_字", "变量_名_字"),
        ("snake_case_name", "snake_case_name"),
        ("1~2个，3~4个", "1~2个，3~4个"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("**🎉**a", "**🎉**a"),
    ],
)
def test_other_text_is_read_as_commonmark_says(html, text, expected):
    assert html(text) == f"<p>{expected}</p>"


PLAIN_MARKDOWN = st.lists(
    st.sampled_from(
        [*"*_`#>-+=! \n()ab1.\"'&;", "**", "  \n", "\n\n", "[a](b)", "![a](b)", "    ", "&amp;", "é", "«"]
    ),
    max_size=40,
).map("".join)
OURS = re.compile(r"([>\-=+.;])_+\1|==|\+\+")
"""`>_>` and its like, whose `_` is no emphasis to us; signs that mark and insert."""


@given(PLAIN_MARKDOWN.filter(lambda text: not OURS.search(text)))
def test_text_without_chinese_or_extensions_is_read_as_by_a_commonmark_parser(text):
    assert engine("plain").render(text) == MarkdownIt("commonmark", {"maxNesting": 100}).render(text)
