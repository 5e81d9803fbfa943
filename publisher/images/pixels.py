"""A picture file → pixels as people see them: upright, in sRGB, 8 bits a channel, the first frame."""

from __future__ import annotations

from io import BytesIO
from typing import cast

from PIL import Image, ImageCms, ImageOps

from publisher.images.raster import svg_to_png
from publisher.images.sniff import NAMES, ImageError, Measured
from publisher.model.rendition import Limits

_DEEP = {"I", "F", "I;16", "I;16L", "I;16B", "I;16N"}


def decode(data: bytes, measured: Measured, limits: Limits) -> Image.Image:
    """Mode L, RGB or RGBA, at most `limits.picture_side` long. Raises ImageError where pixels are damaged."""
    if measured.media_type == "image/svg+xml":
        data = svg_to_png(data, _scale(measured, limits))
        measured = Measured("image/png", 0, 0)
    try:
        with Image.open(BytesIO(data), formats=(NAMES[measured.media_type].upper(),)) as image:
            image.load()
            shown = _plain(_to_srgb(ImageOps.exif_transpose(image)))
    except (
        Exception
    ) as error:  # decoders raise whatever they meet: OSError, SyntaxError, ValueError, EOFError…
        raise ImageError(f"is a damaged {NAMES[measured.media_type]} file", "export it again") from error
    shown.info.clear()  # encoders would copy what they find there: profile, place, comment
    return shrink(shown, limits.picture_side)


def shrink(image: Image.Image, side: int) -> Image.Image:
    """At most `side` pixels long (0 = any length)."""
    longest = max(image.size)
    if not side or longest <= side:
        return image
    width, height = (max(1, round(length * side / longest)) for length in image.size)
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _scale(measured: Measured, limits: Limits) -> float:
    """Two pixels a CSS pixel, for sharp text; less where the limit or 4000 pixels would be passed."""
    return min(2.0, (limits.picture_side or 4000) / max(measured.width, measured.height))


def _to_srgb(image: Image.Image) -> Image.Image:
    """Colours as the picture's own profile means them; without one, as they are."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"P", "PA", "LA"}:
        image = _plain(image)
    if not profile or image.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return image
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        flat = image.convert("RGB") if alpha else image
        turned = ImageCms.profileToProfile(flat, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image  # a broken profile says nothing
    if turned is None:
        return image
    if alpha:
        turned.putalpha(alpha)
    return turned


def _plain(image: Image.Image) -> Image.Image:
    if image.mode in _DEEP:  # Pillow clips where it should scale
        image = _eight_bits(image)
    if image.has_transparency_data:
        return _without_idle_alpha(image.convert("RGBA"))
    return image.convert("L" if image.mode in {"1", "L"} else "RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """16-bit greys by their full range; other depths by their own extremes."""
    if image.mode.startswith("I;16"):
        image = image.convert("I")
    low, high = cast("tuple[float, float]", image.getextrema())
    if image.mode == "I" and low >= 0 and high <= 65_535:
        low, high = 0, 65_535
    scale = 255 / ((high - low) or 1)
    return image.convert("F").point(lambda value: value * scale - low * scale).convert("L")


def _without_idle_alpha(image: Image.Image) -> Image.Image:
    return image.convert("RGB") if image.getchannel("A").getextrema() == (255, 255) else image
