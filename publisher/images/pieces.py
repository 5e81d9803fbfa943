"""Picture files cut into the pieces their formats are made of: segments, chunks, blocks. Nothing is decoded.

Every function takes a whole file and raises ValueError, IndexError or struct.error for one that is damaged
or cut off before its end. Formats: ITU T.81, PNG 3rd edition, GIF89a, RFC 9649 (WebP).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from struct import unpack_from
from typing import NamedTuple

EOI, SOS, APP0, APP1, APP2, APP14, COM = b"\xd9", b"\xda", b"\xe0", b"\xe1", b"\xe2", b"\xee", b"\xfe"
_BARE = frozenset({0x01, *range(0xD0, 0xDA)})
"""JPEG markers that stand alone, without a length."""
_NEXT = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
"""The marker that ends a scan: in it, FF is followed by a zero, or counts a restart."""


class Piece(NamedTuple):
    """`kind` as the format names it; the file from `start` up to `end` is all of the piece, its contents
    begin at `body`."""

    kind: bytes
    start: int
    body: int
    end: int


def jpeg(data: bytes) -> Iterator[Piece]:
    """Segments by marker, a scan with the pixels behind it, the end of the image last. What follows that
    (another picture, a film, waste) is no part of it."""
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ValueError("no marker where one must be")
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        kind = data[at + 1 : at + 2]
        if marker in _BARE:
            yield Piece(kind, at, at + 2, at + 2)
            if kind == EOI:
                return
            at += 2
            continue
        (length,) = unpack_from(">H", data, at + 2)
        end = at + 2 + length
        if length < 2 or end > len(data):
            raise ValueError("cut off")
        if kind == SOS:
            found = _NEXT.search(data, end)
            if found is None:
                raise ValueError("cut off")
            end = found.start()
        yield Piece(kind, at, at + 4, end)
        at = end


def png(data: bytes) -> Iterator[Piece]:
    """Chunks by name, `IEND` last."""
    at = 8
    while True:
        length, kind = unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise ValueError("cut off")
        yield Piece(kind, at, at + 8, end)
        if kind == b"IEND":
            return
        at = end


def webp(data: bytes) -> Iterator[Piece]:
    """Chunks by name, each with its padding."""
    (size,) = unpack_from("<I", data, 4)
    if size + 8 > len(data):
        raise ValueError("cut off")
    at, last = 12, size + 8
    while at + 8 <= last:
        kind, length = unpack_from("<4sI", data, at)
        end = at + 8 + length
        if end > last:
            raise ValueError("cut off")
        end = min(end + length % 2, last)
        yield Piece(kind, at, at + 8, end)
        at = end


def gif(data: bytes) -> Iterator[Piece]:
    """The head with its colours (kind ""), extensions by label, pictures (","), and the end (";")."""
    at = 13 + table(data[10])
    yield Piece(b"", 0, 6, at)
    while data[at] != 0x3B:
        if data[at] == 0x21:
            kind, body = data[at + 1 : at + 2], at + 2
        elif data[at] == 0x2C:
            kind, body = b",", at + 11 + table(data[at + 9])
        else:
            raise ValueError("an unknown block")
        end = _blocks_end(data, body)
        yield Piece(kind, at, body, end)
        at = end
    yield Piece(b";", at, at + 1, at + 1)


def table(flags: int) -> int:
    """Bytes of the colour table that a GIF's flags announce."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _blocks_end(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1
