"""The common picture formats' headers: width, height and whether more than one frame follows.

Every function takes a whole file and raises ValueError, IndexError or struct.error for one that is
damaged or cut off. Formats: PNG 3rd edition, ITU T.81 with Exif 2.3, GIF89a, RFC 9649 (WebP), BMP.
"""

from __future__ import annotations

from struct import unpack_from

Size = tuple[int, int, bool]


def png(data: bytes) -> Size:
    if data[12:16] != b"IHDR":
        raise ValueError("no IHDR")
    width, height = unpack_from(">II", data, 16)
    animated, at = False, 8
    while data[at + 4 : at + 8] != b"IEND":
        (length,) = unpack_from(">I", data, at)
        animated |= data[at + 4 : at + 8] == b"acTL"
        at += 12 + length
    return width, height, animated


def jpeg(data: bytes) -> Size:
    width = height = 0
    turned, at = False, 2
    while True:
        if data[at] != 0xFF:
            raise ValueError("no marker where one must be")
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == 0xD9:
            raise ValueError("ends before any pixels")
        (length,) = unpack_from(">H", data, at + 2)
        if marker == 0xDA:
            break
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = unpack_from(">HH", data, at + 5)
        elif marker == 0xE1 and data[at + 4 : at + 10] == b"Exif\0\0":
            turned = _orientation(data[at + 10 : at + 2 + length]) >= 5
        at += 2 + length
    if data.rfind(b"\xff\xd9") < at:
        raise ValueError("cut off")
    return (height, width, False) if turned else (width, height, False)


def _orientation(exif: bytes) -> int:
    """Tag 0x0112 of the first directory; 1 (upright) when absent or unreadable."""
    try:
        order = "<" if exif[:2] == b"II" else ">"
        (start,) = unpack_from(order + "I", exif, 4)
        (count,) = unpack_from(order + "H", exif, start)
        for at in range(start + 2, min(start + 2 + 12 * count, len(exif) - 11), 12):
            tag, _, _, value = unpack_from(order + "HHIH", exif, at)
            if tag == 0x0112:
                return int(value)
    except Exception:
        return 1
    return 1


def gif(data: bytes) -> Size:
    width, height = unpack_from("<HH", data, 6)
    at, frames = 13 + _table(data[10]), 0
    while frames < 2 and data[at] != 0x3B:
        if data[at] == 0x21:
            at = _skip_blocks(data, at + 2)
        elif data[at] == 0x2C:
            frames += 1
            at = _skip_blocks(data, at + 11 + _table(data[at + 9]))
        else:
            raise ValueError("an unknown block")
    if not frames:
        raise ValueError("no frame")
    return width, height, frames > 1


def _table(flags: int) -> int:
    """Bytes of the colour table the flags announce."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _skip_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1


def webp(data: bytes) -> Size:
    (size,) = unpack_from("<I", data, 4)
    if size + 8 > len(data):
        raise ValueError("cut off")
    kind = data[12:16]
    if kind == b"VP8X":
        width, height = int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
        return width, height, bool(data[20] & 0x02)
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
