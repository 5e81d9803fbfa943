"""AVIF's boxes (ISO 14496-12, 23008-12), as far as finding Exif and XMP in them takes."""

from __future__ import annotations

from collections.abc import Iterator
from struct import unpack_from

_EMPTY = bytes(4) + b"MM\0*" + bytes([0, 0, 0, 8]) + bytes(6)
"""Exif without any entry, as an item holds it: decoders refuse a file whose Exif is none."""
_META = 4
"""Bytes of version and flags with which a full box begins."""


def blanked(data: bytes) -> bytes:
    """The same file with nothing left in its Exif, and zeros for XMP: nothing moves, so no offset changes. A
    turning is told by a box of its own, so it stays. ValueError, IndexError or struct.error for damage."""
    meta = next((box for box in _boxes(data, 0, len(data)) if box[0] == b"meta"), None)
    if meta is None:
        return data
    inner = {kind: (start, end) for kind, start, end in _boxes(data, meta[1] + _META, meta[2])}
    if b"iinf" not in inner or b"iloc" not in inner:
        return data
    telling = frozenset(_telling(data, *inner[b"iinf"]))
    held = inner.get(b"idat", (0, 0))[0]
    blank = bytearray(data)
    for start, length in _places(data, inner[b"iloc"][0], telling, held):
        if start + length > len(data):
            raise ValueError("cut off")
        blank[start : start + length] = _EMPTY.ljust(length, b"\0")[:length] if length else b""
    return bytes(blank) if telling else data


def _boxes(data: bytes, at: int, last: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind, where the contents start and where they end."""
    while at + 8 <= last:
        size, kind = unpack_from(">I4s", data, at)
        start = at + 8
        if size == 1:
            (size,) = unpack_from(">Q", data, at + 8)
            start += 8
        end = at + size if size else last
        if end < start or end > last:
            raise ValueError("cut off")
        yield kind, start, end
        at = end


def _telling(data: bytes, start: int, end: int) -> Iterator[int]:
    """Ids of the items that hold Exif or XMP."""
    head = 6 if data[start] == 0 else 8
    for kind, at, last in _boxes(data, start + head, end):
        if kind == b"infe" and data[at] >= 2:
            (item,) = unpack_from(">H" if data[at] == 2 else ">I", data, at + 4)
            name = at + 8 if data[at] == 2 else at + 10
            if data[name : name + 4] == b"Exif" or b"rdf+xml" in data[name:last]:
                yield item


def _places(data: bytes, at: int, wanted: frozenset[int], held: int) -> Iterator[tuple[int, int]]:
    """Start and length of each stretch of the wanted items; `held` is where the file's `idat` begins."""
    version = data[at]
    sizes = data[at + 4 : at + 6]
    of_offset, of_length, of_base, of_index = sizes[0] >> 4, sizes[0] & 15, sizes[1] >> 4, sizes[1] & 15
    of_id = 4 if version == 2 else 2
    at += 6

    def number(width: int) -> int:
        nonlocal at
        at += width
        if at > len(data):
            raise ValueError("cut off")
        return int.from_bytes(data[at - width : at], "big")

    for _ in range(number(of_id)):
        item = number(of_id)
        method = number(2) & 15 if version else 0
        number(2)
        base = number(of_base) + (held if method == 1 else 0)
        for _ in range(number(2)):
            if version:
                number(of_index)
            offset, length = number(of_offset), number(of_length)
            if item in wanted:
                yield base + offset, length
