"""What each static generator expects: where files go, how a picture, a date and a draft are written.

The figures and names are facts of Hexo 8, Hugo 0.168 and Jekyll 4; the README says how they were measured.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Protocol
from zoneinfo import ZoneInfo

from publisher.errors import SourceError
from publisher.model.post import Post

from .markup import Picture, asset_path, asset_tag, html_image, markdown_image, shortcode

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}-.+")


class Generator(Protocol):
    """`marker` is the folder in `path` beside or above which the blog keeps what `/` means: the marker's
    parent joined with `static`. `draft` is the front matter that keeps a post unpublished, `foreign` the
    key of another generator that does harm here ("" = none), `formats` the front matter it reads, `tag` the tag
    it needs for a post's own pictures ("" = plain Markdown does).
    """

    name: str
    marker: str
    static: str
    draft: tuple[str, str]
    foreign: str
    formats: frozenset[str]
    tag: str

    def place(self, stem: PurePosixPath, post: Post) -> str:
        """Where the post's file goes below `path`; `stem` is its place in the content folder, bare of
        extension and `/index`."""
        ...

    def folder(self, place: str, static: str) -> str:
        """Where the post's own pictures go, relative to `path`; `static` leads from there to what `/` means."""
        ...

    def holds_pictures(self, place: str) -> bool:
        """Whether a post that stands there can have pictures beside it."""
        ...

    def picture(self, picture: Picture, folder: str, static: str) -> str:
        """A picture of the post's own, as markup of its own."""
        ...

    def source(self, name: str, folder: str, static: str) -> str:
        """The same picture's address, where the author wrote the markup around it in HTML."""
        ...

    def date(self, moment: datetime, aware: bool, zone: str) -> str:
        """A date as this generator reads it right, "" where it does so as written: with an offset from UTC
        (`aware`) or in the site's time."""
        ...


@dataclass(frozen=True, slots=True)
class Hexo:
    name: str = "hexo"
    marker: str = "_posts"
    static: str = ""
    draft: tuple[str, str] = ("published", "false")
    foreign: str = ""
    formats: frozenset[str] = frozenset({"yaml", "json"})
    tag: str = "asset_img"

    def place(self, stem: PurePosixPath, post: Post) -> str:
        return f"{stem}{_extension(post)}"

    def folder(self, place: str, static: str) -> str:
        return place.rpartition(".")[0]

    def holds_pictures(self, place: str) -> bool:
        return True

    def picture(self, picture: Picture, folder: str, static: str) -> str:
        return asset_tag(picture)

    def source(self, name: str, folder: str, static: str) -> str:
        return asset_path(name)

    def date(self, moment: datetime, aware: bool, zone: str) -> str:
        """Naive local time: Hexo shows a date that carries an offset wrong by that offset."""
        return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M:%S}" if aware else ""


@dataclass(frozen=True, slots=True)
class Hugo:
    name: str = "hugo"
    marker: str = "content"
    static: str = "static"
    draft: tuple[str, str] = ("draft", "true")
    foreign: str = "published"  # read as a date: Hugo stops with an error
    formats: frozenset[str] = frozenset({"yaml", "toml", "json"})
    tag: str = ""

    def place(self, stem: PurePosixPath, post: Post) -> str:
        return f"{stem}/index.md"

    def folder(self, place: str, static: str) -> str:
        return place.rpartition("/")[0]

    def holds_pictures(self, place: str) -> bool:
        return place.endswith("/index.md")

    def picture(self, picture: Picture, folder: str, static: str) -> str:
        """Goldmark drops HTML, so a size needs Hugo's own `figure`."""
        return shortcode(picture) if picture.width else markdown_image(picture, picture.name)

    def source(self, name: str, folder: str, static: str) -> str:
        return name

    def date(self, moment: datetime, aware: bool, zone: str) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Jekyll:
    name: str = "jekyll"
    marker: str = "_posts"
    static: str = ""
    draft: tuple[str, str] = ("published", "false")
    foreign: str = ""
    formats: frozenset[str] = frozenset({"yaml"})
    tag: str = ""

    def place(self, stem: PurePosixPath, post: Post) -> str:
        """Jekyll passes over a file without a date in its name, silently."""
        if _DATED.fullmatch(stem.name):
            return f"{stem}{_extension(post)}"
        if post.date is None:
            raise SourceError(
                "Jekyll needs a date for a post's file name",
                hint="write `date:` in the front matter",
                path=post.path,
            )
        return f"{stem.parent / f'{post.date:%Y-%m-%d}-{stem.name}'}{_extension(post)}"

    def folder(self, place: str, static: str) -> str:
        return f"{static}/assets/{place.rpartition('.')[0]}"

    def holds_pictures(self, place: str) -> bool:
        return True

    def picture(self, picture: Picture, folder: str, static: str) -> str:
        address = self.source(picture.name, folder, static)
        return html_image(picture, address) if picture.width else markdown_image(picture, address)

    def source(self, name: str, folder: str, static: str) -> str:
        return f"/{folder.removeprefix(static + '/')}/{name}"

    def date(self, moment: datetime, aware: bool, zone: str) -> str:
        """With an offset: Jekyll takes a naive date for UTC, which moves the post to another day."""
        return "" if aware else f"{moment:%Y-%m-%d %H:%M:%S %z}"


GENERATORS: dict[str, Generator] = {found.name: found for found in (Hexo(), Hugo(), Jekyll())}


def _extension(post: Post) -> str:
    suffix = PurePosixPath(post.place or post.path).suffix
    return suffix if suffix in {".md", ".markdown"} else ".md"
