"""What TeX authors write, and what becomes of it."""

import re

import pytest

from publisher.contract import FormulaError, Tools

USUAL = [
    r"\frac{a}{b}+\sqrt[3]{x^2+\frac{1}{y}}",
    r"\begin{aligned}a&=b+c\\&=\sum_{i=1}^{n}x_i^2\end{aligned}",
    r"f(x)=\begin{cases}1, & \text{当 $x>0$ 时}\\ 0, & \text{否则}\end{cases}",
    r"\begin{pmatrix}a&b\\c&d\end{pmatrix}\begin{bmatrix}1&\cdots\\\vdots&\ddots\end{bmatrix}",
    r"\begin{array}{|c|c:c|}\hline a&b&c\\\hdashline d&e&f\\\hline\end{array}",
    r"\begin{align}a&=b\tag{1a}\\c&=d\tag*{★}\end{align}",
    r"\begin{equation}\begin{split}a&=b\\&=c\end{split}\label{eq:1}\end{equation}",
    r"\begin{multline}a+b\\+c\\+d\end{multline}",
    r"\begin{flalign}a&=b&\end{flalign}",
    r"损失函数：L=\frac{计算量}{参数量}，①",
    r"\underbrace{a+b}_{\text{和}}\overbrace{x+y}^{2}\xrightarrow[\text{下}]{\text{上}}B",
    r"\left\{\begin{matrix}a\\b\\c\\d\\e\\f\end{matrix}\right.",
    r"\bm{\theta}\R\E\argmax_\theta\argmin",
    r"\mathbbm{1}\mathds{1}\mathbb{1}\llbracket x\rrbracket\norm{x}\abs{x}",
    r"\cancel{x}\bcancel{y}\boxed{E=mc^2}\fbox{a}\enclose{circle,longdiv,updiagonalarrow}{z}",
    r"{\color{red}x}\colorbox{yellow}{$w$}\fcolorbox{red}{cyan}{q}\textcolor[rgb]{1,0,0}{x}",
    r"\ce{2H2 + O2 -> 2H2O}\bra{a}\ket{b}\coloneqq\substack{i<n\\j<m}\sideset{_a^b}{_c^d}\sum",
    r"\bbox[5px,border:2px solid red]{x}\bbox[3px,border:1px dashed blue]{z}\rule{1em}{2pt}",
    r"\begin{CD}A@>f>>B\\@VVgV@VVhV\\C@>k>>D\end{CD}\require{cancel}",
    r"\begin{prooftree}\AxiomC{A}\AxiomC{B}\BinaryInfC{C}\end{prooftree}",
    r"\text{in_features}\verb|a_b|\operatorname*{lim\,sup}_{n}\mathrm{d}x\nicefrac12\hdots",
]
NAMES = {"svg", "path", "text"}
ATTRIBUTES = {
    "viewBox", "width", "height", "style", "fill", "d", "x", "y", "stroke", "stroke-width", "stroke-linecap",
    "stroke-linejoin", "stroke-dasharray", "font-size", "font-style", "font-weight",
}  # fmt: skip


@pytest.mark.parametrize("tex", USUAL)
def test_the_drawing_is_geometry_and_colour_and_nothing_else(tools: Tools, tex: str) -> None:
    svg = tools.typeset(tex, True).svg
    assert set(re.findall(r"<([A-Za-z]+)", svg)) <= NAMES
    assert set(re.findall(r" ([A-Za-z0-9:-]+)=\"", svg)) <= ATTRIBUTES
    assert svg.startswith("<svg ")
    assert svg.count("<svg") == svg.count("</svg>") == 1


def test_sizes_are_told_in_ex_as_the_drawing_says_them(tools: Tools) -> None:
    drawn = tools.typeset(r"\frac{a}{b}", True)
    assert f'width="{drawn.width:g}ex" height="{drawn.height:g}ex"' in drawn.svg
    assert f'style="vertical-align:-{drawn.depth:g}ex"' in drawn.svg
    assert 0 < drawn.depth < drawn.height < 6


def test_display_style_is_larger(tools: Tools) -> None:
    assert tools.typeset(r"\sum_{i=1}^n", True).height > tools.typeset(r"\sum_{i=1}^n", False).height


def test_rules_of_a_table_are_drawn_the_broken_ones_with_dashes(tools: Tools) -> None:
    svg = tools.typeset(r"\begin{array}{|c:c|}\hline a&b\\\hdashline c&d\\\hline\end{array}", True).svg
    assert re.search(r"h\d+v\d+m-\d+-\d+v\d+h\d+v-\d+\"/></svg>$", svg)  # the frame's outer and inner edge
    assert re.findall(r'stroke-width="(\d+)" stroke-dasharray="(\d+)"', svg) == [("14", "28")]
    assert len(re.findall(r'd="M\d+ \d+v-\d+M0-\d+h\d+" fill="none"', svg)) == 1


def test_a_box_has_a_frame_around_it_and_no_filling(tools: Tools) -> None:
    svg = tools.typeset(r"\boxed{x}", True).svg
    assert svg.count("<path") == 1
    assert re.search(r"v-\d+h\d+v\d+m-\d+-\d+v\d+h\d+v-\d+\"/></svg>$", svg)


def test_all_that_is_painted_alike_is_one_path(tools: Tools) -> None:
    plain = tools.typeset(r"\frac{\text{分子}a+b}{\sqrt{c}}\cancel{d}\boxed{e}", True)
    assert plain.svg.count("<path") == 1
    coloured = tools.typeset(r"a\colorbox{yellow}{b}\textcolor{red}{c}d", True).svg
    assert re.findall(r'<path [^>]*?(?: fill="(\w+)")?/>', coloured) == ["", "yellow", "", "red", ""]


def test_chinese_stays_text_one_em_a_character(tools: Tools) -> None:
    drawn = tools.typeset(r"\text{中文}x", False)
    assert drawn.words
    assert re.findall(r"<text x=\"(\d+)\" y=\"0\" font-size=\"200\">(.+?)</text>", drawn.svg) == [
        ("0", "中文")
    ]
    assert re.search(r'<path d="M4\d\d', drawn.svg)  # the x, two em further
    assert not tools.typeset("x", False).words


def test_characters_that_are_no_em_wide_stand_where_they_were_put(tools: Tools) -> None:
    assert tools.typeset(r"\text{жж}", False).svg.count("<text") == 2


def test_text_is_escaped(tools: Tools) -> None:
    svg = tools.typeset(r"\unicode[serif]{x3c}中\text{＜&＞}", True).svg
    assert "".join(re.findall(r"<text[^>]*>(.*?)</text>", svg)) == "&lt;中＜＞"  # & is in MathJax's font


def test_what_sticks_out_of_its_box_is_not_cut_off(tools: Tools) -> None:
    left = int(re.search(r'viewBox="(-?\d+) ', tools.typeset("p", False).svg)[1])  # type: ignore[index]
    assert -60 < left < 0


def test_numbers_stand_beside_their_formula(tools: Tools) -> None:
    plain, numbered = tools.typeset("x", True), tools.typeset(r"x\tag{1}", True)
    assert plain.width + 4 < numbered.width < plain.width + 10
    assert tools.typeset(r"\tag{1}x", True) == numbered
    assert tools.typeset(r"\begin{equation}x\tag{1}\end{equation}", True) == numbered
    assert tools.typeset(r"x\tag*{1}", True).width < numbered.width  # no brackets
    assert tools.typeset(r"x\tag*{(1)}", True) == numbered
    assert tools.typeset(r"x\tag{1}", False).width == numbered.width


@pytest.mark.parametrize("name", ["align", "align*", "gather", "eqnarray", "aligned", "alignedat"])
def test_numbers_of_rows_stand_in_a_column(tools: Tools, name: str) -> None:
    def rows(*numbers: str) -> str:
        argument = "{1}" if name == "alignedat" else ""
        body = r"\\".join(f"{x} {tag}" for x, tag in zip(("a", "bbbb"), numbers, strict=True))
        return rf"\begin{{{name}}}{argument}{body}\end{{{name}}}"

    bare = tools.typeset(rows("", ""), True)
    one = tools.typeset(rows(r"\tag{1}", ""), True)
    assert one.width > bare.width + 4
    assert (
        tools.typeset(rows("", r"\tag{1}"), True).width
        == one.width
        == tools.typeset(rows(r"\tag{1}", r"\tag{2}"), True).width
    )
    assert tools.typeset(rows(r"\notag", r"\nonumber"), True) == bare


def test_a_multline_is_no_wider_than_it_need_be(tools: Tools) -> None:
    longest = tools.typeset("a+b+c+d", True).width
    assert longest < tools.typeset(r"\begin{multline}a+b+c+d\\+e\\+f\end{multline}", True).width < longest + 6


def test_a_line_break_outside_any_alignment_breaks_the_line(tools: Tools) -> None:
    assert tools.typeset(r"a=b\\c=d", True).height > 1.8 * tools.typeset("a=b", True).height


def test_colour_with_braces_colours_what_they_hold_without_them_the_rest(tools: Tools) -> None:
    assert tools.typeset(r"\color{red}{x}y", True) == tools.typeset(r"\textcolor{red}{x}y", True)
    assert tools.typeset(r"\color{red} x y", True) == tools.typeset(r"\textcolor{red}{x y}", True)


@pytest.mark.parametrize(
    ("katex", "same"),
    [
        (r"x\rarr y", r"x\rightarrow y"),
        (r"x\in\reals", r"x\in\mathbb{R}"),
        (r"a\vcentcolon= b", r"a\mathrel{:}= b"),
        (r"\operatornamewithlimits{argmax}_x f", r"\operatorname*{argmax}_x f"),
        (r"\text{a}\emph{b}\relax", r"\text{a}\textit{b}"),
        (r"\textcircled{1}", r"\enclose{circle}{1}"),
    ],
)
def test_what_a_blog_shows_with_katex_is_drawn(tools: Tools, katex: str, same: str) -> None:
    assert tools.typeset(katex, True) == tools.typeset(same, True)


def test_an_own_command_may_have_the_name_of_a_preset(tools: Tools) -> None:
    preset = tools.typeset(r"\R", True)
    own = tools.typeset(r"\newcommand{\R}{Q}\R", True)
    assert own.svg == tools.typeset("Q", True).svg != preset.svg


@pytest.mark.parametrize(
    ("tex", "same"),
    [
        (r"\newcommand*{\s}[1]{#1t}\s{a}", "at"),
        (r"\gdef\s{q}\s", "q"),
        (r"\global\def\s{q}\s", "q"),
        (r"\providecommand{\s}{q}\s", "q"),
        (r"\providecommand{\R}{Q}\R", "Q"),
        (r"\newcommand{\s}{p}\providecommand{\s}{q}\s", "p"),
        (r"\providecommand{\alpha}[1]{q}\alpha", r"\alpha"),
        (r"\let\s=\beta\s", r"\beta"),
        (r"\newenvironment{s}{a}{b}\begin{s}c\end{s}", "acb"),
        (r"\DeclareMathOperator*{\s}{max}\s_x", r"\operatorname*{max}_x"),
        (r"\href{https://example.com/%20_#}{x}", "x"),
        (r"\class{a}{x}\cssId{b}{y}\style{color:red}{z}", "{x}{y}{z}"),
        (r"\require{mhchem}\label{a_b}x", "x"),
        ("x % a comment\n+ y", "x + y"),
        ("x\u3000+\u00a0\u200by", "x + y"),
        (r"\mathbbm{1}\mathds 1\mathbb{ 1 }", r"\mathbb{1}\mathbb{1}\mathbb{1}"),
        ("α ≤ β → ∑_{i}^{n} ∈ ∞ × ·", r"\alpha\le\beta\to\sum_{i}^{n}\in\infty\times\cdot"),
        ("x=1\\\\", "x=1"),
        (r"\infin\isin\Alpha\lang\rang", r"\infty\in\mathrm{A}\langle\rangle"),
        (r"\text{当 $x>0$ 时}", r"\text{当 }x>0\text{ 时}"),
        ("“引”", r"\text{“}引\text{”}"),
        (r"\ref{eq:a_b}", r"\text{eq:a\_b}"),
        (r"a=b\newline c", r"a=b\\c"),
    ],
)
def test_what_authors_write_means_what_they_mean(tools: Tools, tex: str, same: str) -> None:
    assert tools.typeset(tex, True) == tools.typeset(same, True)


def test_addresses_are_words(tools: Tools) -> None:
    assert tools.typeset(r"\url{http://a_b/~c^d%20#\x{}&$}", True).width > 20


def test_bars_are_as_high_as_what_they_enclose(tools: Tools) -> None:
    assert tools.typeset(r"\norm{x}", True).height == tools.typeset(r"\abs{x}", True).height
    assert tools.typeset(r"\norm{\frac{a}{b}}", True).height > tools.typeset(r"\norm{x}", True).height


def test_one_of_double_struck_is_no_letter_the_font_lacks(tools: Tools) -> None:
    assert not tools.typeset(r"\mathbb{1}_{x>0}", True).words


@pytest.mark.parametrize(
    ("definition", "use"),
    [
        (r"\newcommand{\mine}{x}\mine", r"\mine"),
        (r"\def\mine{x}\mine", r"\mine"),
        (r"\let\mine=\alpha\mine", r"\mine"),
        (r"\DeclareMathOperator{\mine}{x}\mine", r"\mine"),
        (r"\gdef\mine{x}\mine", r"\mine"),
        (r"\providecommand{\mine}{x}\mine", r"\mine"),
        (r"\DeclarePairedDelimiter{\mine}{(}{)}\mine{x}", r"\mine{x}"),
        (r"\newenvironment{mine}{(}{)}\begin{mine}x\end{mine}", r"\begin{mine}x\end{mine}"),
        (r"\newcommand{\mine}{x}\mine\undefined", r"\mine"),
    ],
)
def test_nothing_a_formula_defines_reaches_another(tools: Tools, definition: str, use: str) -> None:
    try:
        tools.typeset(definition, True)
    except FormulaError as error:
        assert "undefined" in str(error)  # noqa: PT017
    with pytest.raises(FormulaError, match="mine"):
        tools.typeset(use, True)


def test_a_colour_or_a_redefinition_reaches_no_other_formula(tools: Tools) -> None:
    tools.typeset(r"\definecolor{red}{rgb}{0,0,1}\renewcommand{\alpha}{x}\color{red}y\alpha", True)
    assert 'fill="red"' in tools.typeset(r"\color{red}z", True).svg
    assert tools.typeset(r"\alpha", True).svg != tools.typeset("x", True).svg


@pytest.mark.parametrize(
    ("tex", "reason"),
    [
        (r"\frac{a}{b", "Missing close brace"),
        (r"\nosuchthing", r"Undefined control sequence \\nosuchthing"),
        (r"\begin{nosuchthing}\end{nosuchthing}", "Unknown environment 'nosuchthing'"),
        (r"\left( x", r"Extra \\left or missing \\right"),
        ("a & b", "Misplaced &"),
        (r"\def\a{\a\a}\a", "recursive macro"),
        ("{" * 3000, "missing close brace"),
        ("{" * 3000 + "}" * 3000, "MathJax gives up on it"),
        (" \n", "empty"),
        ("a\x00b", r"invisible character U\+0000"),
        ("a\ud800b", r"invisible character U\+D800"),
        (r"\color{url(http://example.com/#x)}{y}", "there is no colour"),
    ],
)
def test_broken_tex_is_refused_with_the_reason(tools: Tools, tex: str, reason: str) -> None:
    for _ in range(2):  # the second time from memory
        with pytest.raises(FormulaError, match=reason):
            tools.typeset(tex, True)
    tools.typeset("x", True)


@pytest.mark.parametrize(
    ("tex", "line"),
    [
        ("a\n\\nosuch\nb", 1),
        ("\n\\begin{aligned}\na &= \\frac{1}{\n\\nosuch{2}}\n\\end{aligned}\n", 3),
        ("a\nb & c\nd", 1),
        ("a\n\\frac{b}{c\nd\ne", 1),
        ("\\begin{align}\na\n\\left( b\nc\n\\end{align}", 2),
        ("a\n\\begin{aligned}\nb\nc", 1),
        ("a\n\\right)\nb", 1),
        ("a\nb }\nc", 1),
        ("a\nx_1_2\nb", 1),
        ("\\newcommand{\\s}{\\nosuch}\na\n\\s\nb", 2),
        ("a\nb\x00", 1),
        ("{", 0),
    ],
)
def test_the_line_of_a_mistake_is_told(tools: Tools, tex: str, line: int) -> None:
    with pytest.raises(FormulaError) as broken:
        tools.typeset(tex, True)
    assert broken.value.line == line


def test_long_formulas_with_macros_are_drawn(tools: Tools) -> None:
    rows = r"\\".join(rf"\x{{{number}}}" for number in range(300))
    tex = rf"\newcommand{{\x}}[1]{{a_{{#1}}+b_{{#1}}}}\begin{{aligned}}{rows}\end{{aligned}}{'%' * 6000}"
    assert tools.typeset(tex, True).height > 500


@pytest.mark.parametrize(
    ("tex", "reason"),
    [
        (r"\rule{100000em}{1em}", "em large"),
        (r"\rule{1em}{100000em}", "em large"),
        ("x+" * 15_000 + "x", "too long"),
    ],
)
def test_what_no_page_could_hold_is_refused(tools: Tools, tex: str, reason: str) -> None:
    with pytest.raises(FormulaError, match=reason):
        tools.typeset(tex, True)


def test_a_long_row_of_chinese_is_one_text(tools: Tools) -> None:
    assert tools.typeset(r"\text{" + "中" * 900 + "}", True).svg.count("<text") == 1
