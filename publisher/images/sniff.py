"""What a picture is, told from its first bytes: kind, size, whether it moves. No pixel is decoded."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from publisher.images import headers
from publisher.images.svg import is_svg, svg_size


class ImageError(Exception):
    """A picture that cannot be used: `message` says what is wrong with it, `hint` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Measured:
    """`width` and `height` are pixels as shown, a camera's turning mark obeyed; `media_type` is of the
    bytes, whatever the file is called."""

    media_type: str
    width: int
    height: int
    animated: bool = False


NAMES: Mapping[str, str] = MappingProxyType(
    {
        "image/png": "PNG",
        "image/jpeg": "JPEG",
        "image/gif": "GIF",
        "image/webp": "WebP",
        "image/bmp": "BMP",
        "image/avif": "AVIF",
        "image/tiff": "TIFF",
        "image/x-icon": "ICO",
        "image/heic": "HEIC",
        "image/svg+xml": "SVG",
    }
)
"""What people call each kind this module can tell."""

_READERS: Mapping[str, Callable[[bytes], headers.Size]] = MappingProxyType(
    {
        "image/png": headers.png,
        "image/jpeg": headers.jpeg,
        "image/gif": headers.gif,
        "image/webp": headers.webp,
        "image/bmp": headers.bmp,
        "image/svg+xml": svg_size,
    }
)
_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})


def measure(data: bytes) -> Measured:
    """Kind and size of a whole picture file.

    Raises ImageError for what is no picture, is cut off, or has no size.
    """
    kind = _kind(data)
    if not kind:
        raise ImageError(
            "is empty" if not data else "is not a picture", "export it again as PNG, JPEG, GIF, WebP or SVG"
        )
    try:
        width, height, animated = _READERS[kind](data) if kind in _READERS else _by_pillow(kind, data)
    except (ValueError, IndexError, struct.error) as error:
        raise ImageError(f"is a damaged {NAMES[kind]} file", "export it again") from error
    if width <= 0 or height <= 0:
        raise ImageError(f"is a {NAMES[kind]} file without a size", "export it again")
    return Measured(kind, width, height, animated)


def _kind(data: bytes) -> str:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[:2] == b"BM" and data[6:10] == bytes(4):
        return "image/bmp"
    if data.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")):  # the latter for over 4 GB
        return "image/tiff"
    if data.startswith(b"\0\0\1\0"):
        return "image/x-icon"
    if data[4:8] == b"ftyp":
        brands = _brands(data)
        if brands & {b"avif", b"avis"}:
            return "image/avif"
        return "image/heic" if brands & _HEIC else ""
    return "image/svg+xml" if is_svg(data) else ""


def _brands(data: bytes) -> frozenset[bytes]:
    box = data[8 : min(int.from_bytes(data[:4], "big"), 256)]
    return frozenset(box[at : at + 4] for at in range(0, len(box), 4) if at != 4)  # 4–8 is a version


def _by_pillow(kind: str, data: bytes) -> headers.Size:
    from publisher.images.rare import read  # Pillow takes longer to load than ninety headers to read

    return read(kind, data)
