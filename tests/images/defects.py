"""Two hundred pictures of every format and defect, each the same on every run; none is kept as a file."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageDraw

COUNT = 200
"""How many `defects` gives."""
SECRET = b"CANARY-CAMERA"
"""In all metadata: where it is found in what is sent, something was left in."""


@dataclass(frozen=True)
class Sample:
    """A file's name and bytes; `broken`: there is nothing in it that could be shown."""

    name: str
    data: bytes
    broken: bool = False


def defects(seed: int = 4) -> tuple[Sample, ...]:
    """Exactly `COUNT` samples: every kind once or more, then cuts and changed bytes of those."""
    chance = random.Random(seed)
    found = [*_still(), *_metadata(), *_moving(), *_vectors(), *_no_pictures(), *_bombs(), *_heic()]
    whole = [sample for sample in found if not sample.broken and len(sample.data) > 200]
    while len(found) < COUNT:
        sample = whole[len(found) % len(whole)]
        found.append((_cut if len(found) % 2 else _changed)(sample, chance, len(found)))
    return tuple(found[:COUNT])


def photo(width: int = 320, height: int = 240) -> Image.Image:
    """Smooth colours under a fixed pattern of noise."""
    ramp = Image.linear_gradient("L").resize((width, height))
    chance = random.Random(1)
    noise = Image.frombytes("L", (width, height), chance.randbytes(width * height))
    mixed = Image.blend(ramp, noise, 0.2)
    return Image.merge("RGB", (ramp, mixed, ramp.transpose(Image.Transpose.FLIP_TOP_BOTTOM)))


def screenshot(width: int = 320, height: int = 240) -> Image.Image:
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    for row in range(0, height, 14):
        draw.text((8 + row % 5, row), f"def line_{row}(x): return x + {row}", fill=(row % 256, 40, 90))
    return image


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    """Turned, with a place, a camera and a maker's note."""
    found = Image.Exif()
    found[0x0112] = orientation
    found[0x010F] = SECRET.decode()
    found[0x8825] = {1: "N", 2: (30.0, 1.0, 2.0), 3: "E", 4: (120.0, 9.0, 5.0)}
    return found


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, depth: int, colour: int, rows: bytes, extra: bytes = b"") -> bytes:
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra + pixels + chunk(b"IEND", b"")


def _still() -> Iterator[Sample]:
    shot, snap = screenshot(), photo()
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA"):
        yield Sample(f"mode-{mode}.png", saved(shot.convert(mode), "PNG"))
    yield Sample("sixteen.png", saved(shot.convert("I").point(lambda v: v * 256).convert("I;16"), "PNG"))
    yield Sample("deep.png", png(40, 30, 16, 2, (b"\0" + b"\x80\x40" * 120) * 30))
    yield Sample("deep-alpha.png", png(40, 30, 16, 6, (b"\0" + b"\x80\x40" * 160) * 30))
    yield Sample("transparent.png", saved(Image.new("RGBA", (60, 60), (255, 0, 0, 0)), "PNG"))
    yield Sample("one.png", saved(Image.new("RGB", (1, 1), "red"), "PNG"))
    yield Sample("thin.png", saved(Image.new("RGB", (3000, 1), "red"), "PNG"))
    yield Sample("large.png", saved(photo(1600, 1200), "PNG"))
    ways: dict[str, dict[str, Any]] = {
        "photo": {},
        "progressive": {"progressive": True},
        "fine": {"quality": 100, "subsampling": 0},
        "coarse": {"quality": 5},
    }
    for name, options in ways.items():
        yield Sample(f"{name}.jpg", saved(snap, "JPEG", **options))
    yield Sample("grey.jpg", saved(snap.convert("L"), "JPEG"))
    yield Sample("large.jpg", saved(photo(2400, 1800), "JPEG", quality=98))
    yield Sample("one.jpg", saved(Image.new("RGB", (1, 1)), "JPEG"))
    cmyk = saved(snap.convert("CMYK"), "JPEG")
    yield Sample("cmyk.jpg", cmyk)
    yield Sample("ycck.jpg", _adobe(cmyk))
    for kind in ("WEBP", "BMP", "TIFF", "AVIF", "ICO", "GIF"):
        yield Sample(f"photo.{kind.lower()}", saved(snap, kind))
        yield Sample(f"shot.{kind.lower()}", saved(shot, kind))
    yield Sample("lossless.webp", saved(shot, "WEBP", lossless=True))
    yield Sample("alpha.webp", saved(shot.convert("RGBA"), "WEBP", lossless=True))
    yield Sample("alpha.avif", saved(Image.new("RGBA", (64, 64), (0, 99, 0, 90)), "AVIF"))
    yield Sample("cmyk.tif", saved(snap.convert("CMYK"), "TIFF"))
    yield Sample("sixteen.tif", saved(Image.new("I;16", (64, 64), 32_896), "TIFF"))
    yield Sample("float.tif", saved(Image.new("F", (64, 64), -1.0), "TIFF"))
    yield Sample("pages.tif", saved(shot, "TIFF", save_all=True, append_images=[snap]))
    for packing in ("tiff_lzw", "tiff_adobe_deflate", "jpeg", "packbits"):
        yield Sample(f"{packing}.tif", saved(snap, "TIFF", compression=packing))
    yield Sample("fax.tif", saved(shot.convert("1"), "TIFF", compression="group4"))


def _adobe(data: bytes) -> bytes:
    """The same CMYK said to be YCCK by Adobe's marker."""
    at = data.find(b"Adobe")
    return data[: at + 11] + b"\x02" + data[at + 12 :] if at >= 0 else data


def _metadata() -> Iterator[Sample]:
    snap = photo()
    for turned in range(1, 9):
        yield Sample(f"turned{turned}.jpg", saved(snap, "JPEG", exif=exif(turned), comment=SECRET))
    yield Sample("turned.webp", saved(snap, "WEBP", exif=exif(6), xmp=b"<x>" + SECRET + b"</x>"))
    yield Sample("turned.png", saved(snap, "PNG", exif=exif(6)))
    yield Sample("turned.avif", saved(snap, "AVIF", exif=exif(6)))
    yield Sample("turned.tif", saved(snap, "TIFF", tiffinfo={0x0112: 6, 0x010F: SECRET.decode()}))
    text = chunk(b"tEXt", b"Comment\0" + SECRET) + chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + SECRET)
    yield Sample("comment.png", png(20, 20, 8, 0, (b"\0" + b"\x55" * 20) * 20, text))
    yield Sample("private.png", png(20, 20, 8, 0, (b"\0" + b"\x55" * 20) * 20, chunk(b"prVt", SECRET)))
    yield Sample("tail.png", saved(snap, "PNG") + SECRET)
    yield Sample("tail.jpg", saved(snap, "JPEG") + SECRET)
    yield Sample("pair.jpg", saved(snap, "MPO", save_all=True, append_images=[screenshot()], exif=exif(3)))
    yield Sample("comment.gif", saved(screenshot(), "GIF", comment=SECRET))
    for name in ("sRGB", "LAB"):
        made = ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes()  # type: ignore[arg-type]
        profile = made[:24] + bytes(12) + made[36:]  # without the time it was made
        for kind in ("PNG", "JPEG", "WEBP"):
            yield Sample(f"{name}.{kind.lower()}", saved(snap, kind, icc_profile=profile))
    yield Sample("broken-profile.jpg", saved(snap, "JPEG", icc_profile=b"not a profile" * 20))
    yield Sample("broken-exif.jpg", saved(snap, "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff"))


def _moving() -> Iterator[Sample]:
    frames = [screenshot(), photo(), screenshot().rotate(20)]
    for kind in ("GIF", "WEBP", "PNG", "AVIF"):
        film = saved(frames[0], kind, save_all=True, append_images=frames[1:])
        yield Sample(f"moving.{kind.lower()}", _timeless(film))
    many = [Image.new("RGB", (30, 20), (n, 255 - n, 0)) for n in range(120)]
    yield Sample("long.gif", saved(many[0], "GIF", save_all=True, append_images=many[1:], comment=SECRET))
    wide = [photo(900, 700).rotate(turn) for turn in range(0, 90, 15)]
    yield Sample("wide.webp", saved(wide[0], "WEBP", save_all=True, append_images=wide[1:]))
    gif = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    yield Sample("unended.gif", gif[:-1])
    yield Sample("half.gif", gif[: len(gif) * 2 // 3])


def _timeless(data: bytes) -> bytes:
    """A film without the times its boxes say it was made at."""
    made = bytearray(data)
    for kind in (b"mvhd", b"tkhd", b"mdhd"):
        at = data.find(kind)
        if at >= 0:
            made[at + 8 : at + (24 if data[at + 4] else 16)] = bytes(16 if data[at + 4] else 8)
    return bytes(made)


def _vectors() -> Iterator[Sample]:
    head = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" '
    shape = '<rect width="40" height="20" fill="teal"/></svg>'
    drawn = {
        "plain": f'width="50" height="20">{shape}',
        "huge": f'width="90000" height="40000">{shape}',
        "box": f'viewBox="0 0 300 100">{shape}',
        "units": f'width="5cm" height="20mm">{shape}',
        "no-size": f">{shape}",
        "script": f'width="50" height="20"><script>while(1);</script>{shape}',
        "self": f'width="50" height="20"><g id="a"><use x:href="#a"/></g>{shape}',
    }
    for name, text in drawn.items():
        yield Sample(f"{name}.svg", (head + text).encode())
    yield Sample("wide.svg", (head + drawn["plain"]).encode("utf-16"))
    outside = {
        "file": f'width="50" height="20"><image x:href="/etc/passwd"/>{shape}',
        "web": f'width="50" height="20"><image href="http://127.0.0.1:1/x.png"/>{shape}',
        "html": f'width="50" height="20"><foreignObject><p>words</p></foreignObject>{shape}',
        "cut": 'width="50" height="20"><g>',
    }
    for name, text in outside.items():
        yield Sample(f"{name}.svg", (head + text).encode(), broken=True)
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    laughs = f'<!DOCTYPE svg [<!ENTITY e0 "ha">{entities}]>{head}width="9" height="9"><desc>&e9;</desc></svg>'
    yield Sample("laughs.svg", laughs.encode(), broken=True)
    deep = head + 'width="9" height="9">' + "<g>" * 5000 + "</g>" * 5000 + "</svg>"
    yield Sample("deep.svg", deep.encode(), broken=True)


def _no_pictures() -> Iterator[Sample]:
    texts = {
        "empty.png": b"",
        "text.png": b"this is no picture\n",
        "page.jpg": b"<!doctype html><title>404</title><p>Not found",
        "json.png": b'{"error": 404}',
        "pdf.png": b"%PDF-1.7\n" + bytes(200),
        "zeros.jpg": bytes(1000),
        "head.jpg": b"\xff\xd8\xff\xe0",
        "head.png": b"\x89PNG\r\n\x1a\n",
        "head.gif": b"GIF89a",
        "head.webp": b"RIFF\x00\x00\x00\x00WEBP",
        "head.avif": b"\0\0\0\x1cftypavif" + bytes(40),
        "head.heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40),
        "head.bmp": b"BM" + bytes(60),
        "head.ico": b"\0\0\1\0\1\0" + bytes(20),
        "head.tif": b"II*\0\x08\0\0\0\xff\xff" + bytes(40),
        "fill.jpg": b"\xff\xd8\xff\xda\0\x02" + b"\xff" * 2_000_000,
    }
    for name, data in texts.items():
        yield Sample(name, data, broken=True)


def _bombs() -> Iterator[Sample]:
    yield Sample("bomb.png", png(20_000, 15_000, 1, 0, bytes(2501 * 15_000)), broken=True)
    yield Sample("claims.png", png(2_000_000_000, 2_000_000_000, 8, 0, b"\0"), broken=True)
    tags = {256: 16_000, 257: 14_000, 258: 1, 259: 4, 262: 0, 273: 200, 278: 14_000, 279: 100}
    table = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
    fax = b"II*\0\x08\0\0\0" + struct.pack("<H", len(tags)) + table
    yield Sample("bomb.tif", fax.ljust(300, b"\0"), broken=True)
    gif = bytearray(saved(screenshot(), "GIF"))
    gif[6:10] = b"\xff\xff\xff\xff"
    yield Sample("claims.gif", bytes(gif), broken=True)
    yield Sample("nothing.png", png(0, 10, 8, 0, b"\0"), broken=True)
    yield Sample("short.png", png(100, 100, 8, 2, b"\0" * 50), broken=True)
    yield Sample("broad.png", saved(Image.new("L", (9_000, 5_000), 200), "PNG"))


def _heic() -> Iterator[Sample]:
    try:
        import pillow_heif
    except ImportError:
        return
    write: Callable[..., Any] = pillow_heif.from_pillow
    for name, image in (("photo", photo()), ("alpha", Image.new("RGBA", (64, 64), (0, 90, 0, 100)))):
        file = BytesIO()
        write(image).save(file, exif=exif(6).tobytes())
        yield Sample(f"{name}.heic", file.getvalue())


def _cut(sample: Sample, chance: random.Random, number: int) -> Sample:
    return Sample(f"cut{number}-{sample.name}", sample.data[: chance.randrange(1, len(sample.data))])


def _changed(sample: Sample, chance: random.Random, number: int) -> Sample:
    data = bytearray(sample.data)
    for _ in range(chance.randrange(1, 12)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return Sample(f"changed{number}-{sample.name}", bytes(data))
