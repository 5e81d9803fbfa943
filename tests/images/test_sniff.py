"""What a picture is, told from its bytes."""

import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from publisher.images.sniff import ImageError, Measured, measure

Save = Callable[..., bytes]
KINDS = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "BMP": "image/bmp",
    "TIFF": "image/tiff",
    "AVIF": "image/avif",
    "ICO": "image/x-icon",
}
FRAMES = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]


@pytest.mark.parametrize("kind", KINDS)
def test_kind_and_size_of_what_pillow_writes(save: Save, kind: str) -> None:
    side = (32, 32) if kind == "ICO" else (37, 23)
    data = save(Image.new("RGB", side, "red"), kind)
    assert measure(data) == Measured(KINDS[kind], *side)


@pytest.mark.parametrize(
    "options", [{"lossless": True}, {"quality": 50}, {"exif": b"Exif\0\0II*\0\x08\0\0\0\0\0"}]
)
def test_webp_in_its_three_forms(save: Save, options: dict[str, object]) -> None:
    assert measure(save(Image.new("RGB", (301, 17)), "WEBP", **options)) == Measured("image/webp", 301, 17)


@pytest.mark.parametrize(
    "options", [{"progressive": True}, {"quality": 10}, {"comment": b"\xff\xd8\xff\xd9" * 9}]
)
def test_jpeg_in_its_forms(save: Save, photo: Image.Image, options: dict[str, object]) -> None:
    assert measure(save(photo, "JPEG", **options)) == Measured("image/jpeg", 600, 400)


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "AVIF"])
def test_moving_pictures_are_told(save: Save, kind: str) -> None:
    assert measure(save(FRAMES[0], kind, save_all=True, append_images=FRAMES[1:])).animated
    assert not measure(save(FRAMES[0], kind)).animated


@pytest.mark.parametrize(("mark", "size"), [(1, (40, 30)), (3, (40, 30)), (6, (30, 40)), (8, (30, 40))])
@pytest.mark.parametrize("order", ["<", ">"])
def test_a_turned_photo_is_measured_as_it_is_shown(
    save: Save, mark: int, size: tuple[int, int], order: str
) -> None:
    exif = Image.Exif()
    exif.endian = order
    exif[0x010F] = "a maker"
    exif[0x0112] = mark
    measured = measure(save(FRAMES[0], "JPEG", exif=exif))
    assert (measured.width, measured.height) == size


def test_the_name_does_not_matter_but_the_bytes_do(save: Save) -> None:
    with pytest.raises(ImageError, match="is not a picture") as refused:
        measure(b"<html><body><svg></svg></body></html>")
    assert refused.value.hint
    for data in (b"", b"hello", b"\x89PNG", b"%PDF-1.4", b"\0" * 100, "中文".encode()):
        with pytest.raises(ImageError):
            measure(data)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "AVIF", "ICO", "TIFF", "BMP"])
def test_a_file_cut_off_anywhere_never_crashes(save: Save, photo: Image.Image, kind: str) -> None:
    data = save(photo.resize((64, 64)), kind)
    for length in range(0, len(data), max(1, len(data) // 150)):
        try:
            measure(data[:length])
        except ImageError:
            continue
        assert kind in {"AVIF", "ICO", "TIFF", "BMP"} or length > len(data) - 16


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_half_a_file_is_damaged(save: Save, photo: Image.Image, kind: str) -> None:
    data = save(photo, kind)
    with pytest.raises(ImageError, match="damaged"):
        measure(data[: len(data) // 2])


def test_a_bomb_is_measured_not_decoded(save: Save) -> None:
    data = save(Image.new("1", (20_000, 15_000)), "PNG")
    assert len(data) < 1_000_000
    assert measure(data) == Measured("image/png", 20_000, 15_000)


def test_a_bomb_in_a_rare_format_is_measured_too(save: Save) -> None:
    data = save(Image.new("1", (16_000, 14_000)), "TIFF", compression="group4")
    assert measure(data) == Measured("image/tiff", 16_000, 14_000)


def test_a_broken_heic_file_is_an_image_error() -> None:
    with pytest.raises(ImageError, match="damaged HEIC"):
        measure(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40))


@pytest.mark.parametrize(
    ("head", "size"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30">', (40, 30)),
        (
            '<?xml version="1.0"?>\n<!-- a > b --><!DOCTYPE svg PUBLIC "x">\n<svg width="1in" height="2cm">',
            (96, 76),
        ),
        ('\ufeff<svg viewBox="0 0 12.4,6">', (12, 6)),
        ('<svg viewBox="0 0 10 5" width="100%" height="50">', (100, 50)),
        ('<svg viewBox="0 0 10 5" width="20">', (20, 10)),
        ("<svg title='>' width='2em' height='1ex'>", (32, 8)),
        ("<svg>", (300, 150)),
        ('<!DOCTYPE svg [<!ENTITY a "b">]><svg width="0" height="0" viewBox="0 0 -1 2">', (300, 150)),
    ],
)
def test_svg_has_the_size_a_browser_gives_it(head: str, size: tuple[int, int]) -> None:
    assert measure((head + "<g/></svg>").encode()) == Measured("image/svg+xml", *size)


@pytest.mark.parametrize(
    "head",
    [
        'width="NaN" height="1e999"',
        'width="1e300" height="1e300"',
        'viewBox="0 0 inf nan"',
        'width="9" viewBox="0 0 1e-300 1e300"',
        'width="1e6" viewBox="0 0 1e6 1e-6"',
    ],
)
def test_svg_with_impossible_sizes_has_a_size_that_can_be_worked_with(head: str) -> None:
    measured = measure(f'<svg xmlns="http://www.w3.org/2000/svg" {head}></svg>'.encode())
    assert 1 <= measured.width <= 1_000_000
    assert 1 <= measured.height <= 1_000_000


def test_svg_in_other_encodings_and_cut_off() -> None:
    assert measure('<svg width="4" height="3"/>'.encode("utf-16")) == Measured("image/svg+xml", 4, 3)
    with pytest.raises(ImageError, match="damaged SVG"):
        measure(b'<svg width="4" height="3"><g>')


@pytest.mark.parametrize(
    "text", ["<!--" * 5000, "<!-- -->" * 5000 + "x", " " * 60_000 + "svg", "<svg " + 'a="' * 9000]
)
def test_hostile_text_takes_no_time(text: str) -> None:
    with pytest.raises(ImageError):
        measure((text + "svg").encode())


def test_measuring_usual_pictures_loads_no_image_library(save: Save, tmp_path: Path) -> None:
    for kind in ("PNG", "JPEG", "GIF", "WEBP", "BMP"):
        (tmp_path / kind).write_bytes(save(FRAMES[0], kind))
    (tmp_path / "SVG").write_text("<svg/>", encoding="utf-8")
    program = (
        "import sys; from pathlib import Path; from publisher.images.sniff import measure; "
        "from publisher.images import amiss, fit, strip\n"
        "for file in Path(sys.argv[1]).iterdir(): measure(file.read_bytes())\n"
        "print('PIL' in sys.modules or 'resvg_py' in sys.modules)"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip() == "False"


def test_sizes_agree_with_pillow_over_a_real_blog(corpus: Path) -> None:
    files = [
        file
        for file in corpus.rglob("*")
        if file.suffix.lower() in {".png", ".jpg", ".jpeg", ".gif", ".webp"}
    ]
    assert files
    for file in files:
        data = file.read_bytes()
        measured = measure(data)
        with Image.open(BytesIO(data)) as image:
            assert {measured.width, measured.height} == set(image.size)
