"""Every picture of a post gets a place in the blog, and the text an address that leads there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from publisher.errors import SourceError
from publisher.markdown.lines import line_starts
from publisher.markdown.rewrite import Edit
from publisher.markdown.walk import walk
from publisher.model.post import FileOrigin, Note, Post
from publisher.model.tree import Image, Node

from .generators import Generator
from .markup import Picture, path_address
from .place import Names, own_name, root_relative

_ALT = r"(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*"
_MARKDOWN = re.compile(
    rf"!\[{_ALT}\]\(\s*(?P<address><[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)", re.DOTALL
)
_HTML = re.compile(r"<img\b[^<>]*?\bsrc\s*=\s*(?P<address>\"[^\"]*\"|'[^']*'|[^\s>]+)[^<>]*>", re.IGNORECASE)
_CONVERTED = {"image/heic": ".jpg", "image/tiff": ".png"}
_WEB = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


@dataclass
class Album:
    """Collects the pictures of one post, text by text: the author's own, then each generated block.

    `folder` is where the post's own pictures go, `static` what `/` means, both relative to the folder of
    posts. `files` pairs references with paths from there; `shown` the addresses that stand in the
    delivered text with references, for a preview.
    """

    post: Post
    rules: Generator
    folder: str
    static: str
    name: str
    files: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    names: Names = field(default_factory=Names)

    def edits(self, text: str, images: tuple[Image, ...]) -> Iterator[Edit]:
        """What to change in `text` so that these pictures are found from the blog. Registers their files.

        SourceError where a picture must be written differently but cannot be found in the text.
        """
        written = _Written(text)
        for image in sorted(images, key=lambda image: not image.tag):  # a tag's name is the harder to change
            asset = self.post.assets.get(image.asset)
            if asset is None or not isinstance(asset.origin, FileOrigin):
                continue
            below_root = "" if image.tag or not image.src.startswith("/") else root_relative(image.src)
            if below_root:
                self._place(image.asset, f"{self.static}/{below_root}", image.src)
            elif not _WEB.match(image.src):
                # a Hexo tag stays as it is, even where it names the post's own folder
                own = "" if image.tag and image.tag == self.rules.tag else self.name
                written_name = own_name(image.src, asset.origin.path, own)
                name = self.names.name(image.asset, _shown_name(written_name, asset.media_type))
                yield from self._own(written, image, name)

    def cover(self, written: str) -> None:
        """The picture named in the front matter, where a theme looks for it."""
        asset = self.post.assets.get(self.post.cover)
        if asset is None or not isinstance(asset.origin, FileOrigin) or _WEB.match(written):
            return
        below_root = root_relative(written) if written.startswith("/") else ""
        if below_root:
            self._place(self.post.cover, f"{self.static}/{below_root}", written)
        else:
            name = self.names.name(self.post.cover, own_name(written, asset.origin.path, self.name))
            self._place(self.post.cover, f"{self.folder}/{name}", written)

    def _own(self, written: _Written, image: Image, name: str) -> Iterator[Edit]:
        self._place(image.asset, f"{self.folder}/{name}", name)
        picture = Picture(name, image.alt, image.title, image.width, image.height)
        address = self.rules.source(name, self.folder, self.static)
        self.shown[address] = image.asset
        if (self.rules.tag == image.tag != "" and image.src == name) or (
            not image.tag and image.src == address
        ):
            return
        span = image.span or written.find(image)
        if span is None:
            raise SourceError(
                f"the picture {image.src} cannot be given its address on the blog where it stands",
                hint="write it as ![…](…) in a line of its own",
                path=self.post.path,
                line=image.lines[0],
            )
        markup = written.text[slice(*span)]
        html, markdown = _HTML.match(markup), _MARKDOWN.match(markup)
        if html:
            new = _replaced(markup, html, _attribute(address if self.rules.tag else path_address(address)))
        elif markdown and not self.rules.tag:
            new = _replaced(markup, markdown, path_address(address))
        else:
            new = self.rules.picture(picture, self.folder, self.static)
        if new == markup:
            return
        yield Edit(*span, new)
        self.notes.append(Note("picture", f"{markup} is written as {new} on the blog", image.lines[0]))

    def _place(self, ref: str, path: str, shown: str) -> None:
        """Give a picture a file; one picture may have several, a file only one picture."""
        self.files.setdefault(posixpath.normpath(path), ref)
        self.shown[shown] = ref


class _Written:
    """A text in which pictures written in HTML are found by their address, each only once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = line_starts(text)
        self._found: set[int] = set()

    def find(self, image: Image) -> tuple[int, int] | None:
        first, last = image.lines
        begin = self._starts[first - 1] if 0 < first <= len(self._starts) else 0
        end = self._starts[last] if 0 < last < len(self._starts) else len(self.text)
        for found in _HTML.finditer(self.text, begin, end):
            if found.start() not in self._found and found["address"].strip("\"'") == image.src:
                self._found.add(found.start())
                return found.span()
        return None


def images(document: Node, outside: tuple[type[Node], ...] = ()) -> tuple[Image, ...]:
    """All pictures of a tree in reading order, those below nodes of the kinds named left out."""
    left_out = {id(inner) for node in walk(document) if isinstance(node, outside) for inner in walk(node)}
    return tuple(node for node in walk(document) if isinstance(node, Image) and id(node) not in left_out)


def bound(found: tuple[Image, ...], by: Mapping[str, str]) -> tuple[Image, ...]:
    """The same pictures with the references that their addresses have elsewhere in the post."""
    from dataclasses import replace

    return tuple(replace(image, asset=image.asset or by.get(image.src, "")) for image in found)


def _shown_name(name: str, media_type: str) -> str:
    """The name of what browsers are sent in place of a picture they cannot show: the push converts it."""
    ending = _CONVERTED.get(media_type)
    return str(PurePosixPath(name).with_suffix(ending)) if ending else name


def _attribute(value: str) -> str:
    return f'"{value}"' if '"' not in value else f"'{value}'"


def _replaced(markup: str, found: re.Match[str], address: str) -> str:
    start, end = found.span("address")
    return markup[:start] + address + markup[end:]
