"""Why a file that is within the limits would still be shown wrong: told from its bytes, no pixel decoded."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping

from publisher.images import pieces
from publisher.images.headers import FRAMES
from publisher.images.marks import EXIF, UPRIGHT, is_srgb, orientation

ICC = b"ICC_PROFILE\0"
_USUAL = frozenset({0xC0, 0xC1, 0xC2})
"""Baseline, extended and progressive JPEG: what every reader can."""
_LARGEST_PROFILE = 4_000_000


def amiss(data: bytes, media_type: str, *, in_browsers: bool) -> str:
    """Words for what is wrong, "" for nothing. Browsers obey turning marks and colour profiles, and show 16
    bits; platforms write pictures anew and lose those, and so do their readers' apps.

    Raises ValueError, IndexError, struct.error or zlib.error for a file that is damaged or cut off.
    """
    look = _LOOKS.get(media_type)
    found = look(data) if look else {}
    order: tuple[str, ...] = ("CMYK colours", "a rare kind of JPEG")
    if not in_browsers:
        order = (*order, "turned by a mark", "16 bits a channel", "colours of another profile")
    return next((words for words in order if found.get(words)), "")


def _jpeg(data: bytes) -> Mapping[str, bool]:
    profile, found = [], {}
    for piece in pieces.jpeg(data):
        if piece.kind[0] in FRAMES:
            found["CMYK colours"] = data[piece.body + 5] == 4
            found["a rare kind of JPEG"] = piece.kind[0] not in _USUAL or data[piece.body] != 8
        elif piece.kind == pieces.APP2 and data.startswith(ICC, piece.body):
            profile.append(data[piece.body + len(ICC) + 2 : piece.end])
        elif piece.kind == pieces.APP1 and data.startswith(EXIF, piece.body):
            found["turned by a mark"] = orientation(data[piece.body + len(EXIF) : piece.end]) != UPRIGHT
    return found | {"colours of another profile": _foreign(profile)}


def _png(data: bytes) -> Mapping[str, bool]:
    found = {"16 bits a channel": data[24] == 16}
    for piece in pieces.png(data):
        if piece.kind == b"iCCP":
            _name, _, packed = data[piece.body : piece.end - 4].partition(b"\0")
            profile = zlib.decompressobj().decompress(packed[1:], _LARGEST_PROFILE)
            found["colours of another profile"] = _foreign((profile,))
        elif piece.kind == b"eXIf":
            found["turned by a mark"] = orientation(data[piece.body : piece.end - 4]) != UPRIGHT
    return found


def _webp(data: bytes) -> Mapping[str, bool]:
    found = {}
    for piece in pieces.webp(data):
        if piece.kind == b"ICCP":
            found["colours of another profile"] = _foreign((data[piece.body : piece.end],))
        elif piece.kind == b"EXIF":
            found["turned by a mark"] = orientation(data[piece.body : piece.end]) != UPRIGHT
    return found


def _foreign(profile: Iterable[bytes]) -> bool:
    whole = b"".join(profile)
    return bool(whole) and not is_srgb(whole)


_LOOKS: Mapping[str, Callable[[bytes], Mapping[str, bool]]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
}
