"""Pictures made to fit a platform's limits, and those left alone."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageOps, ImageStat

from publisher.images.fit import Fitted, fit
from publisher.images.sniff import ImageError, measure
from publisher.model.rendition import Limits

Save = Callable[..., bytes]
ANY = Limits()
FRAMES = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]


def opened(fitted: Fitted) -> Image.Image:
    image = Image.open(BytesIO(fitted.data))
    image.load()
    measured = measure(fitted.data)
    assert (measured.media_type, measured.width, measured.height) == (
        fitted.media_type,
        fitted.width,
        fitted.height,
    )
    return image


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF"])
def test_a_picture_within_the_limits_is_left_alone(save: Save, kind: str) -> None:
    data = save(FRAMES[0], kind)
    limits = Limits(picture_bytes=len(data), picture_side=40)
    assert fit(data, limits) == Fitted(data, f"image/{kind.lower()}", 40, 30, "")


@pytest.mark.parametrize("kind", ["WEBP", "BMP", "TIFF", "AVIF"])
def test_a_photo_of_another_kind_becomes_jpeg(save: Save, photo: Image.Image, kind: str) -> None:
    fitted = fit(save(photo, kind), ANY)
    assert fitted.media_type == "image/jpeg"
    assert opened(fitted).size == photo.size
    assert fitted.note.startswith("converted from ")
    assert " to JPEG, " in fitted.note
    assert " → " in fitted.note


@pytest.mark.parametrize("kind", ["WEBP", "BMP", "TIFF"])
def test_a_screenshot_of_another_kind_becomes_png_without_loss(
    save: Save, screenshot: Image.Image, kind: str
) -> None:
    fitted = fit(save(screenshot, kind, **({"lossless": True} if kind == "WEBP" else {})), ANY)
    assert fitted.media_type == "image/png"
    assert opened(fitted).convert("RGB").tobytes() == screenshot.tobytes()


def test_transparency_stays(save: Save) -> None:
    image = Image.new("RGBA", (50, 50), (255, 0, 0, 0))
    image.paste((0, 255, 0, 128), (10, 10, 40, 40))
    pixels = opened(fit(save(image, "WEBP", lossless=True), ANY)).convert("RGBA")
    assert pixels.getpixel((20, 20)) == (0, 255, 0, 128)
    assert pixels.getpixel((0, 0))[3] == 0  # type: ignore[index]


def test_transparency_becomes_white_where_only_jpeg_is_taken(save: Save) -> None:
    data = save(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG")
    fitted = fit(data, Limits(picture_types=frozenset({"image/jpeg"})))
    assert opened(fitted).getpixel((25, 25)) == (255, 255, 255)


def test_a_photo_over_the_bytes_loses_quality_before_size(save: Save, photo: Image.Image) -> None:
    data = save(photo, "JPEG", quality=98)
    gentle = fit(data, Limits(picture_bytes=len(data) * 2 // 3))
    assert (gentle.width, gentle.height) == photo.size
    hard = fit(data, Limits(picture_bytes=20_000))
    assert len(hard.data) <= 20_000
    assert hard.width < photo.width
    assert abs(hard.width / hard.height - 1.5) < 0.02
    assert "made smaller, 600×400 → " in hard.note
    opened(hard)


def test_a_screenshot_over_the_bytes_loses_colours_before_size(save: Save, screenshot: Image.Image) -> None:
    data = save(screenshot, "PNG", compress_level=0)
    fitted = fit(data, Limits(picture_bytes=len(save(screenshot, "PNG")) - 1))
    assert (fitted.media_type, fitted.width) == ("image/png", 600)


def test_a_photo_saved_as_png_becomes_jpeg_only_when_it_is_too_large(save: Save, photo: Image.Image) -> None:
    data = save(photo, "PNG")
    assert fit(data, ANY).data == data
    fitted = fit(data, Limits(picture_bytes=len(data) // 2))
    assert fitted.media_type == "image/jpeg"
    assert fitted.width == 600


def test_the_longest_side_is_kept_to(save: Save, photo: Image.Image) -> None:
    fitted = fit(save(photo.rotate(90, expand=True), "JPEG"), Limits(picture_side=300))
    assert (fitted.width, fitted.height) == (200, 300)
    opened(fitted)


def test_a_thin_picture_keeps_at_least_a_pixel(save: Save) -> None:
    fitted = fit(save(Image.new("RGB", (5000, 2), "red"), "PNG"), Limits(picture_side=100))
    assert (fitted.width, fitted.height) == (100, 1)


def test_what_is_encoded_anew_is_upright_and_tells_no_place(save: Save, photo: Image.Image) -> None:
    turned = photo.copy()
    turned.paste("red", (0, 0, 600, 50))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x8825] = {1: "N", 2: (30.0, 1.0, 2.0)}
    fitted = fit(save(turned, "JPEG", exif=exif), Limits(picture_side=300))
    image = opened(fitted)
    assert (fitted.width, fitted.height) == (200, 300)
    red, green, blue = image.convert("RGB").getpixel((195, 150))  # type: ignore[misc]
    assert red > 150 > green + blue  # the top of the file is the right of what is seen
    assert not image.getexif()
    assert b"Exif" not in fitted.data


def test_cmyk_becomes_rgb(save: Save) -> None:
    fitted = fit(save(Image.new("CMYK", (80, 80), (0, 255, 255, 0)), "JPEG"), Limits(picture_side=40))
    image = opened(fitted)
    assert image.mode == "RGB"
    red, green, blue = image.getpixel((20, 20))  # type: ignore[misc]
    assert red > 200 > green + blue


def test_colours_are_those_the_profile_means(save: Save) -> None:
    profile = ImageCms.ImageCmsProfile(
        ImageCms.createProfile("LAB")
    ).tobytes()  # not for RGB: must be ignored
    broken = fit(save(FRAMES[0], "JPEG", icc_profile=profile), Limits(picture_side=20))
    assert opened(broken).getpixel((5, 5))[0] > 200  # type: ignore[index]
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    fitted = fit(save(FRAMES[0], "WEBP", icc_profile=srgb, lossless=True), ANY)
    assert opened(fitted).convert("RGB").getpixel((5, 5)) == (255, 0, 0)
    assert "icc_profile" not in opened(fitted).info


def test_sixteen_bits_become_eight_not_white(save: Save) -> None:
    deep = Image.new("I;16", (64, 64), 32_896)
    data = save(deep, "TIFF")
    assert opened(fit(data, ANY)).getpixel((3, 3)) == 128


def test_floating_point_pixels_use_the_whole_range(save: Save) -> None:
    deep = Image.new("F", (64, 64), -1.0)
    deep.paste(3.0, (0, 0, 32, 64))
    image = opened(fit(save(deep, "TIFF"), ANY))
    assert (image.getpixel((3, 3)), image.getpixel((60, 3))) == (255, 0)


@pytest.mark.parametrize("most", [200, 60_000, 10_000_000])
def test_whole_numbers_use_the_range_they_were_made_for(save: Save, most: int) -> None:
    grey = Image.new("I", (40, 30), most // 2)
    grey.putpixel((0, 0), 0)
    grey.putpixel((39, 29), most)
    pixel = opened(fit(save(grey, "TIFF"), ANY)).convert("L").getpixel((20, 15))
    assert isinstance(pixel, int)
    assert 95 <= pixel <= 130


@pytest.mark.parametrize("kind", ["TIFF", "PNG", "WEBP", "AVIF", "JPEG"])
@pytest.mark.parametrize("turned", range(1, 9))
def test_a_turned_picture_of_any_kind_is_turned_once(save: Save, kind: str, turned: int) -> None:
    corner = Image.new("RGB", (160, 80), "white")
    corner.paste("red", (0, 0, 80, 40))
    exif = Image.Exif()
    exif[0x0112] = turned
    options = {"lossless": True} if kind == "WEBP" else {}
    data = save(corner, kind, exif=exif, **options)
    expected = ImageOps.exif_transpose(Image.open(BytesIO(data)))
    fitted = fit(data, Limits(picture_types=frozenset({"image/png"})))
    assert ImageChops.difference(opened(fitted).convert("RGB"), expected.convert("RGB")).getextrema() < (
        ((0, 60),) * 3
    )
    measured = measure(data)
    assert (measured.width, measured.height) == expected.size == (fitted.width, fitted.height)


def test_a_photo_with_room_to_spare_keeps_its_colours_sharp(save: Save) -> None:
    stripes = Image.new("RGB", (200, 200), "blue")
    for column in range(0, 200, 2):
        stripes.paste("red", (column, 0, column + 1, 200))
    noise = Image.effect_noise((200, 200), 40).convert("RGB")
    photo = Image.blend(stripes, noise, 0.3)
    fitted = opened(fit(save(photo, "WEBP", lossless=True), Limits(picture_types=frozenset({"image/jpeg"}))))
    assert max(ImageStat.Stat(ImageChops.difference(fitted, photo)).rms) < 12


def test_pure_noise_can_be_encoded(save: Save) -> None:
    noise = Image.merge("RGB", [Image.effect_noise((900, 900), 120) for _ in range(3)])
    assert fit(save(noise, "BMP"), ANY).media_type == "image/jpeg"


def test_a_moving_gif_is_kept_where_it_fits_else_its_first_frame(save: Save) -> None:
    data = save(FRAMES[0], "GIF", save_all=True, append_images=FRAMES[1:])
    assert fit(data, ANY).data == data
    still = fit(data, Limits(picture_types=frozenset({"image/png"})))
    assert "first frame only" in still.note
    assert still.kind == "picture-animation-lost"
    assert opened(still).convert("RGB").getpixel((5, 5)) == (255, 0, 0)


@pytest.mark.parametrize("kind", ["WEBP", "PNG", "AVIF"])
def test_what_moves_goes_on_moving_as_a_gif(save: Save, kind: str) -> None:
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue", "lime")]
    data = save(frames[0], kind, save_all=True, append_images=frames[1:], duration=[100, 200, 300])
    fitted = fit(data, ANY)
    assert (fitted.media_type, fitted.kind) == ("image/gif", "picture-converted")
    with Image.open(BytesIO(fitted.data)) as film:
        assert film.n_frames == 3  # type: ignore[attr-defined]
        shown = []
        for number in range(3):
            film.seek(number)
            shown.append((film.convert("RGB").getpixel((5, 5)), film.info["duration"]))
    reds, blues, limes = shown
    assert [duration for _, duration in shown] == [100, 200, 300]
    assert reds[0][0] > 240 > 10 > reds[0][2]
    assert blues[0][2] > 240
    assert limes[0][1] > 240
    assert "first frame only" in fit(data, Limits(animated_types=frozenset())).note


def test_a_film_too_large_is_made_smaller_before_it_stands_still(save: Save, photo: Image.Image) -> None:
    frames = [photo.rotate(turn) for turn in (0, 40, 80)]
    data = save(frames[0], "GIF", save_all=True, append_images=frames[1:])
    fitted = fit(data, Limits(animated_bytes=len(data) // 2))
    assert fitted.media_type == "image/gif"
    assert len(fitted.data) <= len(data) // 2
    assert fitted.width < 600
    assert fit(data, Limits(animated_bytes=1000)).kind == "picture-animation-lost"


def test_svg_is_drawn_at_twice_its_size() -> None:
    shape = b'<rect width="50" height="20" fill="blue"/>'
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="50" height="20">' + shape + b"</svg>"
    fitted = fit(svg, ANY)
    assert (fitted.media_type, fitted.width, fitted.height) == ("image/png", 100, 40)
    assert opened(fitted).convert("RGB").getpixel((99, 39)) == (0, 0, 255)
    assert fit(svg, Limits(picture_side=30)).width == 30
    huge = fit(svg.replace(b"50", b"50000").replace(b'"20"', b'"20000"'), ANY)
    assert (huge.width, huge.height) == (4000, 1600)
    assert fitted.note.startswith("converted from SVG to PNG, ")


@pytest.mark.parametrize(
    "svg",
    [
        b'<svg xmlns:x="http://www.w3.org/1999/xlink"><image x:href="/etc/passwd"/></svg>',
        b'<svg><image href="photo.png"/></svg>',
        b"<svg><rect></svg>",
    ],
)
def test_svg_that_needs_other_files_or_is_broken_is_refused(svg: bytes) -> None:
    with pytest.raises(ImageError) as refused:
        fit(svg, ANY)
    assert refused.value.message
    assert refused.value.hint


def test_over_fifty_megapixels_is_refused_undecoded(save: Save) -> None:
    data = save(Image.new("1", (10_000, 6_000)), "PNG")
    with pytest.raises(ImageError, match="10000×6000 is over 50 megapixels"):
        fit(data, ANY)


def test_damaged_pixels_are_an_image_error(save: Save, photo: Image.Image) -> None:
    data = bytearray(save(photo, "PNG"))
    middle = len(data) // 2
    data[middle : middle + 400] = bytes(400)
    with pytest.raises(ImageError, match="damaged PNG"):
        fit(bytes(data), Limits(picture_side=100))


def test_what_cannot_be_made_to_fit_is_refused(save: Save, photo: Image.Image) -> None:
    with pytest.raises(ImageError, match="cannot be made to fit 100 bytes"):
        fit(save(photo, "JPEG"), Limits(picture_bytes=100))
    with pytest.raises(ImageError, match="does not take"):
        fit(save(photo, "JPEG"), Limits(picture_types=frozenset({"image/gif"})))


def test_the_same_picture_gives_the_same_bytes(
    save: Save, photo: Image.Image, screenshot: Image.Image
) -> None:
    for data in (save(photo, "WEBP"), save(screenshot, "BMP")):
        limits = Limits(picture_bytes=30_000)
        assert fit(data, limits) == fit(data, limits)


def test_palettes_and_odd_modes_can_be_read(save: Save) -> None:
    for mode, kind in (
        ("P", "GIF"),
        ("1", "TIFF"),
        ("L", "TIFF"),
        ("LA", "TIFF"),
        ("YCbCr", "TIFF"),
        ("LAB", "TIFF"),
    ):
        image = Image.new("RGB", (30, 20), "white").convert("RGB")
        ImageDraw.Draw(image).rectangle((0, 0, 10, 10), fill="black")
        if mode == "LAB":
            made = ImageCms.profileToProfile(
                image, ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB"
            )
            assert made is not None
        else:
            made = image.convert(mode)
        fitted = fit(save(made, kind), Limits(picture_types=frozenset({"image/png"})))
        assert opened(fitted).size == (30, 20)
