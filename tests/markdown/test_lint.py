"""What a careful editor would ask about a manuscript, and what is left alone."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.markdown.lint import lint
from publisher.markdown.parse import parse
from publisher.markdown.walk import transform
from publisher.model.post import Asset, FileOrigin, Note, Post, PostKey, Site, WebOrigin
from publisher.model.tree import Image, Node, Region

SITE = Site(url="https://blog.example.com", aliases=("https://example.com",))


def lint_of(text: str, assets: Mapping[str, Asset] | None = None, columns: int = 80) -> list[Note]:
    def bound(node: Node) -> Node:
        return replace(node, asset=node.src) if isinstance(node, Image) and node.src in known else node

    known = assets or {}
    document = transform(parse(text, dialect="hexo").document, bound)
    post = Post(PostKey("k"), "content/k.md", text, "题", document, assets=known)
    return list(lint(post, SITE, columns))


def told(text: str, **more: object) -> list[tuple[str, int]]:
    return [(note.kind, note.line) for note in lint_of(text, **more)]  # type: ignore[arg-type]


def picture(name: str, width: int, height: int, media_type: str = "image/png") -> Mapping[str, Asset]:
    return {name: Asset("asset:1", name, FileOrigin(name), media_type, width, height, 1000)}


CLEAN = """\
## 一

正文里有**重点**、`**代码**`、$a_b$ 和[链接](https://a.com/x)，还有脚注[^1]。

### 二

![图](a.png)

```python
print("TODO: 不是提醒")
```

| 甲 | 乙 |
| --- | --- |
| 1 | 2 |

$$
a = b
$$

[^1]: 注。
"""


def test_a_clean_post_is_left_alone() -> None:
    assert told(CLEAN) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("一 **重点 ** 后", "emphasis-as-text"),
        ("前**没有另一半", "emphasis-as-text"),
        ("看 $$ 这里", "math-as-text"),
        ("只有结尾 \\end{align} 在文字里", "math-as-text"),
        ("[空格](http://a.com/x y)", "link-as-text"),
        ("[全角]（https://a.com）", "link-as-text"),
        ("【全角】（https://a.com/x）", "link-as-text"),
        ("【全角】(https://a.com/x)", "link-as-text"),
        ("{{< figure src=x >}} 别处的标签", "tag-as-text"),
        ("＃ 标题", "heading-as-text"),
        ("##标题", "heading-as-text"),
        ("文\n|甲|乙|\n|---|\n|1|2|", "table-as-text"),
        ("见[^没有]。", "footnote-as-text"),
        ("这一行的末尾 \\", "backslash-as-text"),
        ("TODO: 补图", "todo-left"),
        ("这里（待补充）", "todo-left"),
        ("·····python", "fence-as-text"),
    ],
)
def test_markup_that_did_not_work_is_told(text: str, code: str) -> None:
    assert code in {kind for kind, _ in told(text)}


@pytest.mark.parametrize(
    "text",
    [
        "2**10 是幂，x**y 也是",
        "`**kwargs` 和 `$$` 和 `[a](b c)` 都在代码里",
        "转义的 \\*\\*星号\\*\\*、\\$\\$、\\[a\\](http://a.com)",
        "数组 a[i](x) 和 f[x](y) 不是链接",
        "【注】（见上文）",
        "#话题 和 # 号",
        "一行\\\n又一行",
        "写 TODO list 的办法",
        "他说：“a | b”，然后 --- 结束",
        "    indented ** code",
        "<!-- TODO: 看不见 -->\n\n正文",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert told(text) == []


def test_a_slip_names_its_line_and_column() -> None:
    (note,) = lint_of("好的。\n\n一二**三 ** 四")
    assert (note.line, note.column) == (3, 3)


def test_headings_that_jump_repeat_or_say_nothing_are_told() -> None:
    text = "# 甲\n\n### 跳\n\n# 乙\n\n## 同\n\n## 同\n\n##\n\n# 甲乙\n\n## 同\n"
    assert told(text) == [
        ("heading-jump", 3),
        ("heading-several-h1", 5),
        ("heading-duplicate", 9),
        ("heading-empty", 11),
    ]


def test_links_need_words_an_address_and_a_known_name_of_the_site() -> None:
    text = "[](https://a.com/x) [空]() [自己](http://blog.example.com/a.html)\n[别名](https://example.com/a.html)"
    assert sorted(told(text)) == [("link-empty", 1), ("link-empty", 1), ("link-own-spelling", 1)]


def test_a_picture_in_a_link_is_something_to_click_on() -> None:
    assert told("[![图](a.png)](https://a.com)") == []


def test_a_picture_without_words_is_told() -> None:
    assert told("![](a.png)\n\n{% asset_img b.png %}") == [("picture-alt", 1), ("picture-alt", 3)]


@pytest.mark.parametrize(
    ("width", "height", "code"),
    [
        (3000, 2000, "picture-wide"),
        (1200, 200, "picture-wide"),
        (600, 4000, "picture-tall"),
        (90, 60, "picture-small"),
    ],
)
def test_a_picture_no_phone_shows_well_is_told(width: int, height: int, code: str) -> None:
    assert told("![图](a.png)", assets=picture("a.png", width, height)) == [(code, 1)]


@pytest.mark.parametrize(("width", "height"), [(1600, 900), (800, 3000), (400, 200)])
def test_usual_pictures_are_left_alone(width: int, height: int) -> None:
    assert told("![图](a.png)", assets=picture("a.png", width, height)) == []


def test_an_icon_within_text_and_a_drawing_of_any_size_are_left_alone() -> None:
    assert told("前![图](a.png)后", assets=picture("a.png", 20, 20)) == []
    assert told("![图](a.svg)", assets=picture("a.svg", 9000, 100, "image/svg+xml")) == []


def test_pictures_elsewhere_are_told_and_unsafe_ones_more_so() -> None:
    def remote(url: str) -> Mapping[str, Asset]:
        return {url: Asset("asset:1", "x.png", WebOrigin(url))}

    assert told("![图](https://a.com/x.png)", assets=remote("https://a.com/x.png")) == [("picture-remote", 1)]
    assert told("![图](http://a.com/x.png)", assets=remote("http://a.com/x.png")) == [("picture-http", 1)]


def test_long_lines_of_code_are_told_once_a_block_with_chinese_counted_as_two() -> None:
    code = f"```\nshort\n{'字' * 41}\n{'x' * 90}\n```"
    (note,) = lint_of(code)
    assert (note.kind, note.line) == ("code-long-line", 3)
    assert "2 lines" in note.detail
    assert "90" in note.detail
    assert told(code, columns=0) == []
    assert told(f"```mermaid\n{'x' * 200}\n```") == []


@pytest.mark.parametrize(
    ("text", "line"), [("文\n\n```\na\n", 3), ("- 项\n\n  ~~~~ sh\n  a\n  ~~~\n\n后文", 3), ("```", 1)]
)
def test_code_that_never_ends_is_told(text: str, line: int) -> None:
    assert ("code-unclosed", line) in told(text)


@pytest.mark.parametrize(
    "text", ["> ```\n> a\n> ```", "- ```\n  a\n  ```", "1. x\n\n   ~~~\n   a\n   ~~~", "    a"]
)
def test_code_that_ends_anywhere_is_left_alone(text: str) -> None:
    assert told(text) == []


def test_a_table_wider_than_a_phone_is_told() -> None:
    wide = "|" + "|".join(["long_identifier"] * 4) + "|\n" + "|---" * 4 + "|\n" + "|x" * 4 + "|"
    assert told(wide) == [("table-wide", 1)]
    assert told("|" + "中文可以在任何地方换行" * 3 + "|乙|\n|---|---|\n|1|2|") == []


def test_what_does_not_add_up_in_formulas_is_told() -> None:
    assert told("见 $\\eqref{没有}$ 和 $\\color{red}{x} y$") == [
        ("equation-unknown", 1),
        ("formula-colour", 1),
    ]
    assert told("$a {\\color{red} x} b$ 和 $\\textcolor{red}{x}$") == []


def test_a_macro_used_before_it_is_made_is_told_once() -> None:
    text = "$\\R$ 和 $\\R^2$\n\n$\\newcommand{\\R}{\\mathbb{R}} \\R$\n\n$\\R$"
    assert told(text) == [("tex-macro-late", 1)]
    assert told("$\\newcommand{\\R}{\\mathbb{R}}$\n\n$\\R$") == []
    assert told("$\\vec{a}$\n\n$\\renewcommand{\\vec}[1]{\\mathbf{#1}} \\vec{b}$") == []


def test_unused_definitions_are_told_and_used_ones_are_not() -> None:
    assert told("[用][a] [b]\n\n[A]: http://a.com\n[b]: http://b.com\n[c]: http://c.com") == [
        ("reference-unused", 5)
    ]
    assert told("```\n[x]: http://a.com\n```") == []
    assert told("[两行\n的标签]\n\n[两行 的标签]: http://a.com") == []


def test_generated_regions_are_nobody_s_to_mend() -> None:
    text = "##标题\n"
    document = parse(text, dialect="hexo").document
    region = Region(name="footer", blocks=document.blocks, lines=(1, 1))
    post = Post(PostKey("k"), "k.md", text, "题", replace(document, blocks=(region,)))
    assert lint(post, SITE, 80) == ()


@given(st.text(alphabet="#*`$[]()（）【】＃\\|-~!:^ \n>abTODO字1.{}%<", max_size=200))
def test_no_text_is_too_odd(text: str) -> None:
    lines = text.count("\n") + text.count("\r") + 1
    for note in lint_of(text):
        assert 0 <= note.line <= lines
        assert note.kind
