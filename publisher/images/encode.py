"""Pixels → bytes within a platform's limits: PNG for drawings and screenshots, JPEG for photographs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

from PIL import Image

from publisher.images.pixels import shrink
from publisher.images.sniff import ImageError
from publisher.model.rendition import Limits

QUALITIES = (90, 85, 80, 74, 66)
STEP = 0.8
"""Where the way of writing alone does not do, each round has four fifths of the length of the one before."""
SMALLEST = 64
"""Pixels of the longest side; below, nothing can be read any more."""
FEW_COLOURS = 4096
"""Among at most 512 × 512 samples: charts and screenshots have hundreds, photographs tens of thousands."""

Encoded = tuple[bytes, str, tuple[int, int]]
Write = Callable[[Image.Image], Iterator[bytes]]


def encode(image: Image.Image, source_type: str, limits: Limits) -> Encoded:
    """Bytes, media type and size of the best way to write the picture that fits.

    Raises ImageError where none does.
    """
    media_type, write = _way(image, source_type, limits.picture_types)
    while True:
        for data in write(image):
            if not limits.picture_bytes or len(data) <= limits.picture_bytes:
                return data, media_type, image.size
        if max(image.size) * STEP < SMALLEST:
            raise ImageError(
                f"cannot be made to fit {limits.picture_bytes} bytes", "make it smaller or less detailed"
            )
        image = shrink(image, int(max(image.size) * STEP))


def _way(image: Image.Image, source_type: str, types: frozenset[str]) -> tuple[str, Write]:
    ways: dict[str, Write] = {"image/png": _png, "image/jpeg": _jpeg}
    drawn = image.mode == "RGBA" or (source_type != "image/jpeg" and _has_few_colours(image))
    for media_type in ways if drawn else reversed(ways):
        if media_type in types:
            return media_type, ways[media_type]
    raise ImageError("is of a kind this platform does not take", f"export it as {' or '.join(sorted(types))}")


def _has_few_colours(image: Image.Image) -> bool:
    sample = image.resize(
        (min(image.width, 512), min(image.height, 512)), Image.Resampling.NEAREST
    )  # nearest: mixing pixels would invent colours
    return sample.getcolors(FEW_COLOURS) is not None


def _png(image: Image.Image) -> Iterator[bytes]:
    """Without loss, then with 256 colours of its own."""
    yield _written(image, "PNG", compress_level=9)
    method = Image.Quantize.FASTOCTREE if image.mode == "RGBA" else Image.Quantize.MEDIANCUT
    yield _written(image.quantize(256, method=method), "PNG", compress_level=9)


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
