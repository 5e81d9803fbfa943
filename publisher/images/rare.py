"""The formats Pillow knows and we do not parse: AVIF, TIFF, ICO; and HEIC, which has a library of its own."""

from __future__ import annotations

from io import BytesIO

from PIL import AvifImagePlugin, IcoImagePlugin, Image, TiffImagePlugin
from PIL.ImageFile import ImageFile

from publisher.images.headers import Size
from publisher.images.marks import turns
from publisher.images.sniff import ImageError

_ORIENTATION = 0x0112


def read(kind: str, data: bytes) -> Size:
    """Raises ValueError for a damaged file, ImageError where HEIC cannot be read on this machine.

    The plug-ins are asked directly: `Image.open` refuses or warns of very large pictures, which are to
    be measured here and refused by their size later.
    """
    try:
        image = open_rare(kind, BytesIO(data))
        assert image is not None
        with image:
            width, height = image.size
            if kind == "image/avif" and turns(image.getexif().get(_ORIENTATION, 1)):
                width, height = height, width
            return width, height, kind == "image/avif" and getattr(image, "n_frames", 1) > 1
    except ImageError:
        raise
    except Exception as error:  # a plug-in raises whatever its parser meets: SyntaxError, KeyError, OSError…
        raise ValueError(str(error)) from error


def open_rare(kind: str, file: BytesIO) -> ImageFile | None:
    """The file as its plug-in opens it; None for a common kind."""
    if kind == "image/avif":
        return AvifImagePlugin.AvifImageFile(file)
    if kind == "image/tiff":
        return TiffImagePlugin.TiffImageFile(file)
    if kind == "image/x-icon":
        return IcoImagePlugin.IcoImageFile(file)
    return _heic(file) if kind == "image/heic" else None


def _heic(file: BytesIO) -> ImageFile:
    try:
        from pi_heif import HeifImageFile  # 4 MB of decoder, for the few who need it
    except ImportError:
        raise ImageError(
            "is a HEIC picture, which cannot be read here", "pip install pi-heif, or export it as JPEG"
        ) from None
    Image.init()
    image: ImageFile = HeifImageFile(file)
    return image
