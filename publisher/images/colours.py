"""Colours of any kind → sRGB, 8 bits a channel."""

from __future__ import annotations

from io import BytesIO
from typing import cast

from PIL import Image, ImageCms

_DEEP = {"I", "F", "I;16", "I;16L", "I;16B", "I;16N"}


def to_srgb(image: Image.Image) -> Image.Image:
    """Colours as the picture's own profile means them; without one, as they are."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"P", "PA", "LA"}:
        image = plain(image)
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


def plain(image: Image.Image) -> Image.Image:
    """Mode L, RGB or RGBA, the last only where something is transparent."""
    if image.mode in _DEEP:  # Pillow clips where it should scale
        image = _eight_bits(image)
    if image.has_transparency_data:
        return _without_idle_alpha(image.convert("RGBA"))
    wanted = "L" if image.mode in {"1", "L"} else "RGB"
    return image if image.mode == wanted else image.convert(wanted)


def _eight_bits(image: Image.Image) -> Image.Image:
    """Whole numbers by the full range of 8 or 16 bits where they lie within; others by their own extremes."""
    short = image.mode.startswith("I;16")
    if short:
        image = image.convert("I")
    low, high = cast("tuple[float, float]", image.getextrema())
    if image.mode == "I" and low >= 0 and high <= 65_535:
        low, high = 0, 65_535 if short or high > 255 else 255
    scale = 255 / ((high - low) or 1)
    return image.convert("F").point(lambda value: value * scale - low * scale).convert("L")


def _without_idle_alpha(image: Image.Image) -> Image.Image:
    return image.convert("RGB") if image.getchannel("A").getextrema() == (255, 255) else image
