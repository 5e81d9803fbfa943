"""Which picture of a post may stand in front of it."""

from __future__ import annotations

from typing import Any

import pytest

from publisher.images.covers import choose, unsuited
from publisher.model.post import Asset, FileOrigin, WebOrigin
from publisher.model.tree import Document, Figure, Image, Paragraph, Region


def asset(letter: str = "a", name: str = "", **more: Any) -> Asset:
    name = name or f"{letter}.png"
    known: dict[str, Any] = {
        "media_type": "image/png",
        "width": 800,
        "height": 600,
        "origin": FileOrigin(name),
    }
    return Asset(ref="asset:" + letter * 64, name=name, **known | more)


def image(letter: str = "a", line: int = 1, **more: Any) -> Image:
    return Image(src=f"{letter}.png", asset="asset:" + letter * 64, lines=(line, line), **more)


def chosen(*assets: Asset, blocks: tuple[Any, ...] = ()) -> Any:
    made = [
        Paragraph(inlines=(Image(src=one.name, asset=one.ref, lines=(line, line)),))
        for line, one in enumerate(assets, 3)
    ]
    return choose(Document(blocks=(*blocks, *made)), {one.ref: one for one in assets})


@pytest.mark.parametrize(
    ("size", "reason"),
    [
        ((900, 383), ""),
        ((1920, 1080), ""),
        ((800, 800), ""),
        ((1000, 1338), ""),
        ((360, 150), ""),
        ((0, 0), ""),
        ((359, 300), "is too small: 359×300"),
        ((32, 32), "is too small: 32×32"),
        ((400, 120), "is too small: 400×120"),
        ((1170, 2532), "is too long: 1170×2532"),
        ((750, 9000), "is too long: 750×9000"),
        ((1874, 424), "is too wide: 1874×424"),
    ],
)
def test_size_and_shape_decide(size: tuple[int, int], reason: str) -> None:
    assert unsuited(image(), asset(width=size[0], height=size[1])) == reason


@pytest.mark.parametrize(
    ("one", "more", "reason"),
    [
        (asset(media_type="image/svg+xml"), {}, "is no raster picture"),
        (asset(animated=True, media_type="image/gif"), {}, "moves"),
        (asset(name="wechat_qr.jpg"), {}, "is a QR code, by its name"),
        (asset(), {"alt": "扫码关注公众号"}, "is a QR code, by its name"),
        (asset(name="MLA_formula.png"), {}, "is a formula, by its name"),
        (asset(name="icon-large.png"), {}, "is an icon, by its name"),
        (asset(name="build", origin=WebOrigin("https://img.shields.io/x/y")), {}, "is a badge, by its name"),
        (asset(), {"width": 60}, "is shown 60 pixels wide"),
        (asset(name="iconography.png"), {}, ""),
        (asset(name="reformulated.png"), {}, ""),
        (asset(name="squares.png"), {}, ""),
        (asset(), {"width": 600}, ""),
        (
            asset(name="p.jpg", media_type="", width=0, height=0, origin=WebOrigin("https://e.org/p.jpg")),
            {},
            "",
        ),
        (asset(name="d.svg", media_type="", width=0, height=0), {}, "is no raster picture"),
    ],
)
def test_kind_and_name_decide(one: Asset, more: dict[str, Any], reason: str) -> None:
    assert unsuited(image(**more), one) == reason


def test_the_first_that_suits_is_chosen_with_its_line_and_why_not_the_ones_before() -> None:
    found = chosen(asset("a", width=32, height=32), asset("b", animated=True), asset("c"), asset("d"))
    assert (found.asset.name, found.line) == ("c.png", 5)
    assert found.passed == ("a.png is too small: 32×32", "b.png moves")


def test_a_picture_shown_twice_is_passed_over_once() -> None:
    small = asset(width=10, height=10)
    assert chosen(small, small).passed == ("a.png is too small: 10×10",)


def test_pictures_of_generated_blocks_and_unknown_ones_are_not_looked_at() -> None:
    footer = Region(name="footer", blocks=(Paragraph(inlines=(image("b"),)),))
    assert chosen(blocks=(footer, Paragraph(inlines=(image("z"),)))) == choose(Document(), {})


def test_a_figure_s_picture_counts() -> None:
    document = Document(blocks=(Figure(image=image()),))
    assert choose(document, {asset().ref: asset()}).asset == asset()
