"""Lists in every mix, and code in them, as authors indent them."""

import pytest

from publisher.markdown.parse import parse
from publisher.markdown.plain import plain
from publisher.model.tree import CodeBlock, List, MathBlock, Quote, Table


@pytest.mark.parametrize("indent", ["  ", "   ", "    ", "\t"])
@pytest.mark.parametrize("marker", ["-", "*", "+", "1."])
def test_a_list_in_a_bulleted_item_may_be_indented_by_two_three_or_four(found, indent, marker):
    text = f"- a\n{indent}{marker} b\n{indent}{marker} c\n- d"
    outer, inner = found(text, List)
    assert (len(outer.items), len(inner.items), inner.ordered) == (2, 2, marker == "1.")


@pytest.mark.parametrize("indent", ["   ", "    ", "\t"])
def test_a_list_in_a_numbered_item_is_indented_by_three_or_more(found, indent):
    outer, inner = found(f"1. a\n{indent}- b\n{indent}  - c\n2. d", List)[:2]
    assert (outer.ordered, len(outer.items), inner.ordered) == (True, 2, False)


def test_numbers_go_on_behind_a_list_that_is_indented_too_little(found):
    assert [(node.ordered, node.start) for node in found("1. a\n  - b\n2. c", List)] == [
        (True, 1),
        (False, 1),
        (True, 2),
    ]


def test_an_item_may_hold_all_kinds_of_blocks(found):
    text = (
        "1. a\n\n   ```py\n   x\n\n     y\n   ```\n\n   | t |\n   |---|\n   | u |\n\n   > q\n\n"
        "   $$\n   z\n   $$\n\n   - b\n2. c"
    )
    assert [node.code for node in found(text, CodeBlock)] == ["x\n\n  y"]
    assert [len(found(text, kind)) for kind in (Table, Quote, MathBlock, List)] == [1, 1, 1, 2]
    assert len(found(text, List)[0].items) == 2


@pytest.mark.parametrize("marks", ["```", "~~~~"])
def test_code_in_an_item_that_is_indented_less_than_its_fence_stays_code(found, marks):
    text = f"- a\n  {marks}python\ndef f():\n\n    pass\n  {marks}\n- b"
    (block,) = found(text, CodeBlock)
    assert (block.code, block.language, block.lines) == ("def f():\n\n    pass", "python", (2, 6))
    assert [len(node.items) for node in found(text, List)] == [2]


def test_a_fence_whose_end_is_not_indented_ends_there(found):
    text = "1. a\n   ```\n   x\n```\n\n后"
    assert [node.code for node in found(text, CodeBlock)] == ["x"]
    assert plain(parse(text).document).endswith("\n\n后")


def test_a_fence_that_an_item_forgot_to_close_ends_with_the_item(found):
    text = "- ```\n  x\n- b\n\n```\ny\n```"
    assert [node.code for node in found(text, CodeBlock)] == ["x", "y"]
    assert [len(node.items) for node in found(text, List)] == [2]


def test_a_fence_never_closed_holds_the_rest(found):
    assert [node.code for node in found("a\n\n```js\nb\n\n# c", CodeBlock)] == ["b\n\n# c"]


def test_a_fence_in_the_language_math_is_a_formula(found):
    (block,) = found("```math\n\\frac{a}{b}\nc\n```", MathBlock)
    assert (block.tex, block.lines) == ("\\frac{a}{b}\nc", (1, 4))
    assert [node.language for node in found("```latex\na\n```", CodeBlock)] == ["latex"]
