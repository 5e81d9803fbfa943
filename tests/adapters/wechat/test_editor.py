"""What we send looks the same after both of the platform's filters: on arrival, and once it was saved."""

from typing import Any

import pytest

from publisher_wechat.normalise import normalise
from publisher_wechat.simulator.editor import reopened
from publisher_wechat.simulator.sanitise import TAIL, sanitise
from publisher_wechat.simulator.tree import BLOCKS, Element, parse

Look = tuple[str, str, str]
LOOKS = ("font-size", "line-height", "color")
POST = (
    "# 节\n\n一 **粗**：后 `码  b` [链](https://e.example) ==亮== $x_i$ 与 $\\frac12$。\n\n"
    "- 甲\n  1. 乙\n\n     又\n  2. 丙\n     - 丁\n       - 戊\n- [ ] 事\n\n"
    "1. 己\n\n   ```py\n   IF a:\n       b\n   ```\n\n"
    "> 引\n>\n> > 再引\n>\n> - 庚\n\n> [!TIP]\n> 辛\n\n```py\nIF a:\n\n    go  (b)  # c\n```\n\n"
    "| 列 | 值 |\n|-|:-:|\n| 1 | `二` |\n\n![图](b.png)\n\n$$y$$\n\n---\n\n末[^1]\n\n[^1]: 注。\n"
)


def stored(html: str, issued: str = "") -> str:
    return sanitise(html, {issued}, refuses_links=True).removesuffix(TAIL)


def looks(html: str) -> list[tuple[str, Look]]:
    """Each run of text and each drawn formula with what it looks like."""
    found: list[tuple[str, Look]] = []

    def walk(element: Element, look: dict[str, str], inside: str) -> None:
        here = {**look, **{name: value for name, value in element.style.items() if name in LOOKS}}
        inside = element.tag if element.tag in BLOCKS - {"section"} else inside
        for child in element.children:
            if isinstance(child, Element) and child.tag != "svg":
                walk(child, here, inside)
            elif isinstance(child, Element) or child.strip():
                found.append(
                    (inside, (here.get("font-size", ""), here.get("line-height", ""), here.get("color", "")))
                )

    walk(parse(html), {}, "")
    return found


@pytest.fixture
def body(article: Any) -> str:
    return str(article(POST).body).replace("asset:" + "b" * 64, "https://mmbiz.qpic.cn/b")


def test_no_word_is_lost_and_no_line_is_added(body: str) -> None:
    kept = stored(body, "https://mmbiz.qpic.cn/b")
    assert normalise(kept) == normalise(body)
    assert normalise(reopened(kept)) == normalise(body)
    assert normalise(reopened(reopened(kept))) == normalise(body)


def test_there_are_no_phantom_bullets_and_no_blank_lines(body: str) -> None:
    saved = parse(reopened(stored(body, "https://mmbiz.qpic.cn/b")))
    empty = [
        one.tag
        for one in saved.walk()
        if one.tag in {"p", "li", "h1", "h2", "section", "blockquote"}
        and not one.text.strip(" \n")
        and not any(inner.tag in {"img", "svg"} for inner in one.walk())
    ]
    assert empty == []


def test_running_text_looks_the_same(body: str) -> None:
    kept = stored(body, "https://mmbiz.qpic.cn/b")
    before = looks(kept)
    assert len(before) > 20
    assert looks(reopened(kept)) == before


def test_code_keeps_its_lines_and_indentation(body: str) -> None:
    saved = parse(reopened(stored(body, "https://mmbiz.qpic.cn/b")))
    pre = [one for one in saved.walk() if one.tag == "pre"][-1]
    assert len([one for one in pre.walk() if one.tag == "br"]) == 2
    assert pre.text.replace("\u00a0", " ") == "IF a:    go  (b)  # c"


def test_real_lists_survive_where_they_are_chosen(article: Any) -> None:
    sent = article("- **甲**：后文\n- 乙\n", lists="native").body
    assert normalise(reopened(stored(sent))) == normalise(sent)
    assert reopened(stored(sent)).count("<li") == 2


TORN = (
    '<ul><li><span leaf="">甲</span><section><ul><li><span leaf="">乙</span></li></ul></section>'
    "</li><li><br  /></li></ul>"
)

# ── the editor's damage is really done ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("sent", "saved"),
    [
        ("<p>一</p> <p>二</p>", '<p><span leaf="">一</span></p><p><br  /></p><p><span leaf="">二</span></p>'),
        (
            "<ul><li><b>甲</b>：乙</li></ul>",
            '<ul><li><b><span leaf="">甲</span></b><section><span leaf="">：乙</span></section></li></ul>',
        ),
        (
            "<ul><li><p>甲</p></li></ul>",
            '<ul><li><p><span leaf="">甲</span></p><p><br  /></p></li></ul>',
        ),
        (
            "<ul><li>甲<ul><li>乙</li></ul></li></ul>",
            TORN,
        ),
        (
            '<section style="color: red; padding: 1px;"><p>甲</p></section>',
            '<section style="padding: 1px;"><p><span leaf="">甲</span></p></section>',
        ),
        ("<pre>a\n  b</pre>", '<pre><span leaf="">ab</span></pre>'),
        (
            "<pre><span>a</span> <span>b</span></pre>",
            '<pre><span><span leaf="">a</span></span><span><span leaf="">b</span></span></pre>',
        ),
    ],
)
def test_the_editor_breaks_what_it_is_known_to_break(sent: str, saved: str) -> None:
    assert reopened(sent) == saved


def test_lists_of_three_levels_lose_the_deepest() -> None:
    deep = "<ul><li>一<ul><li>二<ul><li>三</li></ul></li></ul></li></ul>"
    assert "二" in reopened(deep)
    assert "三" not in reopened(deep)
