"""The common picture formats' headers: width, height and whether more than one frame follows.

Every function takes a whole file and raises ValueError, IndexError or struct.error for one that is
damaged or cut off. Formats: PNG 3rd edition, ITU T.81 with Exif 2.3, GIF89a, RFC 9649 (WebP), BMP.
"""

from __future__ import annotations

from struct import unpack_from

from publisher.images import pieces
from publisher.images.marks import EXIF, UPRIGHT, orientation, turns

Size = tuple[int, int, bool]
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG's start-of-frame markers."""


def png(data: bytes) -> Size:
    if data[12:16] != b"IHDR":
        raise ValueError("no IHDR")
    width, height = unpack_from(">II", data, 16)
    animated, turned = False, UPRIGHT
    for piece in pieces.png(data):
        animated |= piece.kind == b"acTL"
        if piece.kind == b"eXIf":
            turned = orientation(data[piece.body : piece.end - 4])
    return _shown(width, height, animated, turned)


def jpeg(data: bytes) -> Size:
    width = height = scans = 0
    turned = UPRIGHT
    for piece in pieces.jpeg(data):
        if piece.kind[0] in FRAMES:
            height, width = unpack_from(">HH", data, piece.body + 1)
        elif piece.kind == pieces.APP1 and data.startswith(EXIF, piece.body):
            turned = orientation(data[piece.body + len(EXIF) : piece.end])
        scans += piece.kind == pieces.SOS
    if not scans:
        raise ValueError("ends before any pixels")
    return _shown(width, height, False, turned)


def gif(data: bytes) -> Size:
    width, height = unpack_from("<HH", data, 6)
    frames = 0
    for piece in pieces.gif(data):
        frames += piece.kind == b","
        if frames > 1:
            break
    if not frames:
        raise ValueError("no frame")
    return width, height, frames > 1


def webp(data: bytes) -> Size:
    turned, kind = UPRIGHT, data[12:16]
    for piece in pieces.webp(data):
        if piece.kind == b"EXIF":
            turned = orientation(data[piece.body : piece.end])
    if kind == b"VP8X":
        width, height = int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
        return _shown(width, height, bool(data[20] & 0x02), turned)
    if kind == b"VP8L" and data[20] == 0x2F:
        (bits,) = unpack_from("<I", data, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, False
    if kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF, False
    raise ValueError("no frame")


def bmp(data: bytes) -> Size:
    (header,) = unpack_from("<I", data, 14)
    if header == 12:
        width, height = unpack_from("<HH", data, 18)
    else:
        width, height = unpack_from("<ii", data, 18)
    return width, abs(height), False


def _shown(width: int, height: int, animated: bool, turned: int) -> Size:
    return (height, width, animated) if turns(turned) else (width, height, animated)
