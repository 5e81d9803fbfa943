"""Line ends: nothing between Chinese, a space elsewhere."""

import pytest

from publisher.markdown.parse import parse
from publisher.markdown.passes import softbreaks
from publisher.markdown.plain import plain
from publisher.markdown.walk import walk
from publisher.model.tree import HardBreak, SoftBreak


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中\n文", "中文"),
        ("中，\n文", "中，文"),
        ("“中”\n文", "“中”文"),
        ("中\nb", "中 b"),
        ("a\n文", "a 文"),
        ("a\nb", "a b"),
        ("**中**\n*文*", "中文"),
        ("[中](x)\n文", "中文"),
        ("中\n$x$", "中 $x$"),
        ("`中`\n文", "`中` 文"),
        ("> 中\n> 文", "> 中文"),
        ("中\n![](a.png)", "中 [图]"),
        ("かな\n漢字\n한국", "かな漢字한국"),
        ("🎉\n中", "🎉 中"),
        ("# 中<br>文\n\n> [!NOTE] a\n> 中\n> 文", "# 中\n文\n\n[!NOTE] a\n中文"),
    ],
)
def test_soft_line_ends_are_gone(text, expected):
    document = softbreaks.join(parse(text).document)
    assert plain(document) == expected
    assert not any(isinstance(node, SoftBreak) for node in walk(document))


def test_hard_line_ends_stay():
    document = softbreaks.join(parse("中  \n文").document)
    assert sum(isinstance(node, HardBreak) for node in walk(document)) == 1


def test_joined_text_is_one_node_with_all_its_lines():
    (paragraph,) = softbreaks.join(parse("中\n文\nb").document).blocks
    assert [(node.text, node.lines) for node in paragraph.inlines] == [("中文 b", (1, 3))]
