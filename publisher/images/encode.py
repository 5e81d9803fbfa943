"""Pixels → bytes within a platform's limits: PNG for drawings and screenshots, JPEG for photographs."""

from __future__ import annotations

import math
from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageChops, ImageFile

from publisher.images.pixels import shrink
from publisher.images.sniff import ImageError
from publisher.model.rendition import Limits

BEST, GOOD, LEAST = 95, 78, 60
"""JPEG qualities: above the first bytes grow and nothing is seen; at the second nobody sees a difference
without the original beside it; below the third everybody does."""
SHARP = 90
"""The quality above which a JPEG's colours are kept for every pixel: below, they cost more than they show."""
SMALLEST = 64
"""Pixels of the longest side; below, nothing can be read any more."""
FLAT = 0.5
"""Share of pixels like their left neighbour: over 0.8 in charts and screenshots, under 0.3 in photographs."""
_NOISE = 4
"""Bytes a pixel that a JPEG never takes more than."""
_STEPS = 7
"""Of a search for the size: it ends within a hundredth of the best."""

Encoded = tuple[bytes, str, tuple[int, int]]
"""Bytes, media type, and size in pixels."""
Write = Callable[[Image.Image, int], bytes | None]
"""An image and the most bytes it may take (0 = any number) → the best that fits, None where none does."""


def encode(image: Image.Image, source_type: str, limits: Limits, *, exact: bool = False) -> Encoded:
    """The best that fits: what it would have at the advised number of bytes if that is hardly seen, else at
    the most, and fewer pixels only then. `exact`: what came without loss goes without, if that fits. Raises
    ImageError where nothing fits."""
    if exact and source_type == "image/png" and source_type in limits.picture_types:
        same = _lossless(image)
        wanted = limits.picture_bytes_advised or limits.picture_bytes
        if not wanted or len(same) <= wanted:
            return same, source_type, image.size
    if limits.picture_bytes_advised:
        found = gentle(image, source_type, limits, limits.picture_bytes_advised)
        if found is not None:
            return found
    media_type, write = _way(image, source_type, limits.picture_types, LEAST)
    most = limits.picture_bytes
    data = write(image, most)
    if data is not None:
        return data, media_type, image.size
    largest = _largest(image, lambda smaller: write(smaller, most))
    if largest is None:
        raise ImageError(f"cannot be made to fit {most} bytes", "make it smaller or less detailed")
    data, size = largest
    return data, media_type, size


def gentle(image: Image.Image, source_type: str, limits: Limits, most: int) -> Encoded | None:
    """As many bytes as `most` without a difference that is easily seen; None where that cannot be."""
    media_type, write = _way(image, source_type, limits.picture_types, GOOD)
    data = write(image, most)
    return (data, media_type, image.size) if data is not None else None


def _largest(
    image: Image.Image, write: Callable[[Image.Image], bytes | None]
) -> tuple[bytes, tuple[int, int]] | None:
    """The largest size at which it fits, found by halving what is left to be known."""
    found: tuple[bytes, tuple[int, int]] | None = None
    low, high = SMALLEST, max(image.size)
    for _ in range(_STEPS):
        if high - low <= 1:
            break
        middle = math.isqrt(low * high)  # sizes are told apart by their ratio
        smaller = shrink(image, middle)
        data = write(smaller)
        if data is None:
            high = middle
        else:
            found, low = (data, smaller.size), middle
    return found


def _way(image: Image.Image, source_type: str, types: frozenset[str], least: int) -> tuple[str, Write]:
    ways: dict[str, Write] = {
        "image/png": _png,
        "image/jpeg": lambda pixels, most: _jpeg(pixels, most, least),
    }
    drawn = image.mode == "RGBA" or (source_type != "image/jpeg" and is_flat(image))
    for media_type in ways if drawn else reversed(ways):
        if media_type in types:
            return media_type, ways[media_type]
    raise ImageError("is of a kind this platform does not take", f"export it as {' or '.join(sorted(types))}")


def is_flat(image: Image.Image) -> bool:
    """Whether most of it is areas of one colour, as in what is drawn and not photographed."""
    grey = image.convert("L")
    width, height = grey.size
    if width < 2:
        return True
    left, right = grey.crop((0, 0, width - 1, height)), grey.crop((1, 0, width, height))
    return ImageChops.difference(left, right).histogram()[0] >= FLAT * (width - 1) * height


def _png(image: Image.Image, most: int) -> bytes | None:
    """Without loss, then with 256 colours of its own."""
    for write in (_lossless, _few_colours):
        data = write(image)
        if not most or len(data) <= most:
            return data
    return None


def _lossless(image: Image.Image) -> bytes:
    colours = image.getcolors(256) if image.mode in {"RGB", "L"} else None
    if colours is not None and image.mode == "RGB":  # a palette says the same in a third
        exact = image.convert(
            "P", palette=Image.Palette.ADAPTIVE, colors=len(colours), dither=Image.Dither.NONE
        )
        if exact.convert("RGB").tobytes() == image.tobytes():
            return _written(exact, "PNG", optimize=True)
    return _written(image, "PNG", optimize=True)


def _few_colours(image: Image.Image) -> bytes:
    method = Image.Quantize.FASTOCTREE if image.mode == "RGBA" else Image.Quantize.MEDIANCUT
    return _written(image.quantize(256, method=method), "PNG", optimize=True)


def _jpeg(image: Image.Image, most: int, least: int) -> bytes | None:
    """The best quality that fits, found by halving; None where not even the least does."""
    image = _on_white(image)
    best = _at(image, BEST)
    if not most or len(best) <= most:
        return best
    found = _at(image, least)
    if len(found) > most:
        return None
    low, high = least, BEST
    while high - low > 1:
        middle = (low + high) // 2
        data = _at(image, middle)
        if len(data) <= most:
            found, low = data, middle
        else:
            high = middle
    return found


def _on_white(image: Image.Image) -> Image.Image:
    """JPEG has no transparency, and readers' pages are white."""
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(paper, image).convert("RGB")


def _at(image: Image.Image, quality: int) -> bytes:
    """At high quality colours are as sharp as brightness: halved once more, they would be seen to blur."""
    sharpness = "4:4:4" if quality > SHARP else "4:2:0"
    most = _NOISE * image.width * image.height
    ImageFile.MAXBLOCK = max(ImageFile.MAXBLOCK, most)  # Pillow gives a byte or two a pixel: noise takes more
    return _written(image, "JPEG", quality=quality, subsampling=sharpness, optimize=True, progressive=True)


def _written(image: Image.Image, kind: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()
