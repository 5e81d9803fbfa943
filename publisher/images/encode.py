"""Pixels → bytes within a platform's limits: PNG for drawings and screenshots, JPEG for photographs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from io import BytesIO

from PIL import Image, ImageChops

from publisher.images.pixels import shrink
from publisher.images.sniff import ImageError
from publisher.model.rendition import Limits

QUALITIES = (90, 85, 80, 74, 66)
SMALLEST = 64
"""Pixels of the longest side; below, nothing can be read any more."""
FLAT = 0.5
"""Share of pixels like their left neighbour: over 0.8 in charts and screenshots, under 0.3 in photographs."""

Encoded = tuple[bytes, str, tuple[int, int]]
Write = Callable[[Image.Image], Iterator[bytes]]


def encode(image: Image.Image, source_type: str, limits: Limits) -> Encoded:
    """Bytes, media type and size of the best way to write the picture that fits.

    Raises ImageError where none does.
    """
    media_type, write = _way(image, source_type, limits.picture_types)
    while True:
        size = 0
        for data in write(image):
            size = len(data)
            if not limits.picture_bytes or size <= limits.picture_bytes:
                return data, media_type, image.size
        smaller = int(max(image.size) * min(0.9, max(0.5, math.sqrt(limits.picture_bytes / size))))
        if smaller < SMALLEST:
            raise ImageError(
                f"cannot be made to fit {limits.picture_bytes} bytes", "make it smaller or less detailed"
            )
        image = shrink(image, smaller)


def _way(image: Image.Image, source_type: str, types: frozenset[str]) -> tuple[str, Write]:
    ways: dict[str, Write] = {"image/png": _png, "image/jpeg": _jpeg}
    drawn = image.mode == "RGBA" or (source_type != "image/jpeg" and _is_flat(image))
    for media_type in ways if drawn else reversed(ways):
        if media_type in types:
            return media_type, ways[media_type]
    raise ImageError("is of a kind this platform does not take", f"export it as {' or '.join(sorted(types))}")


def _is_flat(image: Image.Image) -> bool:
    grey = image.convert("L")
    width, height = grey.size
    left, right = grey.crop((0, 0, width - 1, height)), grey.crop((1, 0, width, height))
    return ImageChops.difference(left, right).histogram()[0] >= FLAT * (width - 1) * height


def _png(image: Image.Image) -> Iterator[bytes]:
    """Without loss, then with 256 colours of its own."""
    yield _written(image, "PNG")
    method = Image.Quantize.FASTOCTREE if image.mode == "RGBA" else Image.Quantize.MEDIANCUT
    yield _written(image.quantize(256, method=method), "PNG")


def _jpeg(image: Image.Image) -> Iterator[bytes]:
    if image.mode == "RGBA":  # JPEG has no transparency, and readers' pages are white
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image).convert("RGB")
    for quality in QUALITIES:
        yield _written(image, "JPEG", quality=quality, optimize=True)


def _written(image: Image.Image, kind: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()
