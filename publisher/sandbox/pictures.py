"""What a pretend platform sees of a picture that arrived: how large it is."""

from __future__ import annotations

from publisher.images.sniff import measure


def size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels as shown. Raises ImageError for what is no picture."""
    measured = measure(data)
    return measured.width, measured.height
