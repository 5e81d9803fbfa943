"""A picture file → pixels as people see them: upright, in sRGB, 8 bits a channel, the first frame."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from math import ceil, sqrt

from PIL import Image
from PIL.ImageFile import ImageFile

from publisher.images.colours import plain, to_srgb
from publisher.images.marks import UPRIGHT
from publisher.images.rare import open_rare
from publisher.images.raster import foreign_svg_to_png
from publisher.images.sniff import NAMES, ImageError, Measured
from publisher.images.weight import KEPT
from publisher.model.rendition import Limits

SVG_SIDE = 4000
"""Pixels of the longest side at which a drawing that has no better size is drawn."""

_ENOUGH = 7_000_000
"""Pixels: a JPEG's half is taken where it still has as many."""
_STRIP = 64
"""Rows made at a time of what is made smaller."""
_ORIENTATION = 0x0112
_TURNS: Mapping[int, Image.Transpose] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def decode(data: bytes, measured: Measured, limits: Limits) -> Image.Image:
    """Mode L, RGB or RGBA, at most `limits.picture_side` long and 12 megapixels large. Raises ImageError
    where pixels are damaged."""
    if measured.media_type == "image/svg+xml":
        data = foreign_svg_to_png(data, _scale(measured, limits))
        measured = Measured("image/png", 0, 0)
    side = limits.picture_side
    with opened(data, measured) as image:
        pixels = image.width * image.height
        least = min(1.0, side / max(image.size) if side else 1.0, sqrt(_ENOUGH / pixels))
        if least < 1:  # a JPEG comes out at half, a quarter or an eighth for the asking
            image.draft(None, (int(image.width * least), int(image.height * least)))
        read = _reduced(image)  # what was read whole is let go before anything is done to it
        turned = _TURNS.get(
            image.getexif().get(_ORIENTATION, UPRIGHT)
        )  # a TIFF turned itself when it was read
    shown = plain(to_srgb(read))
    shown.info.clear()  # encoders would copy what they find there: profile, place, comment
    return shrink(shown.transpose(turned) if turned is not None else shown, side)


def check(data: bytes, measured: Measured) -> None:
    """Raises ImageError where pixels cannot be read at all; of what moves the first frame is tried."""
    if measured.media_type == "image/svg+xml":
        return
    with opened(data, measured) as image:
        image.draft(None, (1, 1))
        image.load()


@contextmanager
def opened(data: bytes, measured: Measured) -> Iterator[ImageFile]:
    """The file as Pillow opens it; whatever a decoder raises within becomes an ImageError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sizes, which were looked at, and of odd metadata
            with _open(data, measured.media_type) as image:
                yield image
    except ImageError:
        raise
    except (
        Exception
    ) as error:  # decoders raise whatever they meet: OSError, SyntaxError, ValueError, EOFError…
        raise ImageError(f"is a damaged {NAMES[measured.media_type]} file", "export it again") from error


def _open(data: bytes, media_type: str) -> ImageFile:
    rare = open_rare(media_type, BytesIO(data))
    return rare or Image.open(BytesIO(data), formats=(NAMES[media_type].upper(),))


def _reduced(image: ImageFile) -> Image.Image:
    """At most `KEPT` pixels, as soon as they are read: everything after costs memory a few times over.
    Colours of a table, bits and 16-bit greys are turned into plain ones on the way, strip by strip."""
    image.load()
    width, height = image.size
    if width * height <= KEPT:
        return image
    factor = sqrt(KEPT / (width * height))
    small = Image.new(_mode(image), (max(1, int(width * factor)), max(1, int(height * factor))))
    small.info = dict(image.info)
    for top in range(0, small.height, _STRIP):
        bottom = min(top + _STRIP, small.height)
        first, last = top * height / small.height, bottom * height / small.height
        start = int(first)
        strip: Image.Image = image.crop((0, start, width, ceil(last)))
        if strip.mode.startswith("I;16"):
            strip = plain(strip)
        elif strip.mode != small.mode:
            strip = strip.convert(small.mode)
        box = (0, first - start, width, last - start)
        small.paste(strip.resize((small.width, bottom - top), Image.Resampling.BOX, box), (0, top))
    return small


def _mode(image: Image.Image) -> str:
    """The mode in which pixels can be averaged."""
    if image.mode in {"1", "I;16", "I;16B", "I;16L"}:
        return "L"
    if image.mode in {"P", "PA"}:
        return "RGBA" if image.has_transparency_data else "RGB"
    return image.mode


def shrink(image: Image.Image, side: int) -> Image.Image:
    """At most `side` pixels long (0 = any length)."""
    longest = max(image.size)
    if not side or longest <= side:
        return image
    width, height = (max(1, round(length * side / longest)) for length in image.size)
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _scale(measured: Measured, limits: Limits) -> float:
    """Two pixels a CSS pixel, for sharp text; less where the limit, 4000 pixels a side or 12 megapixels would
    be passed."""
    wanted = min(2.0, (limits.picture_side or SVG_SIDE) / max(measured.width, measured.height))
    return min(wanted, sqrt(KEPT / (measured.width * measured.height)))
