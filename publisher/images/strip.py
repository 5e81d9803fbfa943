"""Taking out of a picture file what tells of its maker and not of its pixels, without touching those.

Exif with its place and thumbnail, XMP, IPTC, comments, makers' notes, text, times, and whatever follows the
picture's end go; colour profiles, transparency, animation and a turning mark stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from struct import pack
from zlib import crc32

from publisher.images import pieces
from publisher.images.avif import blanked
from publisher.images.marks import EXIF, UPRIGHT, only_orientation, orientation
from publisher.images.pieces import APP0, APP1, APP2, APP14, COM

_PNG = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT".split()
) | frozenset(b"acTL fcTL fdAT".split())
_WEBP = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_EXIF_FLAG, _XMP_FLAG = 0x08, 0x04


def stripped(data: bytes, media_type: str) -> bytes:
    """The same file without its metadata; the same bytes where there is none, or the kind holds none.

    Raises ValueError, IndexError or struct.error for a file that is damaged or cut off.
    """
    strip = _STRIPS.get(media_type)
    return strip(data) if strip else data


def _jpeg(data: bytes) -> bytes:
    return b"".join((data[:2], *_segments(data)))


def _segments(data: bytes) -> Iterator[bytes]:
    marked = False
    for kind, start, body, end in pieces.jpeg(data):
        if kind == APP1 and data.startswith(EXIF, body) and not marked:
            turned = orientation(data[body + len(EXIF) : end])
            if turned != UPRIGHT:
                marked, exif = True, EXIF + only_orientation(turned)
                yield b"\xff" + APP1 + pack(">H", len(exif) + 2) + exif
        elif kind == APP0:
            if data.startswith(b"JFIF\0", body):
                yield _jfif(data[start:end])
        elif _is_needed(kind, data, body):
            yield data[start:end]


def _is_needed(kind: bytes, data: bytes, body: int) -> bool:
    if kind == APP2:
        return data.startswith(b"ICC_PROFILE\0", body)
    return kind == APP14 or (kind != COM and not APP0 <= kind <= b"\xef")


def _jfif(segment: bytes) -> bytes:
    """Without its thumbnail."""
    if len(segment) <= 18:
        return segment
    return segment[:2] + pack(">H", 16) + segment[4:16] + bytes(2)


def _png(data: bytes) -> bytes:
    return b"".join((data[:8], *_chunks(data)))


def _chunks(data: bytes) -> Iterator[bytes]:
    for kind, start, body, end in pieces.png(data):
        if kind in _PNG or kind[:1].isupper():  # what is critical is needed, known or not
            yield data[start:end]
        elif kind == b"eXIf" and (turned := orientation(data[body : end - 4])) != UPRIGHT:
            exif = only_orientation(turned)
            yield pack(">I", len(exif)) + kind + exif + pack(">I", crc32(kind + exif))


def _webp(data: bytes) -> bytes:
    kept: list[bytes] = []
    turned = UPRIGHT
    for kind, start, body, end in pieces.webp(data):
        if kind in _WEBP:
            kept.append(data[start:end])
        elif kind == b"EXIF":
            turned = orientation(data[body:end])
    if kept and kept[0][:4] == b"VP8X":
        flags = kept[0][8] & ~(_EXIF_FLAG | _XMP_FLAG)
        if turned != UPRIGHT:
            exif = only_orientation(turned)
            kept.append(b"EXIF" + pack("<I", len(exif)) + exif)
            flags |= _EXIF_FLAG
        kept[0] = kept[0][:8] + bytes([flags]) + kept[0][9:]
    body_ = b"WEBP" + b"".join(kept)
    return b"RIFF" + pack("<I", len(body_)) + body_


def _gif(data: bytes) -> bytes:
    return b"".join(_blocks(data, pieces.gif(data)))


def _blocks(data: bytes, found: Iterable[pieces.Piece]) -> Iterator[bytes]:
    for kind, start, body, end in found:
        loops = kind == b"\xff" and data[body + 1 : body + 12] in _LOOPS
        if loops or kind in {b"", b",", b";", b"\xf9"}:
            yield data[start:end]


_STRIPS: Mapping[str, Callable[[bytes], bytes]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
    "image/gif": _gif,
    "image/avif": blanked,
}
