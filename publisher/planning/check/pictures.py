"""What will be done to a rendition's pictures so that its target takes them. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.images.within import obstacle, taken
from publisher.markdown.walk import walk
from publisher.model.post import FileOrigin, Note, Post, WebOrigin
from publisher.model.rendition import Limits, Rendition
from publisher.model.tree import Image


def pictures(rendition: Rendition, limits: Limits, post: Post) -> Iterator[Note]:
    """Of files, and of what the web held when it was last fetched; what is drawn here fits."""
    if limits.files_with_text:
        return
    lines = _lines(post)
    for ref in sorted(rendition.references(), key=lambda ref: (lines.get(ref, 0), ref)):
        asset = rendition.assets.get(ref)
        if asset is None or not isinstance(asset.origin, FileOrigin | WebOrigin):
            continue
        if not asset.media_type:
            continue
        side = max(asset.width, asset.height)
        reason = obstacle(asset.media_type, asset.size, side, limits, animated=asset.animated)
        if reason and asset.animated and "image/gif" not in taken(limits, animated=True):
            detail = f"{asset.name} moves, but {reason}: its first picture is sent"
            yield Note("picture-animation-lost", detail, lines.get(ref, 0))
        elif reason:
            yield Note(
                "picture-converted", f"{asset.name} {reason}: a copy that fits is sent", lines.get(ref, 0)
            )


def to_fetch(rendition: Rendition, limits: Limits, post: Post) -> Iterator[Note]:
    """Of pictures elsewhere that nobody has fetched yet: what they are is known from the first push on."""
    if limits.files_with_text:
        return
    lines = _lines(post)
    for ref in sorted(rendition.references(), key=lambda ref: (lines.get(ref, 0), ref)):
        asset = rendition.assets.get(ref)
        if asset is not None and isinstance(asset.origin, WebOrigin) and not asset.media_type:
            yield Note("picture-to-fetch", f"{asset.name}: its size is not known yet", lines.get(ref, 0))


def _lines(post: Post) -> dict[str, int]:
    """Where each picture stands first, by reference."""
    lines: dict[str, int] = {}
    for node in walk(post.document):
        if isinstance(node, Image) and node.asset:
            lines.setdefault(node.asset, node.lines[0])
    return lines
