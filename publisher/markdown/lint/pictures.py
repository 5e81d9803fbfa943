"""Pictures: described in words, at hand, and of a shape that can be read on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from publisher.markdown.lint.manuscript import Manuscript
from publisher.model.post import Asset, Note, WebOrigin
from publisher.model.tree import Image

PHONE = 375
"""CSS pixels: the column of a usual phone."""
_WIDE = 2400  # pixels; 6.4 of them fall on one of a phone's: 16-pixel print becomes 2.5 pixels high
_STRIP = 5  # times as wide as high
_STRIP_WIDTH = 1000
_TALL = 5  # times as high as wide
_TALL_HEIGHT = 2500
_SMALL = 150  # pixels; less than half a phone's column


def pictures(about: Manuscript) -> Iterator[Note]:
    for node in about.nodes:
        if not isinstance(node, Image):
            continue
        line = node.lines[0]
        if not node.alt.strip() and not node.title.strip():
            yield Note("picture-alt", f"the picture {_short(node.src)} has no description", line)
        asset = about.post.assets.get(node.asset)
        if asset is None:
            continue
        if isinstance(asset.origin, WebOrigin):
            yield _remote(asset.origin.url, line)
        elif asset.media_type != "image/svg+xml" and asset.width and asset.height:
            yield from _shape(asset, node, line, about)


def _remote(url: str, line: int) -> Note:
    if urlsplit(url).scheme == "http":
        return Note(
            "picture-http", f"{_short(url)} is not served over https: browsers leave it out or warn", line
        )
    return Note("picture-remote", f"{_short(url)} is fetched from the web when the post is pushed", line)


def _shape(asset: Asset, node: Image, line: int, about: Manuscript) -> Iterator[Note]:
    width, height = asset.width, asset.height
    size = f"{asset.name} ({width}×{height})"
    shown = max(1, round(PHONE * height / width))
    if width >= _STRIP * height and width >= _STRIP_WIDTH:
        yield Note("picture-wide", f"{size} is {shown} pixels high on a phone", line)
    elif width >= _WIDE:
        yield Note(
            "picture-wide", f"{size} is shrunk {width / PHONE:.1f} times on a phone: is it legible?", line
        )
    elif height >= _TALL * width and height >= _TALL_HEIGHT:
        yield Note("picture-tall", f"{size} is {shown} pixels high on a phone, several screens", line)
    elif max(width, height) < _SMALL and not node.width and _alone(node, about):
        yield Note("picture-small", f"{size} fills less than half of a phone's column", line)


def _alone(node: Image, about: Manuscript) -> bool:
    """Whether nothing else stands on its line: a small picture within text is an icon."""
    text = about.line(node.lines[0]).strip()
    return text.startswith(("![", "{%", "<img")) and text.endswith((")", "%}", ">", "]"))


def _short(address: str) -> str:
    return address if len(address) <= 60 else f"{address[:30]}…{address[-29:]}"
