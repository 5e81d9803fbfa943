"""Marks in a picture file that change how it is seen: a camera's turning mark, a colour profile."""

from __future__ import annotations

from struct import pack, unpack_from

EXIF = b"Exif\0\0"
"""What stands before Exif in a JPEG segment."""
UPRIGHT = 1
_ORIENTATION = 0x0112
_SRGB = (b"sRGB", "sRGB".encode("utf-16-be"))


def orientation(exif: bytes) -> int:
    """Tag 0x0112 of the first directory, 1 to 8; 1 (upright) when absent or unreadable. Exif 2.3 §4.6.4."""
    exif = exif.removeprefix(EXIF)  # WebP's chunk may have it too
    try:
        order = "<" if exif[:2] == b"II" else ">"
        (start,) = unpack_from(order + "I", exif, 4)
        (count,) = unpack_from(order + "H", exif, start)
        for at in range(start + 2, min(start + 2 + 12 * count, len(exif) - 9), 12):
            tag, _kind, _count, value = unpack_from(order + "HHIH", exif, at)
            if tag == _ORIENTATION:
                return int(value) if 1 <= value <= 8 else UPRIGHT
    except Exception:
        return UPRIGHT
    return UPRIGHT


def turns(mark: int) -> bool:
    """Whether width and height change places."""
    return mark >= 5


def only_orientation(mark: int) -> bytes:
    """Exif that holds nothing else."""
    entry = pack(">HHIHH", _ORIENTATION, 3, 1, mark, 0)
    return b"MM\0*" + pack(">IH", 8, 1) + entry + bytes(4)


def is_srgb(profile: bytes) -> bool:
    """Whether an ICC profile is one of the many spellings of sRGB, by its description."""
    return any(name in profile for name in _SRGB)
