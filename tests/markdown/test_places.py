"""Lines and spans: of the author's file, exact or not told."""

import pytest

from publisher.markdown.parse import parse
from publisher.markdown.walk import walk
from publisher.model.tree import (
    Code,
    Figure,
    Heading,
    Image,
    Link,
    List,
    Math,
    MathBlock,
    Paragraph,
    Row,
    Table,
)

TEXT = """---
title: a
---

# 标题 `c`

a ![图](图.png "t") b
[链接](x) 和 $x_1$

> - ![](b.png)
>   见 [c][d]
>
>   $$
>   y
>   $$

| a | $z|w$ | `e` |
|---|---|---|
| ![](f.png) | \\| ![](g.png) | {% asset_img h.png %} |

<p><img src="i.png"></p>

1. x
\t![](j.png)

[d]: https://a.b
"""
SPANS = [
    "`c`",
    '![图](图.png "t")',
    "[链接](x)",
    "$x_1$",
    "![](b.png)",
    "[c][d]",
    "$z|w$",
    "`e`",
    "![](f.png)",
    "![](g.png)",
    "{% asset_img h.png %}",
    '<img src="i.png">',
    "![](j.png)",
]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_spans_name_the_very_characters_the_author_wrote(line_end, mark):
    text = mark + TEXT.replace("\n", line_end)
    offset = text.index("---", 5) + 3 + len(line_end)
    document = parse(text, body_offset=offset).document
    nodes = [node for node in walk(document) if node.span and not isinstance(node, MathBlock)]
    assert [text[slice(*node.span)] for node in nodes] == SPANS
    assert {type(node) for node in nodes} == {Code, Image, Link, Math}
    (block,) = (node for node in walk(document) if isinstance(node, MathBlock))
    written = text[slice(*block.span)]
    assert written.startswith("$$")
    assert written.endswith("$$")
    assert block.tex == "\ny\n"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_are_those_of_the_author_s_file(line_end):
    text = TEXT.replace("\n", line_end)
    document = parse(text, body_offset=text.index("---", 5) + 3 + len(line_end)).document
    lines = [
        (type(node), node.lines)
        for node in walk(document)
        if isinstance(node, Heading | Paragraph | List | MathBlock | Table | Row)
    ]
    assert lines == [
        (Heading, (5, 5)),
        (Paragraph, (7, 8)),
        (List, (10, 15)),
        (Paragraph, (10, 11)),
        (MathBlock, (13, 15)),
        (Table, (17, 19)),
        (Row, (17, 17)),
        (Row, (19, 19)),
        (Paragraph, (21, 21)),
        (List, (23, 24)),
        (Paragraph, (23, 24)),
    ]
    images = [(node.src, node.lines[0]) for node in walk(document) if isinstance(node, Image)]
    assert images == [
        ("图.png", 7),
        ("b.png", 10),
        ("f.png", 19),
        ("g.png", 19),
        ("h.png", 19),
        ("i.png", 21),
        ("j.png", 24),
    ]


def test_blank_lines_behind_a_list_are_not_the_list_s():
    assert parse("- a\n- b\n\n\nc").document.blocks[0].lines == (1, 2)


def test_a_body_without_front_matter_begins_at_line_one():
    assert [block.lines for block in parse("a\n\nb").document.blocks] == [(1, 1), (3, 3)]


def test_formulas_and_code_across_lines_keep_the_lines_behind_them_right():
    document = parse("a $b\nc$ `d\ne` <b\nclass=x>f</b> ![](g.png)").document
    (image,) = (node for node in walk(document) if isinstance(node, Image))
    assert image.lines == (4, 4)


def test_identical_cells_have_spans_of_their_own():
    text = "| `a` | `a` | `a` |\n|--|--|--|"
    spans = [node.span for node in walk(parse(text).document) if isinstance(node, Code)]
    assert spans == [(2, 5), (8, 11), (14, 17)]


def test_pictures_in_a_tag_s_container_can_be_patched():
    text = "{% note %} ![](a.png)\n\n![](b.png) {% endnote %}"
    images = [node for node in walk(parse(text).document) if isinstance(node, Image)]
    assert [text[slice(*image.span)] for image in images if image.span] == ["![](a.png)", "![](b.png)"]
    assert not any(isinstance(node, Figure) for node in walk(parse(text).document))
