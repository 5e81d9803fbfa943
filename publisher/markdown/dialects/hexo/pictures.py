"""Hexo's tags for pictures: `asset_img` and `img` (hexo.io/docs/tag-plugins, asset-folders)."""

from __future__ import annotations

import re
from dataclasses import replace

from publisher.markdown.dialects.arguments import Word, joined, words
from publisher.markdown.parsing.tags import Mistake
from publisher.model.tree import Image

_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|bmp|avif|ico|tiff?|heic)(?:[?#].*)?\Z", re.IGNORECASE)
_SIZE = re.compile(r"(\d+)(?:px)?\Z")
_PAIR = re.compile(r"\"([^\"]*)\"\s+\"([^\"]*)\"|'([^']*)'\s+'([^']*)'")


def asset_img(arguments: str) -> Image | Mistake:
    """`[class…] file [width] [height] [title] [alt]`; unquoted words behind the file are all title."""
    parts = words(arguments)
    if not parts:
        return Mistake("`{% asset_img %}` names no picture", "write `{% asset_img picture.png title %}`")
    at = next((n for n, part in enumerate(parts) if _PICTURE.search(part.text)), None)
    if at is None:
        at = next((n for n, part in enumerate(parts) if "." in part.text or "/" in part.text), 0)
    width, height, rest = _sizes(parts[at + 1 :])
    title, alt = _captions(rest)
    return Image(src=parts[at].text, title=title, alt=alt, width=width, height=height, tag="asset_img")


def _sizes(parts: list[Word]) -> tuple[int, int, list[Word]]:
    sizes: list[int] = []
    while len(sizes) < 2 and len(parts) > len(sizes) and not parts[len(sizes)].quoted:
        found = _SIZE.match(parts[len(sizes)].text)
        if not found:
            break
        sizes.append(int(found[1]))
    width, height = (*sizes, 0, 0)[:2]
    return width, height, parts[len(sizes) :]


def _captions(parts: list[Word]) -> tuple[str, str]:
    """Title and alternative text."""
    if len(parts) == 1 and parts[0].quoted and (pair := _PAIR.fullmatch(parts[0].text)):
        return pair[1] or pair[3] or "", pair[2] or pair[4] or ""
    if parts and parts[0].quoted:
        return parts[0].text, joined(parts[1:])
    return joined(parts), ""


def img(arguments: str) -> Image | Mistake:
    """As `asset_img`, but the address is not looked up among the post's own files."""
    made = asset_img(arguments)
    return replace(made, tag="") if isinstance(made, Image) else made
