"""The flat drawing looks like MathJax's own, its style sheet applied."""

import re
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageStat

from publisher.images.raster import svg_to_png
from publisher.typeset.drawing import flatten
from publisher.typeset.mathjax import Engine, start
from publisher.typeset.notation import GRID

PIXEL = 1000 / 48
"""Thousandths of an em."""
FINER = 4
"""resvg knows few shades of an edge; drawn larger and made small again it knows all."""
LARGEST, MEAN = 110, 0.07
"""Of 255 in any one pixel, and of all ink: an edge that is off by less than a seventh of a CSS pixel."""
FORMULAS = [
    r"\sqrt[3]{\frac{a}{b}}+\int_0^\infty e^{-x^2}\,dx+\prod_{i}^{n}\bigoplus_j",
    r"\left\{\begin{matrix}a\\b\\c\\d\\e\\f\\g\end{matrix}\right]",
    r"\begin{array}{|c|c:c|}\hline a&b&c\\\hline d&e&f\\\hdashline g&h&i\\\hline\end{array}",
    r"\boxed{E=mc^2}+\cancel{a}+\xcancel{b}+\enclose{roundedbox}{c}+\enclose{circle}{d}",
    r"\enclose{longdiv}{123}+\enclose{updiagonalarrow}{zz}",
    r"\overbrace{aaaaaaaaaaaa}+\underbrace{bbbbbbbbbbb}+\overrightarrow{CCCCCCC}+\widehat{ddd}",
    r"\text{注意力}=\mathrm{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V",
    r"\bm{W}\mathcal{L}\mathscr{F}\mathfrak{g}\mathtt{code}\mathsf{S}\mathbb{R}",
    r"a\not=b\mathbb{1}\Longrightarrow\iiint\hbar\bbox[4px,border:2px solid]{x}\overleftrightarrow{AB}",
    r"\ce{2H2 + O2 -> 2H2O}+x^{y^{z^{w}}}_{i_{j_k}}+\Bigg\Vert\biggl|",
]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return start()


def _styled(svg: str) -> str:
    """MathJax's drawing with what its style sheet says written into it."""
    svg = re.sub(r'data-(line|frame)="[a-z]+"', 'stroke-width="70" fill="none"', svg)
    return svg.replace('class="mjx-dashed"', 'stroke-dasharray="140"')


def _ink(svg: str, box: tuple[float, ...], unit: int) -> Image.Image:
    """Opacity of a part of the plane, in pixels of the sharpest phones: 48 to the em. `unit`: what one unit
    of the drawing is, in thousandths of an em."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{" ".join(f"{n / unit:g}" for n in box)}"'
    head += f' width="{round(box[2] / PIXEL)}px" height="{round(box[3] / PIXEL)}px" fill="currentColor">'
    page = re.sub(r"<svg[^>]*>", head, svg, count=1)
    large = Image.open(BytesIO(svg_to_png(page, FINER))).getchannel("A")
    return large.reduce(FINER)


@pytest.mark.parametrize("tex", FORMULAS)
def test_flattening_moves_no_ink_that_anybody_could_see(engine: Engine, tex: str) -> None:
    drawn = engine.draw(tex, True)
    assert not drawn.error
    x, y, width, height = (float(n) for n in re.findall(r'viewBox="([^"]*)"', drawn.svg)[0].split())
    box = tuple(  # what sticks out counts too
        PIXEL * round(n / PIXEL) for n in (x - 200, y - 200, width + 400, height + 400)
    )
    before, after = _ink(_styled(drawn.svg), box, 1), _ink(flatten(drawn.svg).svg, box, GRID)
    assert before.getextrema() == (0, 255)
    difference = ImageChops.difference(before, after)
    assert difference.getextrema()[1] <= LARGEST
    assert ImageStat.Stat(difference).sum[0] <= MEAN * ImageStat.Stat(before).sum[0]


def test_flattening_halves_what_a_formula_costs(engine: Engine) -> None:
    drawn = [engine.draw(tex, True).svg for tex in FORMULAS]
    assert sum(len(flatten(svg).svg) for svg in drawn) < 0.4 * sum(map(len, drawn))
