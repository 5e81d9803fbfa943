"""Making a picture one a platform takes: the right kind, few enough bytes and pixels; or leaving it alone."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.images.sniff import NAMES, ImageError, Measured, measure
from publisher.model.rendition import Limits

MOST_PIXELS = 50_000_000
"""Decoded, this much fills 200 MB; no screen shows it."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """`data` as it may be sent; `note` says what was done to it, "" = nothing."""

    data: bytes
    media_type: str
    width: int
    height: int
    note: str = ""


def fit(data: bytes, limits: Limits) -> Fitted:
    """The same bytes where they are within the limits, else the picture converted, then shrunk as little as
    will do; the result depends on the input alone. What is encoded anew is upright, in sRGB, 8 bits a
    channel, and carries no metadata (place, camera).

    Raises ImageError for what is no picture, is damaged, has over 50 megapixels or cannot be made to fit.
    """
    measured = measure(data)
    drawn = measured.media_type == "image/svg+xml"  # at whatever size is wanted
    if measured.width * measured.height > MOST_PIXELS and not drawn:
        raise ImageError(
            f"is too large: {measured.width}×{measured.height} is over {MOST_PIXELS // 1_000_000} megapixels",
            "make it smaller",
        )
    if _within(measured, len(data), limits):
        return Fitted(data, measured.media_type, measured.width, measured.height)

    from publisher.images.encode import encode  # most pictures fit as they are and need no Pillow
    from publisher.images.pixels import decode

    image = decode(data, measured, limits)
    encoded, media_type, size = encode(image, measured.media_type, limits)
    note = _told(measured, len(data), media_type, size, len(encoded))
    return Fitted(encoded, media_type, *size, note)


def _within(measured: Measured, size: int, limits: Limits) -> bool:
    return (
        measured.media_type in limits.picture_types
        and (not limits.picture_bytes or size <= limits.picture_bytes)
        and (not limits.picture_side or max(measured.width, measured.height) <= limits.picture_side)
    )


def _told(
    before: Measured, bytes_before: int, media_type: str, size: tuple[int, int], bytes_after: int
) -> str:
    said = (
        f"converted from {NAMES[before.media_type]} to {NAMES[media_type]}"
        if media_type != before.media_type
        else "made smaller"
    )
    if before.animated:
        said += ", first frame only"
    if size != (before.width, before.height) and before.media_type != "image/svg+xml":
        said += f", {before.width}×{before.height} → {size[0]}×{size[1]}"
    return f"{said}, {_amount(bytes_before)} → {_amount(bytes_after)}"


def _amount(size: int) -> str:
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.0f} KB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
