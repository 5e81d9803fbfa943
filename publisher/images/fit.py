"""Making a picture one a platform takes: the right kind, few enough bytes and pixels; or leaving it alone."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, replace

from publisher.images.amiss import amiss
from publisher.images.sniff import NAMES, ImageError, Measured, measure
from publisher.images.strip import stripped
from publisher.images.weight import MOST, weight
from publisher.images.within import obstacle
from publisher.model.rendition import Limits

RECIPE = "3"
"""To be raised when other bytes are made of the same picture: what was made before is not used then."""
MOST_PIXELS = 50_000_000
"""Decoded, this much fills 200 MB; no screen shows it."""
CONVERTED, STILL = "picture-converted", "picture-animation-lost"
"""Kinds of Note."""
_DAMAGED = (ValueError, IndexError, struct.error, zlib.error)


@dataclass(frozen=True, slots=True)
class Fitted:
    """`data` as it may be sent; `note` says what was done to it ("" = nothing that can be seen), `kind` of
    which kind that note is."""

    data: bytes
    media_type: str
    width: int
    height: int
    note: str = ""
    kind: str = CONVERTED


def fit(data: bytes, limits: Limits) -> Fitted:
    """A picture within the limits that is seen right there; the result depends on the input alone.

    What is within them keeps its pixels, and the very bytes but for metadata (place, camera, comments).
    Anything else is encoded anew, as well as the limits allow: upright, in sRGB, 8 bits a channel, at most
    12 megapixels. What moves goes on moving where it can. Raises ImageError for what is no picture, is
    damaged, is too large to be worked on or cannot be made to fit.
    """
    measured = measure(data)
    _refuse_bombs(measured)
    reason = _reason(data, measured, limits)
    if not reason:
        kept = _as_it_is(data, measured, limits)
        if kept is not None:
            return kept
    _refuse_giants(measured, len(data))
    if measured.animated:
        from publisher.images.moving import moving  # frames are decoded only where they must be

        found = moving(data, measured, limits)
        if found is not None:
            return _told(measured, len(data), found, still=False, reason=reason)
    from publisher.images.encode import encode
    from publisher.images.pixels import decode

    image = decode(data, measured, limits)
    encoded = encode(image, measured.media_type, limits, exact=reason != "limits")
    return _told(measured, len(data), encoded, still=measured.animated, reason=reason)


def _refuse_bombs(measured: Measured) -> None:
    drawn = measured.media_type == "image/svg+xml"  # at whatever size is wanted
    if measured.width * measured.height > MOST_PIXELS and not drawn:
        raise ImageError(
            f"is too large: {measured.width}×{measured.height} is over {MOST_PIXELS // 1_000_000} megapixels",
            "make it smaller",
        )


def _refuse_giants(measured: Measured, size: int) -> None:
    if _is_giant(measured, size):
        kind = NAMES[measured.media_type]
        raise ImageError(
            f"is too large for a {kind} that must be converted: {measured.width}×{measured.height}",
            "make it smaller, or save it as JPEG",
        )


def _is_giant(measured: Measured, size: int) -> bool:
    """Whether working on it takes more memory than there is for pictures."""
    return weight(measured.media_type, measured.width, measured.height, size) > MOST


def _reason(data: bytes, measured: Measured, limits: Limits) -> str:
    """Why it must be encoded anew, "" when it need not be."""
    if obstacle(
        measured.media_type,
        len(data),
        max(measured.width, measured.height),
        limits,
        animated=measured.animated,
    ):
        # without its metadata it may yet be small enough
        bare = _bare(data, measured)
        side = max(measured.width, measured.height)
        if bare is None or obstacle(measured.media_type, len(bare), side, limits, animated=measured.animated):
            return "limits"
    try:
        return amiss(data, measured.media_type, in_browsers=limits.files_with_text)
    except _DAMAGED:
        return "damage"


def _bare(data: bytes, measured: Measured) -> bytes | None:
    """The file without metadata, None where it is damaged somewhere."""
    try:
        return stripped(data, measured.media_type)
    except _DAMAGED:
        return None


def _as_it_is(data: bytes, measured: Measured, limits: Limits) -> Fitted | None:
    """The file but for its metadata; None where it is better encoded anew: damaged but readable, or so large
    that a smaller one is as good. ImageError where no pixels can be read."""
    bare = _bare(data, measured)
    if bare is None:
        return None
    from publisher.images.pixels import check  # a file must hold what its head says

    giant = _is_giant(measured, len(bare))
    if not giant:
        check(bare, measured)
    advised = limits.picture_bytes_advised
    if advised and len(bare) > advised and not measured.animated and not giant:
        from publisher.images.encode import gentle
        from publisher.images.pixels import decode

        found = gentle(decode(data, measured, limits), measured.media_type, limits, advised)
        if found is not None:
            return _told(measured, len(data), found, still=False, reason="limits")
    return Fitted(bare, measured.media_type, measured.width, measured.height)


def _told(
    before: Measured,
    bytes_before: int,
    found: tuple[bytes, str, tuple[int, int]],
    *,
    still: bool,
    reason: str,
) -> Fitted:
    data, media_type, size = found
    fitted = Fitted(data, media_type, *size, kind=STILL if still else CONVERTED)
    if media_type != before.media_type:
        said = f"converted from {NAMES[before.media_type]} to {NAMES[media_type]}"
    elif reason in {"limits", ""}:
        said = "made smaller"
    else:
        said = "mended" if reason == "damage" else f"written anew, since it has {reason}"
        said = said.replace("has turned", "is turned")
    if still:
        said += ", first frame only"
    if size != (before.width, before.height) and before.media_type != "image/svg+xml":
        said += f", {before.width}×{before.height} → {size[0]}×{size[1]}"
    return replace(fitted, note=f"{said}, {_amount(bytes_before)} → {_amount(len(data))}")


def _amount(size: int) -> str:
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.0f} KB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
