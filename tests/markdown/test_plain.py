"""Trees as readable text, and as the text that tells whether the author changed anything."""

import json
from dataclasses import replace

import pytest

from publisher.markdown.parse import parse
from publisher.markdown.plain import fingerprint, plain
from publisher.markdown.walk import transform
from publisher.model.tree import Document, Link, Paragraph, Region, Text

READABLE = """# 标题 $x$

正文 链接 `码` [图: 字]
第二行

- a
- b
  1. [x] c
  2. [ ] d

> 引
>
> 用

```py
x = 1
```

$$
y
$$

| a | b |
| 1 | 2 |

[!NOTE] 题
内容

***

t
: d

见[1]

[1] 注"""


def test_readable_text_keeps_what_readers_see():
    source = """# 标题 $x$

正文 [链接](u) `码` ![字](a.png)
第二行

- a
- b
  1. [x] c
  2. [ ] d

> 引
>
> 用

```py
x = 1
```

$$
y
$$

| a | b |
|---|---|
| 1 | 2 |

> [!NOTE] 题
> 内容

***

t
: d

见[^a]

[^a]: 注
"""
    assert plain(parse(source).document) == READABLE


def test_part_of_a_tree_can_be_read_too():
    assert plain(parse("a **b**").document.blocks[0]) == "a b"
    assert plain((Text(text="a"), Text(text="b"))) == "ab"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a b", "a c"),
        ("[a](b)", "[a](c)"),
        ("![a](b)", "![a](c)"),
        ("$a$", "$b$"),
        ("a", "**a**"),
        ("# a", "## a"),
        ("{% asset_img a.png b %}", "{% asset_img a.png c %}"),
    ],
)
def test_a_change_of_the_author_s_changes_the_fingerprint(one, other):
    assert fingerprint(parse(one).document) != fingerprint(parse(other).document)


@pytest.mark.parametrize(
    ("one", "other"),
    [("a\n\nb", "\n\na\n\n\nb\n"), ("**a**", "__a__"), ("- a", "* a"), ("# a", "a\n="), ("a\r\nb", "a\nb")],
)
def test_another_spelling_of_the_same_leaves_the_fingerprint(one, other):
    assert fingerprint(parse(one).document) == fingerprint(parse(other).document)


def test_what_is_found_out_about_a_link_is_no_part_of_the_fingerprint():
    document = parse("[a](b.md)").document

    def found_out(node):
        return replace(node, own="b", number=3) if isinstance(node, Link) else node

    assert fingerprint(transform(document, found_out)) == fingerprint(document)


def test_generated_regions_are_no_part_of_the_fingerprint():
    document = parse("a\n\nb").document
    region = Region(name="related", blocks=(Paragraph(inlines=(Text(text="x"),)),))
    with_region = replace(document, blocks=(*document.blocks, region))
    assert fingerprint(with_region) == fingerprint(document)
    assert fingerprint(Document(blocks=(region,))) == fingerprint(Document())


def test_a_fingerprint_is_ascii_json_even_of_broken_text():
    text = fingerprint(parse("中文 \ud800").document)
    assert text.isascii()
    assert json.loads(text)["is"] == "Document"
