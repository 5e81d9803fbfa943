"""Moving pictures: what moves in one format goes on moving as a GIF, where a platform keeps those."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from math import sqrt

from PIL import Image, ImageSequence
from PIL.ImageFile import ImageFile

from publisher.images.colours import plain
from publisher.images.pixels import opened, shrink
from publisher.images.sniff import Measured
from publisher.images.within import most_bytes, taken
from publisher.model.rendition import Limits

GIF = "image/gif"
MOST = 30_000_000
"""Pixels of all frames together: the encoder holds them all."""
MOST_FRAMES = 1000
SMALLEST = 120
"""Pixels of the longest side; below, a sharp still says more than a film."""
_TRIES = 5
_TICK = 20
"""Milliseconds: shorter frames are shown at a tenth of a second by browsers."""

Encoded = tuple[bytes, str, tuple[int, int]]


def moving(data: bytes, measured: Measured, limits: Limits) -> Encoded | None:
    """A GIF of all frames within the limits, at the largest size that fits; None where the target keeps no
    GIFs, or none of such a size would fit. Raises ImageError where frames are damaged."""
    if GIF not in taken(limits, animated=True):
        return None
    most = most_bytes(limits, animated=True)
    with opened(data, measured) as image:
        frames = getattr(image, "n_frames", 1)
        if frames > MOST_FRAMES:
            return None
        longest = max(image.size)
        fits = sqrt(MOST / (frames * image.width * image.height))
        side = int(min(longest, limits.picture_side or longest, longest * fits))
        for _ in range(_TRIES):
            if side < min(SMALLEST, longest):
                return None
            found, size = _written(image, side)
            if not most or len(found) <= most:
                return found, GIF, size
            side = int(side * min(0.9, max(0.3, sqrt(most / len(found)) * 0.97)))
    return None


def _written(image: ImageFile, side: int) -> tuple[bytes, tuple[int, int]]:
    durations: list[int] = []
    frames = _frames(image, side, durations)
    first = next(frames)
    file = BytesIO()
    rest = list(frames)
    first.save(
        file,
        "GIF",
        save_all=True,
        append_images=rest,
        duration=durations,
        loop=image.info.get("loop", 0),
        disposal=2,
        optimize=False,
    )
    return file.getvalue(), first.size


def _frames(image: ImageFile, side: int, durations: list[int]) -> Iterator[Image.Image]:
    """Each frame whole, in at most 256 colours; how long each is shown goes into `durations`."""
    for frame in ImageSequence.Iterator(image):
        shown = shrink(plain(frame.convert("RGBA")), side)
        durations.append(max(_TICK, round(frame.info.get("duration", 100))))  # some know it only once decoded
        shown.info.clear()
        method = Image.Quantize.FASTOCTREE if shown.mode == "RGBA" else Image.Quantize.MEDIANCUT
        yield shown.quantize(255, method=method)
