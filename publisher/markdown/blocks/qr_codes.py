"""QR codes in generated blocks: some platforms take them for advertising."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from publisher.markdown.lines import LINE_END
from publisher.markdown.parse import parse
from publisher.markdown.rewrite import Edit, apply
from publisher.markdown.walk import children
from publisher.model.post import Note
from publisher.model.tree import Image, Link, Node, Region

_NAMED = re.compile(
    r"(?<![a-z])qr(?![a-z])|qr[-_ ]?code|公[众眾]号|扫码|扫一扫|二[维維][码碼]|(?:小程序|赞赏|收款)码",
    re.IGNORECASE,
)
_GONE = "\ue000"
"""Marks the place of a picture, so that lines left without anything else go too."""


def is_qr_code(image: Image) -> bool:
    """Told by the picture's file name or its words."""
    name = unquote(image.src).rpartition("/")[2]
    return any(_NAMED.search(words) for words in (name, image.alt, image.title))


def without(text: str, region: Region) -> tuple[str, tuple[Note, ...]]:
    """A block's Markdown without QR codes, with a Note for each."""
    gone = tuple(_codes(parse(text, dialect="plain").document))
    if not gone:
        return text, ()
    marked = apply(text, (Edit(*node.span, _GONE) for node in gone if node.span))
    lines = (line for line in LINE_END.split(marked) if line.strip(f"{_GONE} \t\\") or _GONE not in line)
    left = "\n".join(line.replace(_GONE, "") for line in lines).strip("\n ")
    detail = f'the block "{region.name}" has a QR code, which this platform does not allow: it is left out'
    return re.sub(r"\n{3,}", "\n\n", left), tuple(
        Note("qr-code-left-out", detail, region.lines[0]) for _ in gone
    )


def _codes(node: Node) -> Iterator[Image | Link]:
    """The pictures, or the links around them where they hold nothing else."""
    for child in children(node):
        shown = child.inlines if isinstance(child, Link) else (child,)
        if isinstance(child, Image | Link) and shown and all(map(_is_code, shown)):
            yield child
        else:
            yield from _codes(child)


def _is_code(node: Node) -> bool:
    return isinstance(node, Image) and is_qr_code(node)
