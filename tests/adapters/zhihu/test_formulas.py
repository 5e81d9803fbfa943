"""Mathematics, R20: one line, comments and definitions gone, nothing else of the author's TeX changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import unquote

import pytest

from publisher.errors import SourceError
from publisher.markdown.tex.presets import MACROS
from publisher.model.rendition import FormulaUse, Rendition
from publisher.typeset.tools import open_tools
from publisher_zhihu.notation import KNOWN, one_line, settled

Html = Callable[..., str]
Make = Callable[..., Rendition]
Noted = Callable[..., list[tuple[str, int]]]
Image = Callable[..., str]


def alts(body: str) -> list[str]:
    return [unescape(alt) for alt in re.findall(r'eeimg[^>]* alt="([^"]*)"', body)]


def test_r20_a_formula_carries_its_tex_in_alt_and_percent_encoded(html: Html) -> None:
    tex = r"\begin{matrix} a & b \\ c & d \end{matrix} < \text{中文} + 1 \# 2"
    body = html(f"式 ${tex}$")
    assert f'alt="{tex.replace("&", "&amp;").replace("<", "&lt;")}"' in body
    encoded = body.partition("equation?tex=")[2].partition('"')[0]
    assert unquote(encoded) == tex
    assert re.fullmatch(r"(?:[A-Za-z0-9_.~-]|%[0-9A-F]{2})+", encoded)
    assert 'eeimg="1"' in body


def test_r20_a_display_formula_is_kind_2_alone_in_its_paragraph(html: Html, image: Image) -> None:
    alone = f"<p>{image('x', 2)}</p>"
    assert html("$$\nx\n$$") == alone
    assert html("前$$x$$后") == f"<p>前</p>{alone}<p>后</p>"
    assert html("\\[\nx\n\\]") == alone
    environment = image("\\begin{align} x \\end{align}", 2)
    assert html("\\begin{align}\nx\n\\end{align}") == f"<p>{environment}</p>"


def test_r20_a_display_formula_splits_bold_text_and_keeps_it_bold(html: Html, image: Image) -> None:
    assert html("**前$$x$$后**") == f"<p><b>前</b></p><p>{image('x', 2)}</p><p><b>后</b></p>"


def test_r20_a_display_formula_in_a_heading_stands_in_line(html: Html, noted: Noted, image: Image) -> None:
    assert html("# 当 $$x$$") == f"<h2>当 {image('x')}</h2>"
    assert noted("# 当 $$x$$") == [("formula-in-line", 1)]


def test_r20_a_formula_class_is_put_on_where_it_is_asked_for(html: Html) -> None:
    body = html("$x$", settings={"formula_class": "ee_img tr_noresize"})
    assert '<img eeimg="1" class="ee_img tr_noresize" src=' in body


@pytest.mark.parametrize(
    ("tex", "line"),
    [
        ("a\n  + b", "a + b"),
        ("a % comment\n+ b", "a + b"),
        ("\\alpha% comment\nb", "\\alpha b"),
        ("50\\% % comment", "50\\%"),
        ("a \\\\% comment\n b", "a \\\\ b"),
        ("a\\ ", "a"),
        ("\nx\n\n\ny\n", "x y"),
        ("\\frac{a}{b}", "\\frac{a}{b}"),
    ],
)
def test_r20_comments_go_and_white_space_collapses(tex: str, line: str) -> None:
    assert one_line(tex, display=False) == line


def test_r20_only_a_display_formula_loses_its_closing_line_break() -> None:
    assert one_line("a = b \\\\", display=True) == "a = b"
    assert one_line("a = b \\\\", display=False) == "a = b \\\\"


@pytest.mark.parametrize(
    ("markdown", "alt"),
    [
        (r"$\newcommand{\R}{\mathbb{R}} x \in \R$", [r"x \in \mathbb{R}"]),
        (r"$\newcommand\pair[2]{(#1, #2)}\pair{a}{b_{c}}$", ["(a, b_{c})"]),
        (r"$\def\v#1{\vec{#1}}\v x$", [r"\vec{x}"]),
        (r"$\DeclareMathOperator*{\argmax}{arg\,max}\argmax_x$", [r"\operatorname*{arg\,max}_x"]),
        (r"$$\def\half{\frac12}$$ 与 $\half$", [r"\frac12"]),
    ],
)
def test_r20_definitions_are_carried_out_in_the_formulas_that_use_them(
    html: Html, markdown: str, alt: list[str]
) -> None:
    assert alts(html(markdown)) == alt


@pytest.mark.parametrize(
    ("tex", "alt"),
    [
        (r"x \in \R^n, \Re z", r"x \in \mathbb{R}^n, \Re z"),
        (
            r"\argmax_x \norm{x}_2 \bm{w}",
            r"\operatorname*{arg\,max}_x \left\lVert x\right\rVert_2 \boldsymbol{w}",
        ),
        (r"\mathbb{1}[a] + \mathbbm{1}", r"\mathbb{1}[a] + \mathbb{1}"),
        (r"\begin{dcases} a & b \end{dcases}", r"\begin{cases} a & b \end{cases}"),
        (r"90\degree, \upalpha", r"90^{\circ}, \alpha"),
        (r"\newcommand{\R}{r}\R", "r"),
        (r"\deficit \newcommandX", r"\deficit \newcommandX"),
    ],
)
def test_r20_names_zhihu_does_not_know_become_names_it_does(tex: str, alt: str) -> None:
    assert settled(tex, display=False) == alt


def test_r20_every_name_the_engine_presets_is_carried_out() -> None:
    assert set(MACROS) <= set(KNOWN)


def test_r20_the_engine_takes_what_zhihu_is_given_for_every_known_name() -> None:
    tools = open_tools(None)
    for name, macro in KNOWN.items():
        inner, command = name.removeprefix("\\begin{").rstrip("}"), name.startswith("\\begin{")
        tex = f"{name} a & b \\end{{{inner}}}" if command else name + "{a}" * max(macro.arguments, 1)
        line = settled(f"x {tex}", display=True)
        tools.typeset(line, True)
        assert not re.search(rf"{re.escape(name)}(?![a-zA-Z])", line) or name in {"\\ket", "\\bra"}, name


@pytest.mark.parametrize(
    ("tex", "alt"),
    [
        (r"{\color{red} x y}", r"{\color{red}{x y}}"),
        (r"{\color{red}{x y}} z", r"{\color{red}{x y}} z"),
        (r"\color{red} x + y", r"\color{red}{x + y}"),
        (r"\color{red}{x} + y", r"\color{red}{x} + y"),
        (r"a & \color{red} b & c \\ d", r"a & \color{red}{b} & c \\ d"),
        (r"\left( \color[rgb]{1,0,0} b \right)", r"\left( \color[rgb]{1,0,0}{b}\right)"),
        (r"\color{red} a \color{blue} b", r"\color{red}{a \color{blue}{b}}"),
        (r"\textcolor{red}{x}", r"\textcolor{red}{x}"),
    ],
)
def test_r20_a_colour_that_switches_gets_the_braces_zhihu_needs(tex: str, alt: str) -> None:
    assert settled(tex, display=True).replace(" ", "") == alt.replace(" ", "")


def test_r20_tags_stay_and_references_are_resolved(html: Html) -> None:
    body = html("$$a \\tag{3} \\label{x}$$\n\n$$b \\label{y}$$\n\n由 $\\eqref{x}$ 和 \\eqref{y}。")
    assert alts(body) == [r"a \tag{3}", r"b \tag{1}", r"\text{(3)}"]
    assert body.endswith("和 (1)。</p>")


def test_r20_chinese_stays_as_it_is(html: Html) -> None:
    assert alts(html(r"$\text{准确率} = 对$")) == [r"\text{准确率} = 对"]


def test_r20_a_command_zhihu_may_not_know_is_told(noted: Noted) -> None:
    assert noted("一\n\n$\\prescript{a}{b}{c}$") == [("formula-unsure", 3)]


def test_a_definition_that_never_ends_is_told_like_other_broken_tex(make: Make) -> None:
    with pytest.raises(SourceError, match="without end"):
        make(r"$\def\x{\x\x}\x$")


def test_every_formula_is_recorded_as_the_author_wrote_it(make: Make) -> None:
    rendition = make("x $a\n+b$\n\n$$\nc % d\n$$\n\n$\\R$")
    assert rendition.formulas == (
        FormulaUse("a\n+b", False, "eeimg", 1),
        FormulaUse("\nc % d\n", True, "eeimg", 4),
        FormulaUse("\\R", False, "eeimg", 8),
    )


def test_all_broken_formulas_are_told_at_once_with_the_engines_reason(make: Make) -> None:
    with pytest.raises(SourceError) as caught:
        make("一\n\n$\\broken$\n\n$$\n\\broken{2}\n$$")
    assert caught.value.path == "content/post/index.md"
    assert caught.value.line == 3
    assert "Undefined control sequence" in caught.value.message
    assert "line 5" in caught.value.message


def test_lenient_shows_a_broken_formula_as_code_with_a_note(make: Make, lenient: Any) -> None:
    rendition = make("$\\broken$\n\n$$\\broken x$$", tools=lenient)
    assert rendition.body == '<p><code>\\broken</code></p><pre lang="latex">\\broken x</pre>'
    assert [(note.kind, note.line) for note in rendition.notes] == [
        ("formula-broken", 1),
        ("formula-broken", 3),
    ]
    assert {use.form for use in rendition.formulas} == {"source"}


def test_a_formula_of_definitions_only_prints_nothing_and_says_so(make: Make) -> None:
    rendition = make(r"$$\newcommand{\R}{\mathbb R}$$")
    assert rendition.body == ""
    assert [note.kind for note in rendition.notes] == ["formula-empty"]
    assert len(rendition.formulas) == 1
