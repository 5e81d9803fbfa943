"""What will be done to a rendition's pictures so that its target takes them. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.markdown.walk import walk
from publisher.model.post import Asset, FileOrigin, Note, Post
from publisher.model.rendition import Limits, Rendition
from publisher.model.tree import Image


def pictures(rendition: Rendition, limits: Limits, post: Post) -> Iterator[Note]:
    """Files only: what the web holds is not known before it is fetched, and what is drawn here fits."""
    if limits.files_with_text:
        return
    lines: dict[str, int] = {}
    for node in walk(post.document):
        if isinstance(node, Image) and node.asset:
            lines.setdefault(node.asset, node.lines[0])
    for ref in sorted(rendition.references(), key=lambda ref: (lines.get(ref, 0), ref)):
        asset = rendition.assets.get(ref)
        if asset is None or not isinstance(asset.origin, FileOrigin):
            continue
        reason = _reason(asset, limits)
        if reason and asset.animated:
            detail = f"{asset.name} moves, but {reason}: its first picture is sent"
            yield Note("picture-animation-lost", detail, lines.get(ref, 0))
        elif reason:
            yield Note(
                "picture-converted", f"{asset.name} {reason}: a copy that fits is sent", lines.get(ref, 0)
            )


def _reason(asset: Asset, limits: Limits) -> str:
    """Why a picture cannot go out as it is; "" when it can. The same test as a push makes."""
    if asset.media_type and asset.media_type not in limits.picture_types:
        return f"is {asset.media_type.partition('/')[2].partition('+')[0].upper()}"
    if limits.picture_bytes and asset.size > limits.picture_bytes:
        return f"has {_megabytes(asset.size)} MB where {_megabytes(limits.picture_bytes)} MB are taken"
    longest = max(asset.width, asset.height)
    if limits.picture_side and longest > limits.picture_side:
        return f"is {longest} pixels long where {limits.picture_side} are taken"
    return ""


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}"
