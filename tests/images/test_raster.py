"""SVG drawn as pixels."""

from io import BytesIO

import pytest
from PIL import Image

from publisher.images.fonts import has, has_chinese_font
from publisher.images.raster import svg_to_png
from publisher.images.sniff import ImageError, measure

ROOT = '<svg xmlns="http://www.w3.org/2000/svg" width="5ex" height="2ex" viewBox="0 0 10 4">'
SVG = ROOT + '<rect width="5" height="4"/></svg>'


@pytest.mark.parametrize("scale", [1, 1.5, 3])
def test_an_ex_is_eight_pixels_times_the_scale(scale: float) -> None:
    measured = measure(svg_to_png(SVG, scale))
    assert (measured.width, measured.height) == (40 * scale, 16 * scale)


def test_paper_is_transparent_and_ink_is_black() -> None:
    image = Image.open(BytesIO(svg_to_png(SVG.encode(), 1)))
    assert (image.getpixel((5, 5)), image.getpixel((35, 5))) == ((0, 0, 0, 255), (0, 0, 0, 0))


def test_chinese_text_is_drawn_or_refused_never_left_out() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text y="16">中</text></svg>'
    if has_chinese_font():
        assert Image.open(BytesIO(svg_to_png(svg, 1))).getchannel("A").getextrema()[1] > 100
    else:
        with pytest.raises(ImageError, match="Chinese font"):
            svg_to_png(svg, 1)


def test_the_box_drawn_for_a_character_no_font_has_is_not_taken_for_it() -> None:
    """A machine with Latin fonts alone draws such a box for every Chinese character."""
    assert has("A")
    assert not has("\U0001e900")
    assert not has("\u0378")
    assert not has("\u200b")


@pytest.mark.parametrize(
    "svg", ["", "<svg", "<html/>", '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><g></svg>']
)
def test_what_is_no_svg_is_refused(svg: str) -> None:
    with pytest.raises(ImageError, match="cannot be drawn"):
        svg_to_png(svg, 1)
