"""Headers of the formats Pillow knows and we do not parse: AVIF, TIFF, ICO."""

from __future__ import annotations

from io import BytesIO

from PIL import AvifImagePlugin, IcoImagePlugin, TiffImagePlugin
from PIL.ImageFile import ImageFile

from publisher.images.headers import Size


def read(kind: str, data: bytes) -> Size:
    """Raises ValueError for a damaged file.

    The plug-ins are asked directly: `Image.open` refuses or warns of very large pictures, which are to
    be measured here and refused by their size later.
    """
    try:
        with _open(kind, BytesIO(data)) as image:
            return *image.size, getattr(image, "n_frames", 1) > 1 and kind != "image/tiff"
    except Exception as error:  # a plug-in raises whatever its parser meets: SyntaxError, KeyError, OSError…
        raise ValueError(str(error)) from error


def _open(kind: str, file: BytesIO) -> ImageFile:
    if kind == "image/avif":
        return AvifImagePlugin.AvifImageFile(file)
    if kind == "image/tiff":
        return TiffImagePlugin.TiffImageFile(file)
    return IcoImagePlugin.IcoImageFile(file)
