"""Pictures made for the tests."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageDraw

Save = Callable[..., bytes]


@pytest.fixture(scope="session")
def save() -> Save:
    """An image as the bytes of a file."""

    def write(image: Image.Image, kind: str, **options: Any) -> bytes:
        file = BytesIO()
        image.save(file, kind, **options)
        return file.getvalue()

    return write


@pytest.fixture(scope="session")
def photo() -> Image.Image:
    """Smooth colours under noise, as a camera sees them."""
    ramp = Image.linear_gradient("L").resize((600, 400))
    noise = Image.effect_noise((600, 400), 40)
    return Image.merge("RGB", (ramp, noise, Image.blend(ramp, noise.rotate(90).resize((600, 400)), 0.5)))


@pytest.fixture(scope="session")
def screenshot() -> Image.Image:
    """Few colours, sharp edges."""
    image = Image.new("RGB", (600, 400), "white")
    draw = ImageDraw.Draw(image)
    for row in range(0, 400, 16):
        draw.text((10 + row % 7, row), f"def line_{row}(x): return x + {row}", fill=(row % 256, 40, 90))
    return image
