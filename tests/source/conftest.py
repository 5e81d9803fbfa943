"""Sites and pictures made on the spot."""

import struct
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from publisher.source.settings import Settings, load_settings

SETTINGS = """\
[site]
title = "Here"
url = "https://here.example"
aliases = ["http://www.here.example"]
content = "posts"
static = "static"
permalink = ":abbrlink.html"
timezone = "Asia/Shanghai"
author = "Me"
[profiles]
blog = "https://here.example/"
[[blocks]]
name = "related"
starts = ["Earlier"]
[[blocks]]
name = "footer"
starts = ["Thanks*"]
"""

Files = Mapping[str, str | bytes]
Make = Callable[..., Settings]


def png(width: int = 4, height: int = 3, colour: int = 0) -> bytes:
    """A real PNG whose header claims this size (the pixels are there only for small ones)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes([colour]) * width) * height if width * height < 10_000 else b""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write a site's files below a fresh folder and load its settings."""

    def make(files: Files = {}, settings: str = SETTINGS) -> Settings:  # noqa: B006 - never changed
        root = tmp_path / "site"
        for folder in ("posts", "static"):
            (root / folder).mkdir(parents=True, exist_ok=True)
        for path, content in {"publish.toml": settings, **files}.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load_settings(root)

    return make
