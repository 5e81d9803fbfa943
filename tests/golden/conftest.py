"""One site per dialect, whose posts are the small files of that dialect's folder; and every adapter on it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from publisher.cli.init import settings_text
from publisher.contract import Tools
from publisher.model.post import Post
from publisher.model.rendition import Rendition
from publisher.source.index import Index, build_index
from publisher.source.load import load_post
from publisher.source.settings import Settings, load_settings
from publisher.source.view import view
from publisher.typeset.tools import open_tools

HERE = Path(__file__).parent
OTHER = """\
---
title: 另一篇
slug: other
date: 2026-01-01 08:00:00
---

另一篇的话。
"""
PICTURES = {"wide.png": (1200, 600), "small.png": (240, 160), "flow.png": (600, 400)}


@dataclass(frozen=True)
class Site:
    """Each post is `content/<name>/index.md`, with the pictures beside it."""

    settings: Settings
    index: Index
    tools: Tools

    def post(self, name: str) -> Post:
        return load_post(self.settings, self.index, f"content/{name}/index.md")

    def render(self, post: Post, target: str) -> Rendition:
        """Raises what the adapter's render raises."""
        found = self.settings.targets[target]
        seen = view(self.settings, self.index, found)
        made: Rendition = found.adapter.render(post, seen, found.settings, self.tools)
        return made


@pytest.fixture(scope="session")
def open_site(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Site]:
    """`open_site(dialect, name=text, …)`: the dialect's files and further posts, with a target named after
    every adapter there is."""
    tools = open_tools(None)

    def opened(dialect: str, **posts: str) -> Site:
        root = tmp_path_factory.mktemp(dialect)
        write_settings(root, dialect)
        for file in sorted((HERE / dialect).glob("*.md")):
            if "." not in file.stem:
                write_post(root, file.stem, file.read_text(encoding="utf-8"))
        for name, text in {"other": OTHER, **posts}.items():
            write_post(root, name, text)
        settings = load_settings(root)
        return Site(settings, build_index(settings), tools)

    return opened


@pytest.fixture(scope="session")
def golden_site(open_site: Callable[..., Site]) -> Callable[[str], Site]:
    """The site of a dialect, opened once."""
    return cache(open_site)


def write_settings(root: Path, dialect: str) -> None:
    """What `publish init` writes; every adapter has a target of its name."""
    text = settings_text(
        url="https://blog.example.com",
        title="试验田",
        permalink=":title.html",
        timezone="Asia/Shanghai",
        author="作者",
        content="content",
        static="static",
        dialect=dialect,
        today=date(2026, 1, 1),
    )
    text = text.replace("[profiles]", 'cover = "/cover.png"\n[profiles]', 1)
    (root / "publish.toml").write_text(text, encoding="utf-8")
    (root / "static").mkdir()
    (root / "static" / "cover.png").write_bytes(png(900, 383))


def write_post(root: Path, name: str, text: str) -> None:
    folder = root / "content" / name
    folder.mkdir(parents=True)
    (folder / "index.md").write_text(text, encoding="utf-8", newline="\n")
    for picture, (width, height) in PICTURES.items():
        (folder / picture).write_bytes(png(width, height))


def png(width: int, height: int) -> bytes:
    """A plain grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
