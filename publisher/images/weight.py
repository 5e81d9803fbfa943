"""How much memory a picture takes while it is worked on: what lets only so many be open at a time."""

from __future__ import annotations

from collections.abc import Mapping

MOST = 290_000_000
"""Bytes a single picture may take while it is worked on."""
TOGETHER = 200_000_000
"""Bytes for all pictures worked on at a time, unless one alone takes more; with the program, a site of some
hundred posts (150 MB) and what is being sent, under 400 MB."""
KEPT = 12_000_000
"""Pixels a picture has at most once it is encoded anew: a 4000 × 3000 photo, more than any screen."""
_DECODED: Mapping[str, float] = {
    "image/png": 4.2,
    "image/bmp": 4.2,
    "image/gif": 4.2,
    "image/tiff": 5,
    "image/webp": 17,
    "image/avif": 11,
    "image/heic": 11,
}
"""Bytes a pixel that decoding takes at its peak, as measured with Pillow 13."""
_HALVED = 28_000_000
"""Pixels from which a JPEG is read at half its size at most."""
_SCANS = 3.0
"""Bytes a pixel more for a JPEG that comes in several scans, all of which are kept."""


def weight(media_type: str, width: int, height: int, size: int) -> int:
    """Bytes; `size` are those of the file. SVG is drawn by another process and then a 12 megapixel PNG."""
    pixels = width * height if media_type != "image/svg+xml" else KEPT
    kept = min(pixels, KEPT) * 4
    if media_type == "image/jpeg":
        read = pixels if pixels <= _HALVED else pixels / 4
        decoded = _SCANS * pixels + 4.2 * read
    else:
        read, decoded = pixels, _DECODED.get(media_type, 5) * pixels
    reduced = 4.2 * read + kept if read > KEPT else 0
    return int(size + max(decoded, reduced, 4 * kept))
