"""How long pictures take to be made ready, per megapixel and kind; side by side, one after the other, kept.

    python benchmarks/pictures.py [--pictures 24] [--megapixels 2] [--runs 3] [--sending 0.3]

Every figure is of whole calls of what a push calls: sniffed, decoded, converted, encoded within limits like
an article's. "As it is" is a picture that fits and only loses its metadata. The last rows make the same ones
one after the other, several at a time as a push does, and again when they were kept; each is then "sent",
which is waiting for `--sending` seconds as one waits for a platform. Timing belongs here and
never in a test, since machines differ.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

from PIL import Image

from publisher.images.fit import fit
from publisher.model.rendition import Limits
from publisher.push.making import Making

ARTICLE = Limits(picture_bytes=10_000_000, picture_bytes_advised=1_000_000)
ANY = Limits()
AT_ONCE = 3


def picture(megapixels: float, seed: int) -> Image.Image:
    """Smooth colours under noise, as a camera sees them."""
    height = int((megapixels * 1_000_000 / 1.5) ** 0.5)
    width = int(height * 1.5)
    ramp = Image.linear_gradient("L").resize((width, height)).rotate(90 * (seed % 4)).resize((width, height))
    noise = Image.frombytes("L", (width, height), random.Random(seed).randbytes(width * height))
    mixed = Image.blend(ramp, noise, 0.12)
    return Image.merge("RGB", (ramp, mixed, ramp.transpose(Image.Transpose.FLIP_LEFT_RIGHT)))


def saved(image: Image.Image, kind: str) -> bytes:
    file = BytesIO()
    if kind == "HEIC":
        import pillow_heif  # writes what pi-heif only reads

        pillow_heif.from_pillow(image).save(file)
    else:
        image.save(file, kind, **({"quality": 92} if kind in {"JPEG", "WEBP"} else {}))
    return file.getvalue()


def median(call: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        call()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def kinds(megapixels: float, runs: int) -> None:
    image = picture(megapixels, 1)
    print(f"{'kind':<22}{'in':>10}{'out':>10}{'ms per megapixel':>20}")
    for kind in ("PNG", "JPEG", "WEBP", "AVIF", "HEIC", "TIFF", "BMP", "GIF"):
        try:
            data = saved(image, kind)
        except ImportError:
            continue
        made = fit(data, ARTICLE)
        row(kind, data, made.data, median(lambda data=data: fit(data, ARTICLE), runs), megapixels)
    for kind in ("PNG", "JPEG", "GIF"):
        data = saved(image, kind)
        row(
            f"{kind}, as it is",
            data,
            fit(data, ANY).data,
            median(lambda data=data: fit(data, ANY), runs),
            megapixels,
        )


def row(name: str, before: bytes, after: bytes, seconds: float, megapixels: float) -> None:
    sizes = f"{len(before) / 1000:>7.0f} KB{len(after) / 1000:>7.0f} KB"
    print(f"{name:<22}{sizes}{seconds * 1000 / megapixels:>20.1f}")


def many(count: int, megapixels: float, sending: float) -> None:
    every = [saved(picture(megapixels, seed), "WEBP") for seed in range(count)]
    total = count * megapixels
    print(f"\n{count} WebP pictures, {total:.0f} megapixels" + " " * 10 + "seconds   per megapixel")

    def told(name: str, call: Callable[[], object]) -> None:
        seconds = median(call, 1)
        print(f"{name:<40}{seconds:>9.2f}{seconds * 1000 / total:>11.1f} ms")

    def send(making: Making, data: bytes) -> None:
        making.fitted(data, ARTICLE)
        time.sleep(sending)

    def several(making: Making, pictures: Sequence[bytes]) -> None:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(lambda data: send(making, data), pictures))

    with tempfile.TemporaryDirectory() as folder:
        told("one after the other", lambda: [send(Making(), data) for data in every])
        told(f"{AT_ONCE} at a time, kept for later", lambda: several(Making.open(Path(folder)), every))
        told("again, from what was kept", lambda: several(Making.open(Path(folder)), every))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pictures", type=int, default=24)
    parser.add_argument("--megapixels", type=float, default=2)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sending", type=float, default=0.3)
    asked = parser.parse_args()
    kinds(asked.megapixels, asked.runs)
    many(asked.pictures, asked.megapixels, asked.sending)


if __name__ == "__main__":
    main()
