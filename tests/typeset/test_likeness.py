"""The flat drawing looks like MathJax's own, its style sheet applied."""

import re
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from publisher.images.raster import svg_to_png
from publisher.typeset.drawing import flatten
from publisher.typeset.mathjax import Engine, start

FORMULAS = [
    r"\sqrt[3]{\frac{a}{b}}+\int_0^\infty e^{-x^2}\,dx+\prod_{i}^{n}\bigoplus_j",
    r"\left\{\begin{matrix}a\\b\\c\\d\\e\\f\\g\end{matrix}\right]",
    r"\begin{array}{|c|c:c|}\hline a&b&c\\\hline d&e&f\\\hdashline g&h&i\\\hline\end{array}",
    r"\boxed{E=mc^2}+\cancel{a}+\xcancel{b}+\enclose{roundedbox}{c}+\enclose{circle}{d}",
    r"\enclose{longdiv}{123}+\enclose{updiagonalarrow}{zz}",
    r"\overbrace{aaaaaaaaaaaa}+\underbrace{bbbbbbbbbbb}+\overrightarrow{CCCCCCC}+\widehat{ddd}",
    r"\text{注意力}=\mathrm{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V",
    r"\bm{W}\mathcal{L}\mathscr{F}\mathfrak{g}\mathtt{code}\mathsf{S}\mathbb{R}",
    r"\ce{2H2 + O2 -> 2H2O}+x^{y^{z^{w}}}_{i_{j_k}}+\Bigg\Vert\biggl|",
]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return start()


def _styled(svg: str) -> str:
    """MathJax's drawing with what its style sheet says written into it."""
    svg = re.sub(r'data-(line|frame)="[a-z]+"', 'stroke-width="70" fill="none"', svg)
    return svg.replace('class="mjx-dashed"', 'stroke-dasharray="140"')


def _ink(svg: str, box: tuple[int, int, int, int]) -> Image.Image:
    """Opacity of a part of the plane; ten units a pixel."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{" ".join(map(str, box))}"'
    head += f' width="{box[2] / 10}px" height="{box[3] / 10}px">'
    page = re.sub(r"<svg[^>]*>", head, svg, count=1)
    return Image.open(BytesIO(svg_to_png(page, 1))).getchannel("A")


@pytest.mark.parametrize("tex", FORMULAS)
def test_flattening_moves_no_ink(engine: Engine, tex: str) -> None:
    drawn = engine.draw(tex, True)
    assert not drawn.error
    x, y, width, height = (round(float(n)) for n in re.findall(r'viewBox="([^"]*)"', drawn.svg)[0].split())
    box = (x - 200, y - 200, width + 400, height + 400)  # what sticks out counts too
    before, after = _ink(_styled(drawn.svg), box), _ink(flatten(drawn.svg).svg, box)
    assert before.getextrema() == (0, 255)
    histogram = ImageChops.difference(before, after).histogram()
    assert sum(histogram[65:]) <= 0.0005 * sum(histogram)  # 64 is a quarter of a pixel, one step of resvg
