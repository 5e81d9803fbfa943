"""Bounds that no server can talk its way around: the time of a whole exchange, the size of packed data."""

from __future__ import annotations

import socket
import threading
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from publisher.wire.public import Trace

_PIECE = 256 * 1024
_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 47}
"""zlib's names for the two, with or without a head."""


@contextmanager
def ended_after(seconds: float) -> Iterator[Trace]:
    """What to trace a request with: when the time is over its connection is cut, even if a server sends a
    byte every now and then so that no single wait is ever too long."""
    streams: list[Any] = []

    def trace(event: str, info: dict[str, Any]) -> None:
        if event == "connection.connect_tcp.complete":
            streams.append(info["return_value"])

    def cut() -> None:
        for stream in streams:
            found = stream.get_extra_info("socket")
            if found is not None:
                with suppress(OSError):
                    found.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, seconds), cut)
    timer.daemon = True
    timer.start()
    try:
        yield trace
    finally:
        timer.cancel()


def unpacked(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """An answer's bytes without its Content-Encoding, in small pieces however well they were packed.

    ValueError for an encoding nobody asked for, or for damage.
    """
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        yield from chunks
        return
    if name not in _WINDOWS:
        raise ValueError("the answer is packed in a way that was not asked for")
    unpack = zlib.decompressobj(_WINDOWS[name])
    try:
        for chunk in chunks:
            rest = chunk
            while rest:
                yield unpack.decompress(rest, _PIECE)
                rest = unpack.unconsumed_tail
        yield unpack.flush()
    except zlib.error:
        raise ValueError("the answer is damaged") from None
    if not unpack.eof:
        raise ValueError("the answer is damaged")
