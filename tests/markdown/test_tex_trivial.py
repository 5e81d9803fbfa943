"""Formulas as words: only those that words show as TeX would."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.markdown.tex.trivial import runs

SIGNS = {"italic": "/", "upright": "", "bold": "*"}
PLACES = {"base": "", "sub": "_", "sup": "^"}


def _shown(tex: str) -> str | None:
    """`/x/` is italic, `*x*` bold, `_[…]` and `^[…]` scripts, `~` a space that does not break."""
    made = runs(tex)
    if made is None:
        return None
    shown = ""
    for run in made:
        text = f"{SIGNS[run.shape]}{run.text}{SIGNS[run.shape]}"
        shown += f"{PLACES[run.place]}[{text}]" if run.place != "base" else text
    return shown.replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        ("n", "/n/"),
        ("mid", "/mid/"),
        ("3.14", "3.14"),
        ("x_1", "/x/_[1]"),
        ("W_{Q}", "/W/_[/Q/]"),
        ("W_Q W^O", "/W/_[/Q/]/W/^[/O/]"),
        ("h_{t-1}", "/h/_[/t/]_[−1]"),
        ("d_{model}", "/d/_[/model/]"),
        (r"d_{\text{model}}", "/d/_[model]"),
        (r"d_\mathrm{ff}", "/d/_[ff]"),
        ("10^{-6}", "10^[−6]"),
        ("n!", "/n/!"),
        ("O(n^2)", "/O/(/n/^[2])"),
        ("|x|", "|/x/|"),
        ("a=b", "/a/~= /b/"),
        ("a+b-c", "/a/~+ /b/~− /c/"),
        ("-x", "−/x/"),
        ("a=-b", "/a/~= −/b/"),
        ("(-1,+1)", "(−1, +1)"),
        (r"2 \times -3", "2~× −3"),
        ("x^*", "/x/^[∗]"),
        ("a*b", "/a/~∗ /b/"),
        ("f(x), g(y)", "/f/(/x/), /g/(/y/)"),
        ("f'(x)", "/f/′(/x/)"),
        ("f''", "/f/′′"),
        (r"f^{\prime}", "/f/′"),
        ("f'^2", "/f/′^[2]"),
        ("W_{K'}", "/W/_[/K/]_[′]"),
        (r"\alpha\Gamma", "/α/Γ"),
        (r"\epsilon\varepsilon\phi\varphi", "/ϵεϕφ/"),
        (r"\mathbf{x}_i", "*x*_[/i/]"),
        (r"\mathbf x", "*x*"),
        (r"\mathbf{W\Phi\theta1}", "*WΦ*/θ/*1*"),
        (r"\mathrm{d}x", "d/x/"),
        (r"\mathrm{KL}(p)", "KL(/p/)"),
        (r"\mathrm{KL} p", "KL~/p/"),
        (r"\mathbb R^n", "ℝ^[/n/]"),
        (r"x\in\mathbb{R}^{d}", "/x/~∈ ℝ^[/d/]"),
        (r"\infty\le\ge\ne", "∞~≤≥≠"),
        (r"a \to b", "/a/~→ /b/"),
        (r"a\cdot b", "/a/~· /b/"),
        (r"\log x", "log~/x/"),
        (r"\log(x)", "log(/x/)"),
        (r"2\log n", "2~log~/n/"),
        (r"\max_i x_i", "max_[/i/]~/x/_[/i/]"),
        (r"f_{\max}(i)", "/f/_[max](/i/)"),
        (r"\operatorname{det}(A)", "det(/A/)"),
        (r"1,2,\ldots,n", "1, 2, ..., /n/"),
        ("1,2,...,n", "1, 2, ..., /n/"),
        (r"\{a, b\}", "{/a/, /b/}"),
        (r"\left|m-n \right|", "|/m/~− /n/|"),
        (r"\left[0,1\right)", "[0, 1)"),
        (r"50\%", "50%"),
        ("{n}_{h}{d}_{h}", "/n/_[/h/]/d/_[/h/]"),
        ("{L}/{L'}", "/L///L/′"),
        ("{1,000}{,}5", "1, 000,5"),
        ("Q、K", "/Q/、/K/"),
        (r"\beta_1=1，\beta_2", "/β/_[1]~= 1，/β/_[2]"),
        ("计算量=x", "计算量~= /x/"),
        (r"\text{当 a_b 时}x", "当 a_b 时/x/"),
        (r"\text{don't}", "don’t"),
        (r"\text{a\_b \& c\%}", "a_b & c%"),
        (r"\textbf{KV} \textit{cache}", "*KV*/cache/"),
        ("a % b\n", "/a/"),
        ("α≤β", "/α/~≤ /β/"),
        (r"a\,b\quad c~d", "/a/\u2009/b/\u2003/c/~/d/"),
        ("f: X", "/f/~: /X/"),
        (r"p(x\mid y)", "/p/(/x/~| /y/)"),
        ("p(x|y)", "/p/(/x/|/y/)"),
        (r"\R^n", "ℝ^[/n/]"),
        (r"\abs{x}\argmax_i f", "|/x/|~arg~max_[/i/]~/f/"),
        (r"\newcommand{\d}{d_{\text{model}}}\d", "/d/_[model]"),
        ("a<b>c", "/a/~< /b/~> /c/"),
    ],
)  # fmt: skip
def test_simple_formulas_are_words_as_tex_would_set_them(tex: str, shown: str) -> None:
    assert _shown(tex) == shown


@pytest.mark.parametrize(
    "tex",
    [
        "", " ", "% nothing", r"\frac12", r"\sqrt x", "x_1^2", "x^2_1", "x_{i_j}", "x^{2^n}",
        "x'_1", "x_1'", "{x_1}^2", r"\hat x", r"\sum_i x", r"\int x", r"\mathcal{L}",
        r"\boldsymbol{x}", r"\bm x", r"\mathbb{1}", r"\mathbb{E}", r"\displaystyle x", r"x\tag{1}",
        "a & b", r"a \\ b", r"\color{red} x", r"\unknown", r"\bold", r"\left(\frac12\right)",
        r"\left( x", r"x \right)", r"\left. x \right|", r"\big( x", r"\limits", r"\,",
        r"\begin{matrix}a\end{matrix}", "x^", "_1", "^2", "{}^2", "x^{}", "{x", "x}",
        r"\text{当 $x$}", "#1", r"\text{`a'}", r"\text{a{b}c}", r"\mathrm{a", r"\not=",
        r"\mathbf{a+b}", r"a\!b", r"\langle a\rangle", "x" * 401, "`", "a\\", r"\mathit{12}", "😀",
        r"\prec", r"x_\log",
    ],
)  # fmt: skip
def test_what_words_might_not_show_is_left_to_be_drawn(tex: str) -> None:
    assert runs(tex) is None


PARTS = [
    *"xn12.,+-*/=<>()|'_^{}!:;中，", "_1", "^2", "_{ab}", "^{-1}", "_{i+1}", r"\alpha", r"\Gamma",
    r"\mathbf{x}", r"\mathrm{ab}", r"\text{ab}", r"\mathbb{R}", r"\log", r"\max", r"\in", r"\le",
    r"\times", r"\to", r"\ldots", r"\{", r"\}", r"\left(", r"\right)", r"\left|", r"\right|",
    r"\infty", r"\prime", r"\,", r"\quad", r"\%", r"\frac12", r"\sqrt x", r"\hat",
]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=8).map(" ".join))
def test_letters_and_digits_survive_in_their_order(tex: str) -> None:
    made = runs(tex)
    if made is None:
        return
    bare = re.sub(r"\\(?:mathbf|mathrm|text|mathbb|left|right|quad|[,%])", "", tex)
    bare = re.sub(r"\\(?!log|max)[a-z]+", "", bare, flags=re.I)
    words = "".join(run.text for run in made).replace("ℝ", "R")
    assert re.findall(r"[A-Za-z0-9中]", bare) == re.findall(r"[A-Za-z0-9中]", words)


@given(st.text(max_size=30))
def test_no_text_at_all_raises_and_neighbouring_runs_differ(tex: str) -> None:
    made = runs(tex) or ()
    assert all((a.shape, a.place) != (b.shape, b.place) for a, b in pairwise(made))
    assert all(run.text for run in made)
