"""Metadata goes without a pixel being touched; what has none is left byte for byte."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from publisher.images.fit import fit
from publisher.images.marks import only_orientation, orientation
from publisher.images.sniff import measure
from publisher.images.strip import stripped
from publisher.model.rendition import Limits

sys.path.insert(0, str(Path(__file__).parent))
from defects import SECRET, exif, photo, saved

TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "AVIF": "image/avif"}
BLOG = Limits(picture_types=frozenset(TYPES.values()), files_with_text=True)


def pixels(data: bytes) -> bytes:
    with Image.open(BytesIO(data)) as image:
        return image.tobytes()


@pytest.mark.parametrize("kind", TYPES)
def test_what_has_no_metadata_is_left_byte_for_byte(kind: str) -> None:
    data = saved(photo(), kind)
    assert stripped(data, TYPES[kind]) == data
    assert fit(data, BLOG).data == data


@pytest.mark.parametrize("kind", TYPES)
def test_place_and_camera_go_and_every_pixel_stays(kind: str) -> None:
    data = saved(photo(), kind, exif=exif())
    assert SECRET in data
    bare = stripped(data, TYPES[kind])
    assert SECRET not in bare
    assert pixels(bare) == pixels(data)
    with Image.open(BytesIO(bare)) as image:
        assert not image.getexif().get_ifd(0x8825)
    assert stripped(bare, TYPES[kind]) == bare


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("mark", range(2, 9))
def test_browsers_get_the_turning_mark_and_platforms_what_is_upright(kind: str, mark: int) -> None:
    data = saved(photo(), kind, exif=exif(mark))
    kept = fit(data, BLOG)
    with Image.open(BytesIO(kept.data)) as image:
        assert dict(image.getexif()) == {0x0112: mark}
        assert image.size == photo().size
    assert measure(kept.data).width == (240 if mark >= 5 else 320)
    upright = fit(data, Limits(picture_types=frozenset(TYPES.values())))
    with Image.open(BytesIO(upright.data)) as image:
        assert not image.getexif()
        assert image.size == (upright.width, upright.height) == (kept.width, kept.height)


def test_a_colour_profile_stays_and_is_obeyed_where_it_would_be_lost() -> None:
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    foreign = made.replace(b"sRGB", b"HALF").replace("sRGB".encode("utf-16-be"), "HALF".encode("utf-16-be"))
    data = saved(photo(), "PNG", icc_profile=foreign)
    kept = fit(data, BLOG).data
    with Image.open(BytesIO(kept)) as image:
        assert image.info["icc_profile"] == foreign
    sent = fit(data, Limits())
    assert "colours of another profile" in sent.note
    with Image.open(BytesIO(sent.data)) as image:
        assert "icc_profile" not in image.info
    assert fit(saved(photo(), "PNG", icc_profile=made), Limits()).note == ""


def test_waste_behind_the_end_goes() -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        data = saved(photo(), kind)
        assert stripped(data + b"a film" * 100, TYPES[kind]) == data


@pytest.mark.parametrize("mark", range(1, 9))
def test_a_turning_mark_is_read_as_it_was_written(mark: int) -> None:
    assert orientation(only_orientation(mark)) == mark


@pytest.mark.parametrize("exif_bytes", [b"", b"II*\0", b"MM\0*\xff\xff\xff\xff", bytes(100)])
def test_what_is_no_exif_turns_nothing(exif_bytes: bytes) -> None:
    assert orientation(exif_bytes) == 1
