"""TeX on its way into one line: nothing changed but what Zhihu cannot read."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import resources
from typing import Any

import pytest

from publisher.errors import SourceError
from publisher.model.rendition import FormulaUse, Rendition
from publisher.model.tree import Math, MathBlock, Paragraph, Text
from publisher_zhihu.tex import PRESETS, Macro, expand, one_line

Make = Callable[..., Rendition]


@pytest.mark.parametrize(
    ("tex", "line"),
    [
        ("a\n  + b", "a + b"),
        ("a % comment\n+ b", "a + b"),
        ("\\alpha% comment\nb", "\\alpha b"),
        ("50\\% % comment", "50\\%"),
        ("a \\\\% comment\n b", "a \\\\ b"),
        ("a\\ ", "a"),
        ("\\frac{a}{b}", "\\frac{a}{b}"),
    ],
)
def test_comments_go_and_white_space_collapses(tex: str, line: str) -> None:
    assert one_line(tex, display=False) == line


def test_only_a_display_formula_loses_its_closing_line_break() -> None:
    assert one_line("a = b \\\\", display=True) == "a = b"
    assert one_line("a = b \\\\", display=False) == "a = b \\\\"


@pytest.mark.parametrize(
    ("tex", "expanded"),
    [
        (r"\newcommand{\R}{\mathbb{R}} x \in \R", r" x \in \mathbb{R}"),
        (r"\newcommand\pair[2]{(#1, #2)}\pair{a}{b_{c}}", r"(a, b_{c})"),
        (r"\newcommand{\w}[2][k]{#1^{#2}}\w{n}+\w[j]{m}", r"k^{n}+j^{m}"),
        (r"\def\v#1{\vec{#1}}\v x", r"\vec{x}"),
        (r"\DeclareMathOperator*{\argmax}{arg\,max}\argmax_x", r"\operatorname*{arg\,max}_x"),
        (r"\def\a{\alpha}\a b", r"\alpha b"),
        (r"\newcommand{\x}{\y}\newcommand{\y}{z}\x", "z"),
        (r"x \in \R^n, \Re z", r"x \in \mathbb{R}^n, \Re z"),
        (r"\newcommand{\R}{r}\R", "r"),
        (r"\argmax_x \norm{x}_2 \bm{w}", r"\operatorname*{arg\,max}_x \left\lVert x\right\rVert_2 \bm{w}"),
        (r"a+b", "a+b"),
        (r"\deficit \newcommandX", r"\deficit \newcommandX"),
    ],
)
def test_macros_of_a_formula_are_carried_out(tex: str, expanded: str) -> None:
    assert expand(tex) == (expanded, True)


UNNEEDED = {"bm", "label", "require"}
"""What the engine defines and Zhihu's MathJax knows, or what prints nothing."""


def test_the_engine_s_macros_and_zhihu_s_are_the_same() -> None:
    script = resources.files("publisher.typeset").joinpath("mathjax.js").read_text(encoding="utf-8")
    (listed,) = re.findall(r"^    macros: \{\n(.*?)^    \},$", script, re.DOTALL | re.MULTILINE)
    found = re.findall(r'(\w+): (?:\["((?:[^"\\]|\\.)*)", (\d)\]|"((?:[^"\\]|\\.)*)")', listed)
    engine = {
        f"\\{name}": Macro(int(arguments or 0), (body or bare).replace("\\\\", "\\"))
        for name, body, arguments, bare in found
        if name not in UNNEEDED
    }
    assert len(found) == len(engine) + len(UNNEEDED)
    assert engine == PRESETS


def test_blank_lines_of_a_display_formula_go() -> None:
    assert one_line("\nx\n\n\ny\n", display=True) == "x y"


def test_a_macro_that_calls_itself_ends() -> None:
    tex = r"\def\x{\x\x}\x"
    assert expand(tex) == (tex, False)


def test_every_formula_is_recorded_as_the_author_wrote_it(make: Make) -> None:
    inline = Math(tex="a\n+b", lines=(3, 4))
    rendition = make(Paragraph(inlines=(Text(text="x"), inline)), MathBlock(tex="c", lines=(6, 6)))
    assert rendition.formulas == (
        FormulaUse("a\n+b", False, "eeimg", 3),
        FormulaUse("c", True, "eeimg", 6),
    )


def test_all_broken_formulas_are_told_at_once_with_the_engines_reason(make: Make) -> None:
    blocks = (MathBlock(tex=r"\broken", lines=(7, 7)), MathBlock(tex=r"\broken{2}", lines=(9, 9)))
    with pytest.raises(SourceError) as caught:
        make(*blocks)
    assert caught.value.path == "content/post/index.md"
    assert caught.value.line == 7
    assert "Undefined control sequence" in caught.value.message
    assert "line 9" in caught.value.message


def test_lenient_shows_a_broken_formula_as_code_with_a_note(make: Make, lenient: Any) -> None:
    rendition = make(Paragraph(inlines=(Math(tex=r"\broken"),)), MathBlock(tex="\\broken\nx"), tools=lenient)
    assert rendition.body == '<p><code>\\broken</code></p><pre lang="latex">\\broken\nx</pre>'
    assert {note.kind for note in rendition.notes} == {"formula-broken"}
    assert {use.form for use in rendition.formulas} == {"source"}


def test_a_formula_of_definitions_only_prints_nothing_and_says_so(make: Make) -> None:
    rendition = make(MathBlock(tex=r"\newcommand{\R}{\mathbb R}"))
    assert rendition.body == ""
    assert [note.kind for note in rendition.notes] == ["formula-empty"]
