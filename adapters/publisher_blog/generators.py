"""What each static generator expects: where files go, how a picture, a date and a draft are written.

The facts are of Hexo 8, Hugo 0.168 and Jekyll 4; the README says how they were measured.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePosixPath
from typing import ClassVar
from zoneinfo import ZoneInfo

from publisher.errors import SourceError
from publisher.model.post import Post

from .markup import Picture, asset_path, asset_tag, html_image, markdown_image, path_address, shortcode

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}-.+")


class Generator(ABC):
    """One generator. A `place` is a post file's path below the folder of posts, a `folder` that of the
    post's own pictures and `static` that of what `/` means, both relative to the folder of posts."""

    name: ClassVar[str]
    marker: ClassVar[str]
    """A folder in the setting `path`: its parent, joined with `below`, is what `/` means."""
    below: ClassVar[str] = ""
    draft: ClassVar[tuple[str, str]] = ("published", "false")
    """The front matter that keeps a post back."""
    foreign: ClassVar[str] = ""
    """A key of another generator that does harm here, "" = none."""
    formats: ClassVar[frozenset[str]]
    """The kinds of front matter it reads."""
    tag: ClassVar[str] = ""
    """The source tag that a post's own pictures need, "" = Markdown's own notation does."""

    @abstractmethod
    def place(self, stem: PurePosixPath, post: Post) -> str:
        """Where a post's file goes; `stem` is its place in the content, bare of extension and `/index`."""

    @abstractmethod
    def folder(self, place: str, static: str) -> str:
        """Where its own pictures go."""

    def holds_pictures(self, place: str) -> bool:
        """Whether a post that stands there can have pictures beside it."""
        return True

    @abstractmethod
    def picture(self, picture: Picture, folder: str, static: str) -> str:
        """A picture of the post's own, as markup of the generator's."""

    @abstractmethod
    def source(self, name: str, folder: str, static: str) -> str:
        """The same picture's address, for markup that the author wrote."""

    @abstractmethod
    def date(self, moment: datetime, aware: bool, zone: str) -> str:
        """A date as it is read right, "" where it is as written: with an offset from UTC (`aware`) or
        in the site's time."""


class Hexo(Generator):
    name = "hexo"
    marker = "_posts"
    formats = frozenset({"yaml", "json"})
    tag = "asset_img"

    def place(self, stem: PurePosixPath, post: Post) -> str:
        return f"{stem}{_extension(post)}"

    def folder(self, place: str, static: str) -> str:
        return place.rpartition(".")[0]

    def picture(self, picture: Picture, folder: str, static: str) -> str:
        return asset_tag(picture)

    def source(self, name: str, folder: str, static: str) -> str:
        return asset_path(name)

    def date(self, moment: datetime, aware: bool, zone: str) -> str:
        """Naive: Hexo shows a date that carries an offset wrong by that offset."""
        return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M:%S}" if aware else ""


class Hugo(Generator):
    name = "hugo"
    marker = "content"
    below = "static"
    draft = ("draft", "true")
    foreign = "published"  # read as a date: Hugo stops with an error
    formats = frozenset({"yaml", "toml", "json"})

    def place(self, stem: PurePosixPath, post: Post) -> str:
        return f"{stem}/index.md"

    def folder(self, place: str, static: str) -> str:
        return place.rpartition("/")[0]

    def holds_pictures(self, place: str) -> bool:
        return place.endswith("/index.md")

    def picture(self, picture: Picture, folder: str, static: str) -> str:
        """Goldmark drops HTML, so a size needs Hugo's own `figure`."""
        return shortcode(picture) if picture.width else markdown_image(picture, path_address(picture.name))

    def source(self, name: str, folder: str, static: str) -> str:
        return name

    def date(self, moment: datetime, aware: bool, zone: str) -> str:
        return ""


class Jekyll(Generator):
    name = "jekyll"
    marker = "_posts"
    formats = frozenset({"yaml"})

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

    def picture(self, picture: Picture, folder: str, static: str) -> str:
        address = path_address(self.source(picture.name, folder, static))
        return html_image(picture, address) if picture.width else markdown_image(picture, address)

    def source(self, name: str, folder: str, static: str) -> str:
        return f"/{folder.removeprefix(f'{static}/')}/{name}"

    def date(self, moment: datetime, aware: bool, zone: str) -> str:
        """With an offset: Jekyll takes a naive date for UTC, which moves the post to another day."""
        return "" if aware else f"{moment:%Y-%m-%d %H:%M:%S %z}"


GENERATORS: Mapping[str, Generator] = {found.name: found for found in (Hexo(), Hugo(), Jekyll())}


def _extension(post: Post) -> str:
    suffix = PurePosixPath(post.place or post.path).suffix
    return suffix if suffix in {".md", ".markdown"} else ".md"
