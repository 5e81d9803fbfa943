"""Formulas: found wherever an author writes them, kept to the character, and never invented."""

import pytest

from publisher.markdown.parse import parse
from publisher.markdown.plain import plain
from publisher.markdown.walk import walk
from publisher.model.tree import Cell, Code, Heading, Link, Math, MathBlock, Paragraph, Strong, Table


def formulas(text):
    return [node.tex for node in walk(parse(text).document) if isinstance(node, Math | MathBlock)]


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("有$\\alpha_1*b*$个", "\\alpha_1*b*"),
        ("$Q、K、V$ 矩阵", "Q、K、V"),
        ("$a<b$ 和 $c$", "a<b"),
        ("$\\text{a\\$b}$", "\\text{a\\$b}"),
        ("$ x_1 $", " x_1 "),
        ("$1$", "1"),
        ("\\(a_b\\)", "a_b"),
        ("\\[x+1\\]", "x+1"),
        ("$\\left\\{a_i\\right\\}$", "\\left\\{a_i\\right\\}"),
        ("$\\frac{计算量}{参数量}$", "\\frac{计算量}{参数量}"),
        ("$x_{{2}}$", "x_{{2}}"),
        ("$a\nb$", "a\nb"),
        ("$\\&\\_$ ", "\\&\\_"),
        ("前 \\begin{align}a&=b\\end{align} 后", "\\begin{align}a&=b\\end{align}"),
    ],
)
def test_a_formula_within_a_line_is_kept_to_the_character(text, tex):
    assert formulas(text)[0] == tex


@pytest.mark.parametrize(
    "text",
    [
        "$5 到 $10",
        "花了$5，又花了$10。",
        "$5/月，共$x",
        "100$和200$",
        "\\$5\\$",
        "`$a$`",
        "$`a`$",
        "$ 和 $",
        "the $ and the $ signs",
        "$$",
        "$$$$",
        "$a",
        "\\[注\\]",
        "\\[not a link\\]",
        "\\(见下\\)",
        "    $a$",
        "```\n$a$\n```",
        "变量用$符号开头，以$符号结尾",
    ],
)
def test_money_code_and_escapes_are_no_formulas(text):
    assert formulas(text) == []


def test_what_is_no_formula_keeps_its_dollars():
    assert plain(parse("\\$5 到 $10").document) == "$5 到 $10"


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("$$a=b$$", "a=b"),
        ("$$a=b$$  ", "a=b"),
        ("$$\na\n$$  ", "\na\n"),
        ("$$\\begin{aligned}\na&=b\\\\\n\\end{aligned}$$", "\\begin{aligned}\na&=b\\\\\n\\end{aligned}"),
        ("$$\n- a\n=\n# b\n> c\n$$", "\n- a\n=\n# b\n> c\n"),
        ("$$\n\\text{当 $x>0$ 时}\n$$", "\n\\text{当 $x>0$ 时}\n"),
        ("\\[\na\n\\]", "\na\n"),
        ("\\begin{equation*}\na\n\\end{equation*}", "\\begin{equation*}\na\n\\end{equation*}"),
        ("$$\na_1\n\nb_1\n$$", "\na_1\n\nb_1\n"),
        ("> $$\n> a\n> $$", "\na\n"),
        ("- x\n\n  $$\n  a\n    b\n  $$", "\na\n  b\n"),
        ("<center>$$x$$</center>", "x"),
    ],
)
def test_a_formula_with_lines_to_itself_is_a_block(found, text, tex):
    assert [node.tex for node in found(text, MathBlock)] == [tex]
    assert found(text, Math) == []


def test_text_beside_a_display_formula_makes_it_part_of_the_paragraph(found):
    text = "得 $$\n\\begin{aligned}\n- a\n=\n\\end{aligned}\n$$，其中 $$c$$"
    assert len(found(text, Paragraph)) == 1
    assert [(node.tex, node.display) for node in found(text, Math)] == [
        ("\n\\begin{aligned}\n- a\n=\n\\end{aligned}\n", True),
        ("c", True),
    ]


def test_a_formula_may_interrupt_a_paragraph():
    document = parse("公式：\n$$\na\n$$\n其中").document
    assert [type(block) for block in document.blocks] == [Paragraph, MathBlock, Paragraph]


def test_an_unclosed_formula_swallows_nothing(found):
    text = "$$\na\n\n这里是正文。\n\n$$\nb\n$$"
    assert [node.tex for node in found(text, MathBlock)] == ["\nb\n"]
    assert "这里是正文。" in plain(parse(text).document)


def test_formulas_stand_in_headings_links_emphasis_and_quotes(found):
    text = "# $a$\n\n> **$b$** [$c$](d)\n\n1. $e$"
    assert formulas(text) == ["a", "b", "c", "e"]
    for kind in (Heading, Strong, Link):
        assert any(isinstance(node, Math) for node in walk(found(text, kind)[0]))


def test_a_bar_in_a_formula_divides_no_cells(found):
    text = "| $|x|$ | $P(a\\|b)$ |\n|--|--|\n| $\\{y | z\\}$ | \\(|w|\\) |"
    assert [len(row.cells) for row in found(text, Table)[0].rows] == [2]
    assert formulas(text) == ["|x|", "P(a\\|b)", "\\{y | z\\}", "|w|"]


def test_prices_in_a_table_do_not_join_its_cells(found):
    text = "| a | b |\n|--|--|\n| $5 | $10 |\n|$5|$a|"
    assert [plain(cell.inlines) for cell in found(text, Cell)] == ["a", "b", "$5", "$10", "$5", "$a"]


def test_code_takes_precedence_where_it_begins_first(found):
    assert [node.text for node in found("`$a` 和 `b$`", Code)] == ["$a", "b$"]
