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
        ("a$d_k$64维", "d_k"),
        ("$\\alpha=1$2", "\\alpha=1"),
        ("其中\\(x\\)是", "x"),
        ("有\\[x_1+1\\]个", "x_1+1"),
        ("\\[1\\]", "1"),
        ("$f[x](y)$", "f[x](y)"),
        ("区间 $(0,1](x)$", "(0,1](x)"),
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
        "$ 和 $",
        "the $ and the $ signs",
        "$$",
        "$$$$",
        "$a",
        "\\[注\\]",
        "\\[not a link\\]",
        "文献\\[1\\]说",
        "见\\[1-3\\]、arr\\[i\\]",
        "- \\[1\\] Smith",
        "步骤\\(1\\)和\\(1-3\\)",
        "\\(long-term\\) 的",
        "US$5 和 US$10",
        "$a$5",
        "$A=$1",
        "\\(见下\\)",
        "    $a$",
        "```\n$a$\n```",
        "变量用$符号开头，以$符号结尾",
    ],
)
def test_money_code_and_escapes_are_no_formulas(text):
    assert formulas(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "awk '{print $1, $2}' 与 echo \"$a$b\"",
        "awk '{print $1\"-\"$NF}'",
        "echo ${a}，再 ${b}",
        '写 "${HOME" 与 "$USER"',
        "$(cmd)；100$",
    ],
)
def test_the_variables_of_a_command_are_no_formulas(text):
    assert formulas(text) == []
    assert plain(parse(text).document) == text


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("速度 $v'$ 与 $2x'$", ["v'", "2x'"]),
        ("$(x，y)$ 与 $(a)$", ["(x，y)", "(a)"]),
        ("$\\{a$b", ["\\{a"]),
        ("坏的 $\\frac{a$ 要改", ["\\frac{a"]),
    ],
)
def test_what_only_looks_a_little_like_a_command_is_a_formula(text, tex):
    assert formulas(text) == tex


def test_three_dollars_around_a_formula_leave_none_over():
    parsed = parse("步长 $$$\\Delta t$$$ 增大，$$$x$$$").document
    assert formulas("步长 $$$\\Delta t$$$ 增大，$$$x$$$") == ["\\Delta t", "x"]
    assert plain(parsed).count("$") == plain(parse("$a$ $b$").document).count("$")


@pytest.mark.parametrize("text", ["价格 $$$ 和 $$$，评分 $$$$", "人均 $$$", "$$$ 贵，$$$$ 更贵"])
def test_a_run_of_three_dollars_or_more_is_text(text):
    assert formulas(text) == []
    assert plain(parse(text).document) == text


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (
            "[$AAPL](https://a.com) 和 [$TSLA](https://b.com)",
            [("https://a.com", "$AAPL"), ("https://b.com", "$TSLA")],
        ),
        ("[a $b](https://e.com/$c)", [("https://e.com/$c", "a $b")]),
        ("[见 $x_1$ 的](u)", [("u", "见 $x_1$ 的")]),
        ("[$f[x](y)$](u)", [("u", "$f[x](y)$")]),
        ("<a href='u'>$A</a> 和 <a href='v'>$B</a>", [("u", "$A"), ("v", "$B")]),
        ("| [$A](u) | [$B](v) |\n|--|--|", [("u", "$A"), ("v", "$B")]),
    ],
)
def test_a_formula_stays_on_one_side_of_a_link_s_edge(found, text, links):
    assert [(link.url, plain(link.inlines)) for link in found(text, Link)] == links


def test_what_is_an_escaped_bracket_shows_without_its_backslash():
    assert plain(parse("文献\\[1\\]说").document) == "文献[1]说"


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
        ("$$\nx\n\n\ny\n$$", "\nx\n\n\ny\n"),
        ("> $$\n> a\n>\n> b\n> $$", "\na\n\nb\n"),
        ("\\[\na\n\nb\n\\]", "\na\n\nb\n"),
        ("\\begin{align}\na &= b\n\n\\end{align}", "\\begin{align}\na &= b\n\n\\end{align}"),
        ("- x\n\n  \\begin{cases}\n  a\n\n  b\n  \\end{cases}", "\\begin{cases}\na\n\nb\n\\end{cases}"),
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


@pytest.mark.parametrize("opening", ["$$\na", "\\[\na", "\\begin{align}\na"])
def test_a_formula_ends_with_its_container_or_is_text(found, opening):
    quoted = opening.replace("\n", "\n> ")
    assert found(f"> {quoted}\n\n正文\n\n$$\n\n\\]\n\n\\end{{align}}", MathBlock) == []


def test_a_page_of_unclosed_formulas_is_read_in_no_time(found):
    for text in ("\\begin{align}\n\n" * 5000 + "\\end{gather}", "> $$\n\n" * 3000):
        assert found(text, MathBlock) == []


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


def test_the_form_of_gitlab_and_github_is_a_formula(found):
    text = "式 $`a_1 | b`$ 与 `$`、`$` 和 ``$`c`$``"
    (formula,) = found(text, Math)
    assert (formula.tex, formula.display, text[slice(*formula.span)]) == ("a_1 | b", False, "$`a_1 | b`$")


@pytest.mark.parametrize(
    "around", ["**{}**", "[{}](a)", "~~{}~~", "=={}==", "*{}*", "- {}", "> {}", "# {}", "| {} |\n|--|"]
)
def test_a_formula_is_found_wherever_words_may_stand(found, around):
    text = around.format("$|a_1|$")
    (formula,) = found(text, Math)
    assert (formula.tex, text[slice(*formula.span)]) == ("|a_1|", "$|a_1|$")


def test_a_formula_may_stand_in_a_footnote(found):
    assert [node.tex for node in found("a[^1]\n\n[^1]: $x$\n\n    $$\n    y\n    $$", Math)] == ["x"]
    assert [node.tex for node in found("a[^1]\n\n[^1]: $x$\n\n    $$\n    y\n    $$", MathBlock)] == ["\ny\n"]


@pytest.mark.parametrize("text", ["\\\\(注\\\\)", "a \\\\[ b", "换行 \\\\[2pt] 后"])
def test_double_backslashes_before_words_are_no_formulas(found, text):
    assert found(text, Math) == []
