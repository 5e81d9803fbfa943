"""Definitions in TeX: found, and carried out."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.markdown.tex.balance import unbalanced
from publisher.markdown.tex.comments import without_comments
from publisher.markdown.tex.definitions import Definition, pieces
from publisher.markdown.tex.expand import ExpansionError, expand
from publisher.markdown.tex.presets import MACROS
from publisher.markdown.tex.tokens import joined, tokens

TEX = st.text(alphabet=r"\{}[]#%$&_^ab1,| " + "\n中", max_size=40)
DEFINING = st.lists(
    st.sampled_from([
        r"\newcommand", r"\def", r"\let", r"\x", r"\x", r"\y", "{", "}", "[1]", "#1", "=", "a", " ", "%",
        "\n", r"\newenvironment", "{e}", r"\begin{e}", r"\end{e}", r"\DeclareMathOperator", r"\frac", "^",
    ]),
    max_size=14,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    ("tex", "expanded"),
    [
        (r"\newcommand{\R}{\mathbb{R}}x\in\R", r"x\in\mathbb{R}"),
        (r"\newcommand\R{\mathbb R}\R^n", r"\mathbb R^n"),
        (r"\newcommand*{\n}[1]{\lVert#1\rVert}\n{x}+\n y", r"\lVert x\rVert+\lVert y\rVert"),
        (r"\newcommand{\p}[2][x]{#1^{#2}}\p{3}\p[y]4", "x^{3}y^{4}"),
        (r"\newcommand{\p}[1][{a]}]{(#1)}\p", "({a]})"),
        (r"\renewcommand{\a}{1}\a\renewcommand{\a}{2}\a", "12"),
        (r"\providecommand{\a}{1}\providecommand{\a}{2}\a", "1"),
        (r"\def\pair#1,#2;{\langle#1|#2\rangle}\pair x,{y,z};w", r"\langle x|y,z\rangle w"),
        (r"\gdef\a{b}\a", "b"),
        (r"\global\def\a{b}\long\def\c{d}\a\c", "bd"),
        (r"\let\a=\alpha\let\b\beta\let\c=+\a\c\b", r"\alpha+\beta"),
        (r"\let\old\max\renewcommand\max{\old\nolimits}\max_x\old_y", r"\max\nolimits_x\max_y"),
        (r"\newcommand\a{1}\let\b\a\renewcommand\a{2}\a\b", "21"),
        (r"\DeclareMathOperator{\tr}{tr}\tr A", r"\operatorname{tr} A"),
        (r"\DeclareMathOperator*{\am}{arg\,max}\am_x", r"\operatorname*{arg\,max}_x"),
        (r"\DeclarePairedDelimiter{\n}{\|}{\|}\n*{x}", r"\left\|x\right\|"),
        (r"\newenvironment{m}[1]{#1[\begin{matrix}}{\end{matrix}]}\begin{m}{A}a&b\end{m}",
         r"A[\begin{matrix}a&b\end{matrix}]"),
        (r"\newcommand{\make}[1]{\newcommand#1[1]{[##1]}}\make\f\f{z}", "[z]"),
        (r"\newcommand{\a}{\b}\newcommand{\b}{c}\a", "c"),
        (r"\newcommand{\a}{\alpha}\a b \a_1 \a2", r"\alpha b \alpha_1 \alpha2"),
        (r"\newcommand{\h}{\frac12}x^\h\frac\h3\sqrt\h", r"x^{\frac12}\frac{\frac12}3\sqrt{\frac12}"),
        (r"\newcommand{\h}{\frac12}\sqrt[\h]\h", r"\sqrt[\frac12]{\frac12}"),
        (r"\newcommand{\a}{\alpha}x^\a\frac\a\a", r"x^\alpha\frac\alpha\alpha"),
        (r"\newcommand{\h}{ab}\frac{\h}\h\h", "\\frac{ab}{ab}ab"),
        (r"\definecolor{a}{rgb}{1,0,0}\textcolor{a}{x}", r"\definecolor{a}{rgb}{1,0,0}\textcolor{a}{x}"),
        (r"\verb|\newcommand{\a}{b}| \newcommand{\a}{b}\verb+\a+\a", r"\verb|\newcommand{\a}{b}| \verb+\a+b"),
        (r"\newcommand{\a}", r"\newcommand{\a}"),
        (r"\deflate\leta\newcommandx", r"\deflate\leta\newcommandx"),
        ("no definitions % \\def\\a{b}", "no definitions % \\def\\a{b}"),
    ],
)  # fmt: skip
def test_definitions_are_carried_out_and_gone(tex: str, expanded: str) -> None:
    assert expand(tex) == expanded


def test_known_macros_are_carried_out_where_the_formula_defines_no_others() -> None:
    assert expand(r"\abs{x}\R\newcommand{\R}{Q}\R", MACROS) == r"\left\lvert x\right\rvert\mathbb{R}Q"
    assert expand(r"\frac\R\R^\R", MACROS) == r"\frac{\mathbb{R}}{\mathbb{R}}^{\mathbb{R}}"
    assert expand(r"\R") == r"\R"


@pytest.mark.parametrize(
    ("tex", "reason"),
    [
        (r"\def\a{\a}\a", "without end"),
        (r"\def\a{x\a\a}\a", "without end"),
        (r"\newcommand{\a}[1]{#1#1}" + r"\a{" * 40 + "x" + "}" * 40, "without end"),
        (r"\newcommand{\a}[2]{#1}\a x", r"\\a lacks an argument"),
        (r"\def\a#1;{#1}\a x", r"\\a is not used as it was defined"),
    ],
)
def test_what_never_ends_or_cannot_be_read_is_an_error(tex: str, reason: str) -> None:
    with pytest.raises(ExpansionError, match=reason):
        expand(tex)


@given(DEFINING)
def test_expansion_ends_whatever_it_is_given(tex: str) -> None:
    try:
        assert expand(expand(tex)) is not None
    except ExpansionError as error:
        assert str(error)  # noqa: PT017


@given(TEX)
def test_tokens_joined_are_the_text_again(tex: str) -> None:
    assert "".join(tokens(tex)) == tex
    assert tokens(joined(tokens(tex))) == tokens(tex)


@given(DEFINING)
def test_pieces_joined_are_the_formula_again(tex: str) -> None:
    parts = pieces(tex)
    assert "".join(part.source if isinstance(part, Definition) else part for part in parts) == tex


@pytest.mark.parametrize(
    ("tex", "without"),
    [
        ("a % b\nc", "a \nc"),
        (r"50\% % x", r"50\% "),
        (r"a\\% x", r"a\\"),
        ("\\alpha%\nx", "\\alpha\nx"),
        (r"\verb|%|\href{a%20b}{c}\url{a%b}", r"\verb|%|\href{a%20b}{c}\url{a%b}"),
        ("%", ""),
    ],
)
def test_comments_go_and_lines_stay(tex: str, without: str) -> None:
    assert without_comments(tex) == without


@pytest.mark.parametrize(
    ("tex", "at"),
    [
        ("a{b}c", None),
        (r"\{\left(\frac{a}{b}\right)", None),
        ("a{b", 1),
        ("a}b", 1),
        (r"a\left(b{c}", 1),
        (r"\begin{align}\left(a\end{align}", 13),
        (r"% {" + "\n}", 4),
    ],
)
def test_what_is_not_in_pairs_is_found(tex: str, at: int | None) -> None:
    assert unbalanced(tex) == at


@pytest.mark.parametrize(
    "tex",
    [
        r"\def\a{" * 7000,
        r"\def\a" * 8000,
        r"\newcommand{" * 1500 + "}" * 1500,
        r"\newcommand\a[" * 3000,
        "".join(f"\\verb{chr(0x4E00 + number)}" for number in range(8000)),
        "{" * 50_000,
        r"\newcommand\a[1]{#1}" + r"\a{" * 1900 + "}" * 1900,
    ],
)
def test_long_nonsense_takes_no_long_time(tex: str) -> None:
    begin = time.process_time()
    pieces(tex)
    unbalanced(tex)
    with suppress(ExpansionError):
        expand(tex)
    assert time.process_time() - begin < 5  # seconds; once it was minutes
