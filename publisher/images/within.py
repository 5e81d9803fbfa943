"""Whether a picture is one a target takes, told from its facts alone: the test of a plan and of a push."""

from __future__ import annotations

from publisher.model.rendition import Limits


def obstacle(media_type: str, size: int, side: int, limits: Limits, *, animated: bool = False) -> str:
    """Why it cannot go out as it is, as in "picture.webp …"; "" when it can. `size` in bytes, `side` the
    longest one in pixels."""
    if media_type not in taken(limits, animated=animated):
        kind = media_type.partition("/")[2].partition("+")[0].upper()
        return f"is a moving {kind}" if animated else f"is {kind}"
    most = most_bytes(limits, animated=animated)
    if most and size > most:
        return f"has {size / 1_000_000:.1f} MB where {most / 1_000_000:.1f} MB are taken"
    if limits.picture_side and side > limits.picture_side:
        return f"is {side} pixels long where {limits.picture_side} are taken"
    return ""


def taken(limits: Limits, *, animated: bool) -> frozenset[str]:
    """Media types the target takes."""
    return limits.picture_types & limits.animated_types if animated else limits.picture_types


def most_bytes(limits: Limits, *, animated: bool) -> int:
    """Bytes such a picture may have, 0 = any number."""
    return (limits.animated_bytes if animated else 0) or limits.picture_bytes
