"""A small site on disk, read by the real source and rendered by the real adapter."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest

from publisher.model.post import Post, Site
from publisher.model.rendition import Rendition
from publisher.source.index import build_index
from publisher.source.load import load_post
from publisher.source.settings import Settings, load_settings
from publisher.source.view import view
from publisher_blog import ADAPTER

BLOCKS = """
[[blocks]]
name = "related"
starts = ["往期回顾", "【往期文章】"]
[[blocks]]
name = "footer"
starts = ["读到这了*", "博客：*"]
[[blocks]]
name = "notice"
line = "^【本文已在.*】$"
"""


def png(shade: int) -> bytes:
    """A picture of one pixel, different for every shade (0–255)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixel = zlib.compress(bytes([0, shade]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


@dataclass
class SiteOnDisk:
    """Files are written below `root`; every call of `render` reads the site anew."""

    root: Path
    site: dict[str, str] = field(default_factory=dict)
    target: dict[str, object] = field(default_factory=dict)
    profiles: dict[str, str] = field(
        default_factory=lambda: {"blog": "http://www.example.cn/", "wechat": "Linsight"}
    )
    blocks: str = BLOCKS

    def write(self, path: str, content: str | bytes) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def picture(self, path: str, shade: int = 0) -> bytes:
        """Write a picture of one pixel, and return its bytes."""
        data = png(shade)
        self.write(path, data)
        return data

    def load(self, path: str) -> tuple[Post, Site, Settings]:
        settings = self.settings()
        index = build_index(settings)
        post = load_post(settings, index, path)
        return post, view(settings, index, settings.targets["blog"]), settings

    def render(self, path: str = "content/seed.md") -> Rendition:
        post, site, settings = self.load(path)
        assert not post.problems, post.problems
        return ADAPTER.render(post, site, cast("Any", settings.targets["blog"].settings), cast("Any", None))

    def settings(self) -> Settings:
        """publish.toml, written and read."""
        site = {
            "title": "Linsight",
            "url": "http://www.example.cn",
            "static": "content/static",
            "permalink": ":abbrlink.html",
            "timezone": "Asia/Shanghai",
            "author": "Linsight",
            **self.site,
        }
        target = {"adapter": "blog", "path": "blog/source/_posts", **self.target}
        (self.root / "content").mkdir(exist_ok=True)
        text = "[site]\n" + _keys(site)
        text += "[profiles]\n" + _keys(self.profiles)
        text += self.blocks + "[targets.blog]\n" + _keys(target)
        (self.root / "publish.toml").write_text(text, encoding="utf-8")
        return load_settings(self.root)


def _keys(table: dict[str, Any]) -> str:
    spelt = {True: "true", False: "false"}
    return "".join(
        f"{name} = {spelt[value] if isinstance(value, bool) else f'{chr(39)}{value}{chr(39)}'}\n"
        for name, value in table.items()
    )


@pytest.fixture
def disk(tmp_path: Path) -> SiteOnDisk:
    return SiteOnDisk(tmp_path)
