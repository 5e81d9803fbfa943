"""Which of a post's pictures may stand in front of it: one rule for every platform.

A cover is a picture of the author's own (never a generated block's, a formula's or a diagram's), a raster
that stands still, large enough to fill a phone's column and of a shape of which both a banner and a square
leave something; and nothing that calls itself an icon, badge, formula or QR code. The first that suits is it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from publisher.markdown.walk import walk
from publisher.model.post import Asset, WebOrigin
from publisher.model.tree import Document, Image, Region

LEAST = (360, 150)
"""Pixels across and down: a phone's column is 360 CSS pixels wide, and a banner over it half as high."""
TALLEST, WIDEST = 0.6, 3.0
"""Width by height: beyond, a banner shows a quarter of a tall picture, a square a third of a wide one."""
SHOWN = 160
"""CSS pixels: what the author shows smaller is an ornament of the text."""
_VECTORS = frozenset({"image/svg+xml", "image/x-icon"})
_NOT_ONE = {
    "an icon": "icons?|favicon|avatar|图标|头像",
    "a badge": r"badges?|shields?\.io|badgen|徽章",
    "a formula": "formulas?|equations?|公式",
    "a QR code": "qr|qr[-_ ]?codes?|barcode|二维码|公众号|扫码|扫一扫",
}
_NAMED = {what: re.compile(rf"(?<![a-z])(?:{names})(?![a-z])", re.I) for what, names in _NOT_ONE.items()}


@dataclass(frozen=True, slots=True)
class Choice:
    """The picture that suits (None = there is none) and the line it stands on; `passed` says of each before
    it why it does not, as `icon.png is too small: 32×32`."""

    asset: Asset | None = None
    line: int = 0
    passed: tuple[str, ...] = ()


def choose(document: Document, assets: Mapping[str, Asset]) -> Choice:
    """The first picture of a post that suits; `document` may hold generated regions, they are passed over."""
    passed: dict[str, str] = {}
    for image in _authored(document):
        asset = assets.get(image.asset)
        if asset is None:
            continue
        reason = unsuited(image, asset)
        if not reason:
            return Choice(asset, image.lines[0], tuple(passed.values()))
        passed.setdefault(asset.ref, f"{asset.name} {reason}")
    return Choice(passed=tuple(passed.values()))


def unsuited(image: Image, asset: Asset) -> str:
    """Why a picture is no cover, after its name; "" = it suits. What is not known of it (a picture on the web
    that was never fetched) is taken for good."""
    if asset.media_type in _VECTORS or (not asset.media_type and asset.name.lower().endswith(".svg")):
        return "is no raster picture"
    if asset.animated:
        return "moves"
    for what, names in _NAMED.items():
        if any(map(names.search, (asset.name, image.alt, image.title, _address(asset)))):
            return f"is {what}, by its name"
    width, height = asset.width, asset.height
    if 0 < image.width < SHOWN:
        return f"is shown {image.width} pixels wide"
    if width and height:
        if width < LEAST[0] or height < LEAST[1]:
            return f"is too small: {width}×{height}"
        if not TALLEST <= width / height <= WIDEST:
            return f"is too {'long' if width < height else 'wide'}: {width}×{height}"
    return ""


def _authored(document: Document) -> Iterator[Image]:
    for block in document.blocks:
        if not isinstance(block, Region):
            yield from (node for node in walk(block) if isinstance(node, Image))


def _address(asset: Asset) -> str:
    return asset.origin.url if isinstance(asset.origin, WebOrigin) else ""
