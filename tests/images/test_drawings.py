"""Formulas and diagrams as pixels."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image

from publisher.images.drawings import FORMULA_SCALE, diagram, drawn, formula
from publisher.images.fonts import CHINESE, has_chinese_font, require
from publisher.images.raster import EX
from publisher.images.sniff import ImageError
from publisher.markdown.drawn import DENSITY, PADDING, diagram_asset, formula_asset, framed
from publisher.model.drawing import Diagram, Typeset
from publisher.model.post import CardOrigin, DiagramOrigin, FormulaOrigin
from publisher.typeset.tools import open_tools

TOOLS = open_tools(None)


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def square(colour: str = "currentColor") -> Typeset:
    box = f'<path d="M0 0h10v10h-10z" fill="{colour}"/>'
    return Typeset(f'<svg viewBox="0 0 20 10" width="4ex" height="2ex" fill="{colour}">{box}</svg>', 4, 2, 0)


def test_a_formula_is_dark_on_white_with_a_margin_and_nothing_shines_through() -> None:
    image = opened(formula(square()))
    around = round(PADDING * EX * FORMULA_SCALE)
    assert image.size == (4 * 8 * FORMULA_SCALE + 2 * around, 2 * 8 * FORMULA_SCALE + 2 * around)
    pixels = image.convert("RGBA")
    assert pixels.getpixel((around + 3, around + 3)) == (0x33, 0x33, 0x33, 255)
    assert pixels.getpixel((around - 2, around + 3)) == (255, 255, 255, 255)
    assert pixels.getchannel("A").getextrema() == (255, 255)


def test_a_formulas_picture_is_shown_as_large_as_it_was_drawn() -> None:
    typeset = TOOLS.typeset(r"\frac{a}{b}", True)
    image, room = opened(formula(typeset)), framed(typeset)
    assert image.width == pytest.approx(room.width * EX * FORMULA_SCALE, abs=1)
    assert image.height == pytest.approx(room.height * EX * FORMULA_SCALE, abs=1)
    assert room.depth == typeset.depth + PADDING


def test_a_formula_is_a_few_kilobytes_in_few_colours() -> None:
    data = formula(TOOLS.typeset(r"\frac{\partial L}{\partial w_{ij}}=\sum_k \delta_k x_j", True))
    assert len(data) < 5000
    assert opened(data).mode == "P"


def test_a_coloured_formula_keeps_its_colours() -> None:
    assert opened(formula(square("red"))).convert("RGB").getpixel((10, 10)) == (255, 0, 0)


@pytest.mark.parametrize(
    "origin", [FormulaOrigin("x^2", True), DiagramOrigin("mermaid", "graph TD\n a --> b")]
)
def test_the_same_source_gives_the_same_bytes(origin: FormulaOrigin | DiagramOrigin) -> None:
    assert drawn(origin, TOOLS) == drawn(origin, open_tools(None))


def test_chinese_in_a_formula_is_drawn_or_refused_never_left_out() -> None:
    typeset = TOOLS.typeset(r"\text{中}", False)
    if has_chinese_font():
        low, _high = opened(formula(typeset)).convert("L").getextrema()
        assert low < 100
    else:
        with pytest.raises(ImageError, match="no Chinese font"):
            formula(typeset)


def test_a_missing_font_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publisher.images.fonts.has_chinese_font", lambda: False)
    require("only Latin", "cannot be drawn", "do without")
    with pytest.raises(ImageError, match="Chinese text") as caught:
        require("有中文", "cannot be drawn", "do without")
    assert "fonts-noto-cjk" in caught.value.hint
    assert "do without" in caught.value.hint


@pytest.mark.parametrize("words", ["中", "，", "ア", "（", "𠀀", "〇"])
def test_what_no_latin_font_has_counts_as_chinese(words: str) -> None:
    assert CHINESE.search(words)


@pytest.mark.parametrize("words", ["abc", "é", "Ж", "α → β", "“”…"])
def test_what_latin_fonts_have_does_not(words: str) -> None:
    assert not CHINESE.search(words)


def test_a_diagram_has_two_pixels_for_each_of_its_own_and_white_paper() -> None:
    drawing = TOOLS.draw("graph TD\n a --> b", "mermaid")
    image = opened(diagram(drawing))
    assert image.size == (drawing.width * DENSITY, drawing.height * DENSITY)
    assert image.mode == "RGB"
    assert image.getpixel((1, 1)) == (255, 255, 255)


def test_what_is_too_large_for_memory_is_refused() -> None:
    with pytest.raises(ImageError, match="too large"):
        formula(TOOLS.typeset(r"\rule{1000em}{1000em}", True))
    with pytest.raises(ImageError, match="too large"):
        diagram(Diagram('<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="9000"/>', 9000, 9000))


def test_what_the_engine_refuses_is_an_image_error_with_its_reason() -> None:
    with pytest.raises(ImageError, match="cannot be drawn: Unterminated"):
        drawn(DiagramOrigin("mermaid", "graph TD\n a["), TOOLS)
    with pytest.raises(ImageError, match=r"cannot be drawn: .*nosuch"):
        drawn(FormulaOrigin(r"\nosuch", False), TOOLS)


def test_a_cover_is_drawn_too() -> None:
    assert opened(drawn(CardOrigin("A title", "A site"), TOOLS)).size == (1800, 766)


def test_assets_are_known_by_what_they_are_drawn_from_and_how() -> None:
    formulas = [formula_asset("x", False, "a"), formula_asset("x", True, "a"), formula_asset("x", False, "b")]
    diagrams = [diagram_asset("mermaid", "x", "a", 1, 1), diagram_asset("mermaid", "y", "a", 1, 1)]
    refs = [asset.ref for asset in (*formulas, *diagrams)]
    assert len(set(refs)) == 5
    assert all(re.fullmatch("asset:[0-9a-f]{64}", ref) for ref in refs)
    assert diagram_asset("mermaid", "x", "a", 9, 9).ref == diagrams[0].ref  # sizes follow from the rest
