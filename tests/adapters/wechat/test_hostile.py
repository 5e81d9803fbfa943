"""Whatever a post holds: nothing that runs, loads, or is known to be taken away ever leaves."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher_wechat.normalise import normalise
from publisher_wechat.simulator.editor import reopened
from publisher_wechat.simulator.sanitise import TAIL, sanitise
from publisher_wechat.simulator.tree import parse
from publisher_wechat.theme import names

TAGS = {
    *(
        "section",
        "p",
        "span",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "strong",
        "em",
        "u",
        "s",
        "sup",
        "sub",
        "br",
    ),
    *("hr", "blockquote", "pre", "code", "table", "thead", "tbody", "tr", "td", "th", "img", "a"),
    *("ul", "ol", "li", "svg", "g", "path", "rect", "line", "text", "tspan"),
}
DROPPED = re.compile(r"position\s*:|filter\s*:|url\s*\(|var\s*\(|expression|javascript|@|--", re.I)
PIECES = (
    "<script>alert(1)</script>",
    "<style>p{position:fixed}</style>",
    "<b onclick='x'>粗</b>",
    "<img src=x onerror=y>",
    "<img src='b.png' style='background:url(//e.example)'>",
    "<a href='javascript:z' id=a class=b>链</a>",
    "<iframe src='//e.example'></iframe>",
    "<svg onload=x><use href='#a'/></svg>",
    "<p style='position:fixed'>段</p>",
    "<div style='color:var(--x)'>\n\n",
    "</div>",
    "<input type=checkbox>",
    "<form>",
    "<object data=x>",
    "<!-- c -->",
    "<center>",
    "<details><summary>问</summary>",
    "</details>",
    "<table><tr><td>格</td></tr></table>",
    "$\\href{javascript:1}{x}$",
    "$\\class{a}{x}\\cssId{b}{y}\\style{position:fixed}{z}$",
    "$\\text{<img src=x>}$",
    "$$\\bad$$",
    '![a" onerror="x](b.png "t\\"")',
    '[x](https://e.example/"onclick="y)',
    "\x02" + "0\x1f1\x1f\x1f\x03",
    "asset:" + "a" * 64,
    '```py "><script>\n<b>\n```\n',
    "`<i>`",
    "- 项\n",
    "> 引\n",
    "# 题\n",
    "\n\n",
    "&lt;script&gt;",
    "&#60;b&#62;",
    "字",
    "==亮== $x_i$ $y$\n<kbd>a</kbd> **$x_1$ ==b==** ",
    " ",
    "[^1]",
    "\n\n[^1]: 注<br class=x>\n",
    "|a|b|\n|-|-|\n|1|2|\n",
    "<ruby>漢<rt>hàn</rt></ruby>",
    "\u2028",
    "\ud7ff",
    "\x00",
)


def harmful(body: str) -> list[str]:
    """What must not be in a body, as found."""
    found: list[str] = []
    for element in parse(body).walk():
        if element.tag and element.tag not in TAGS:
            found.append(element.tag)
        for name, value in element.attributes.items():
            if name in {"class", "id"} or name.startswith("on"):
                found.append(name)
            if name == "style" and (DROPPED.search(value) or '"' in value):
                found.append(value)
            if name == "href" and not value.startswith("https://mp.weixin.qq.com/"):
                found.append(value)
            if name == "src" and not re.fullmatch(r"asset:[0-9a-f]{64}", value):
                found.append(value)
    return found


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join))
def test_nothing_harmful_leaves_whatever_the_post_holds(article: Any, markdown: str) -> None:
    rendition = article(markdown, lenient=True)
    assert harmful(rendition.body) == []
    assert not re.search("[\x00-\x08\x0e-\x1f]", rendition.body)
    assert rendition.references() <= set(rendition.assets)
    assert article(markdown, lenient=True).body == rendition.body


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join))
def test_both_filters_leave_its_words_alone(article: Any, markdown: str) -> None:
    body = re.sub("asset:[0-9a-f]{64}", "https://mmbiz.qpic.cn/b", article(markdown, lenient=True).body)
    kept = sanitise(body, {"https://mmbiz.qpic.cn/b"}, refuses_links=True).removesuffix(TAIL)
    assert normalise(kept) == normalise(body)
    assert normalise(reopened(kept)) == normalise(body)


@pytest.mark.parametrize("theme", names())
def test_no_theme_writes_what_the_platform_takes_away(article: Any, theme: str) -> None:
    markdown = (
        "# 一\n\n## 二\n\n段 **粗** `码` $x$\n\n> 引\n\n- 项\n\n```py\nIF a\n```\n\n"
        "|a|\n|-|\n|1|\n\n![图](b.png)\n\n---\n"
    )
    body = article(markdown, theme=theme).body
    assert harmful(body) == []
    styled = [one.style for one in parse(body).walk() if one.style]
    assert not [style for style in styled for value in style.values() if "rem" in value or "vw" in value]
