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
NAMES = {"svg", "g", "path", "rect", "line", "ellipse", "text"}
ATTRIBUTES = {
    "xmlns", "viewBox", "width", "height", "style", "fill", "d", "x", "y", "rx", "ry", "cx", "cy", "x1", "x2",
    "y1", "y2", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "font-size", "font-style",
    "font-weight",
}  # fmt: skip


@pytest.mark.parametrize("tex", USUAL)
def test_the_drawing_is_geometry_and_colour_and_nothing_else(tools: Tools, tex: str) -> None:
    svg = tools.typeset(tex, True).svg
    assert set(re.findall(r"<([A-Za-z]+)", svg)) <= NAMES
    assert set(re.findall(r" ([A-Za-z0-9:-]+)=\"", svg)) <= ATTRIBUTES
    assert svg.count("<svg") == svg.count("<g ") == 1


def test_sizes_are_told_in_ex_as_the_drawing_says_them(tools: Tools) -> None:
    drawn = tools.typeset(r"\frac{a}{b}", True)
    assert f'width="{drawn.width:g}ex" height="{drawn.height:g}ex"' in drawn.svg
    assert f'style="vertical-align:-{drawn.depth:g}ex"' in drawn.svg
    assert 0 < drawn.depth < drawn.height < 6


def test_display_style_is_larger(tools: Tools) -> None:
    assert tools.typeset(r"\sum_{i=1}^n", True).height > tools.typeset(r"\sum_{i=1}^n", False).height


def test_rules_of_a_table_have_a_stroke_of_their_own(tools: Tools) -> None:
    svg = tools.typeset(r"\begin{array}{|c:c|}\hline a&b\\\hdashline c&d\\\hline\end{array}", True).svg
    strokes = re.findall(r"<(?:line|rect) [^>]*stroke=\"currentColor\" stroke-width=\"70\"[^>]*>", svg)
    assert len(strokes) == 3  # the frame, and two broken rules
    assert sum("stroke-dasharray" in stroke for stroke in strokes) == 2


def test_a_box_has_a_frame_and_no_filling(tools: Tools) -> None:
    svg = tools.typeset(r"\boxed{x}", True).svg
    assert re.search(r"<rect [^>]*fill=\"none\" stroke=\"currentColor\" stroke-width=\"67\"/>", svg)


def test_chinese_stays_text_one_em_a_character(tools: Tools) -> None:
    drawn = tools.typeset(r"\text{中文}", False)
    assert re.findall(r"<text x=\"(\d+)\" y=\"0\" font-size=\"1000\">(.)</text>", drawn.svg) == [
        ("0", "中"),
        ("1000", "文"),
    ]
    assert re.search(r'viewBox="0 -\d+ 2000 ', drawn.svg)


def test_text_is_escaped(tools: Tools) -> None:
    svg = tools.typeset(r"\unicode[serif]{x3c}中\text{＜&＞}", True).svg
    assert re.findall(r"<text[^>]*>(.*?)</text>", svg) == ["&lt;", "中", "＜", "＞"]


def test_what_sticks_out_of_its_box_is_not_cut_off(tools: Tools) -> None:
    left = int(re.search(r'viewBox="(-?\d+) ', tools.typeset("p", False).svg)[1])  # type: ignore[index]
    assert -60 < left < 0


def test_numbers_stand_beside_their_formula(tools: Tools) -> None:
    plain, numbered = tools.typeset("x", True), tools.typeset(r"x\tag{1}", True)
    assert plain.width < numbered.width < plain.width + 20


def test_a_line_break_outside_any_alignment_breaks_the_line(tools: Tools) -> None:
    assert tools.typeset(r"a=b\\c=d", True).height > 1.8 * tools.typeset("a=b", True).height


def test_colour_with_braces_colours_what_they_hold_without_them_the_rest(tools: Tools) -> None:
    assert tools.typeset(r"\color{red}{x}y", True).svg.count('fill="red"') == 1
    assert tools.typeset(r"\color{red} x y", True).svg.count('fill="red"') == 2


def test_an_own_command_may_have_the_name_of_a_preset(tools: Tools) -> None:
    preset = tools.typeset(r"\R", True)
    own = tools.typeset(r"\newcommand{\R}{Q}\R", True)
    assert own.svg == tools.typeset("Q", True).svg != preset.svg


@pytest.mark.parametrize(
    ("definition", "use"),
    [
        (r"\newcommand{\mine}{x}\mine", r"\mine"),
        (r"\def\mine{x}\mine", r"\mine"),
        (r"\let\mine=\alpha\mine", r"\mine"),
        (r"\DeclareMathOperator{\mine}{x}\mine", r"\mine"),
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
