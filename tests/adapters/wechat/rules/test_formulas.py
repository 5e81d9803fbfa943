"""The three forms of a formula: words, SVG, picture."""

import re
from typing import Any

import pytest

from publisher.markdown.tex.trivial import runs
from publisher.model.drawing import Typeset
from publisher.model.tree import Math, MathBlock, Styled
from publisher_wechat.forms import Choice, Formula
from publisher_wechat.rules.formulas import as_picture, as_svg, as_words
from publisher_wechat.rules.ink import Manner
from publisher_wechat.slots import Slot

DRAWN = "\\frac12"
FACE = ' style="font-family:serif"'


def words(tex: str, *, face: bool = False) -> str:
    simple = runs(tex)
    assert simple is not None
    return as_words(simple, face=face)


@pytest.mark.parametrize(
    ("tex", "html"),
    [
        ("x", "<em>x</em>"),
        ("x_i", "<em>x</em><sub><em>i</em></sub>"),
        ("e^{-x}", '<span style="white-space:nowrap">'),
        ("\\mathbf{W}", "<strong>W</strong>"),
        ("a<b", "&lt;"),
    ],
)
def test_a_simple_formula_is_styled_words(tex: str, html: str) -> None:
    if "nowrap" not in html:
        assert html in words(tex)


def test_words_of_a_formula_are_set_in_a_typeface_with_serifs_unless_they_are_chinese() -> None:
    assert words("x", face=True) == f"<em{FACE}>x</em>"
    assert words("x_i", face=True).startswith(f"<span{FACE}>")
    assert "serif" not in words("\\text{损失}", face=True)


def test_scripts_do_not_push_lines_apart() -> None:
    assert '<sup style="line-height:0">2</sup>' in words("x^2", face=True)


def test_a_formula_of_words_has_no_place_to_break_within_it() -> None:
    assert " " not in re.sub(r"<[^>]*>", "", words("a = b")).replace(" =", "=")
    assert "white-space:nowrap" in words("a/b")


def test_a_formula_in_a_line_is_svg_on_the_baseline_sized_in_em(bench: Any) -> None:
    assert bench.html(bench.p(Math(tex=DRAWN))) == (
        '<p><svg style="width:3.5em;height:1em;vertical-align:-.25em" viewBox="0 0 1 1">'
        '<path d="M0 0"/></svg></p>'
    )


def test_a_formula_can_be_a_picture_that_says_its_tex(bench: Any) -> None:
    written = bench.html(bench.p(Math(tex=DRAWN)), choice=Choice(pictures=frozenset({0})))
    assert re.fullmatch(
        r'<p><img src="asset:[0-9a-f]{64}" alt="\\frac12" '
        r'style="width:3.75em;height:1.25em;vertical-align:-.38em"></p>',  # with room around it
        written,
    )


def test_a_picture_that_may_shrink_keeps_its_shape() -> None:
    wide = Typeset("<svg/>", 60, 2, 0.5)
    assert "height" not in as_picture(wide, "asset:", "x", display=False)
    assert "min-width:30em" in as_picture(wide, "asset:", "x", display=True)
    assert "max-width:100%" in as_svg(wide, display=False)


def test_a_display_formula_a_little_too_wide_shrinks_a_very_wide_one_scrolls() -> None:
    widest = [as_svg(Typeset("<svg/>", ex, 2, 0.5), display=True) for ex in (30, 50, 60)]
    assert "max-width" not in widest[0]
    assert "max-width:100%" in widest[1]
    assert "min-width:30em" in widest[2]


def test_a_display_formula_stands_in_a_paragraph_that_scrolls(bench: Any) -> None:
    styles = {".formula": {"overflow-x": "auto"}}
    assert bench.html(MathBlock(tex="x"), styles).startswith('<p style="overflow-x:auto"><svg')


def test_a_display_formula_within_a_paragraph_divides_it(bench: Any) -> None:
    shown = Math(tex="x", display=True)
    assert bench.html(bench.p("令 ", shown, " 则")).startswith("<p>令</p><p><svg")
    assert bench.html(bench.p("令 ", shown, " 则")).endswith("</svg></p><p>则</p>")
    assert bench.html(bench.p(shown)) == bench.html(MathBlock(tex="x"))


def test_a_formula_that_only_defines_leaves_nothing_behind(bench: Any) -> None:
    defining = {"tex": "\\newcommand{\\R}{x}", "complete": ""}
    assert bench.html(MathBlock(**defining)) == ""
    assert bench.html(bench.p(Math(**defining))) == ""
    assert bench.html(bench.p(Math(**defining, display=True))) == ""
    assert (
        bench.html(bench.p("一", Styled(tag="nobr", inlines=(Math(**defining), bench.t("，")))))
        == "<p>一，</p>"
    )


def test_a_formula_is_simple_or_not_after_its_macros_were_carried_out(bench: Any) -> None:
    simple = Math(tex="\\v", complete="\\newcommand{\\v}{x_i}\\v")
    assert "<sub" in bench.html(bench.p(simple))


def test_a_formula_that_was_not_drawn_is_shown_as_code(bench: Any) -> None:
    assert bench.html(bench.p(Math(tex="\\bad<"))) == "<p><code>\\bad&lt;</code></p>"


def test_the_author_chooses_the_form(bench: Any) -> None:
    formula = bench.p(Math(tex="x"), Math(tex=DRAWN), Math(tex="\\text{中}\\frac12"))
    assert [len(re.findall(tag, bench.html(formula))) for tag in ("<em", "<svg", "<img")] == [1, 2, 0]
    assert bench.html(formula, formulas="svg").count("<svg") == 3
    assert bench.html(formula, formulas="png").count("<img") == 3
    assert bench.html(formula, formula_words="png").count("<img") == 1


def test_only_a_drawn_formula_that_leaves_room_is_tied_to_its_punctuation(bench: Any) -> None:
    def tied(tex: str) -> str:
        return str(bench.html(bench.p(Styled(tag="nobr", inlines=(Math(tex=tex), bench.t("，"))))))

    assert tied(DRAWN).startswith('<p><span style="white-space:nowrap"><svg')
    assert tied("x") == f"<p><em{FACE}>x</em>，</p>"
    assert tied("\\frac" + "1" * 40).startswith("<p><svg")


def test_a_choice_can_do_without_the_typeface() -> None:
    formula = Formula("x", False, html="<em>x</em>!", bare="<em>x</em>")
    plain = Choice(manner=Manner(words=False))
    assert formula.written(Slot(0, 1), Choice()) == "<em>x</em>!"
    assert formula.written(Slot(0, 1, "（", "）"), plain) == "（<em>x</em>）"
