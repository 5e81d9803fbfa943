"""Pictures a post shows, bound to assets: files of the site, the web's, and those written into the text."""

from __future__ import annotations

import base64
import binascii
import hashlib
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from publisher.markdown.passes import diagrams
from publisher.markdown.walk import transform
from publisher.model.post import Asset, PostKey, Problem, Site, WebOrigin
from publisher.model.record import Fetched
from publisher.model.tree import CodeBlock, Document, Image, Node
from publisher.source.entries import SUFFIXES
from publisher.source.files import store
from publisher.source.index import Index
from publisher.source.lookup import Lookup
from publisher.source.measures import Measures, measured_safely
from publisher.source.settings import Settings
from publisher.source.stand_ins import beside

_DATA = re.compile(r"data:(?P<type>[\w.+/-]*)(?P<options>(?:;[^,;]*)*),(?P<data>.*)", re.DOTALL)
_ENDINGS = {"image/jpeg": "jpg", "image/svg+xml": "svg", "image/x-icon": "ico"}


@dataclass(slots=True)
class Pictures:
    """Binds the pictures of the post at `path`; `fetched` tells what those of the web are.
    Collects `assets` by ref, `refs` by address as written, and every problem."""

    settings: Settings
    index: Index
    path: str
    measures: Measures
    fetched: Mapping[str, Fetched] = field(default_factory=dict)
    assets: dict[str, Asset] = field(default_factory=dict)
    refs: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    lookup: Lookup = field(init=False)

    def __post_init__(self) -> None:
        self.lookup = Lookup(self.settings.root, self.measures.looks)

    def document(self, document: Document) -> Document:
        """The document with every picture's `asset` set, and that of a diagram of which the author keeps one;
        what cannot be bound keeps ""."""

        def change(node: Node) -> Node:
            if isinstance(node, CodeBlock):
                kept = diagrams.kept(node) or beside(node, self.lookup, self._bases_of(self.path))
                return replace(node, picture=self.ref(kept, node.lines[0])) if kept else node
            return replace(node, asset=self.ref(node.src, node.lines[0])) if isinstance(node, Image) else node

        return transform(document, change)

    def ref(self, src: str, line: int) -> str:
        """The reference of the picture written as `src` on `line`; "" and a problem when there is none."""
        if src not in self.refs:
            found = self._asset(src.strip())
            if isinstance(found, Problem):
                self.problems.append(replace(found, line=line))
                return ""
            self.assets.setdefault(found.ref, found)
            self.refs[src] = found.ref
        return self.refs[src]

    def _asset(self, src: str) -> Asset | Problem:
        try:
            parts = urlsplit(src)
        except ValueError:
            return _unfetchable(f"picture {src} has no valid address", "write its file's name or its address")
        if not src:
            return _unfetchable("a picture has no address", "write its file's name between the parentheses")
        if parts.scheme == "data":
            return self._written_in(src)
        if parts.scheme in {"http", "https"} or (parts.netloc and not parts.scheme):
            return self._from_web(src if parts.scheme else f"https:{src}")
        if parts.scheme:
            return _unfetchable(f"picture {src} cannot be fetched", "copy it into the site, next to the post")
        found = self._find(src)
        return found if isinstance(found, Problem) else self.measures.asset(found)

    def _find(self, src: str) -> str | Problem:
        found = self.lookup.find(src, self._bases(src))
        if isinstance(found, Problem) and src.startswith("/"):
            page, _, name = unquote(urlsplit(src).path).strip("/").rpartition("/")
            entry = self.index.entries.get(self.index.index.get(page, PostKey("")))
            if entry is not None:  # Hexo serves a post's pictures below the post's own address
                there = self.lookup.find(name, self._bases_of(entry.path))
                return there if isinstance(there, str) else found
        return found

    def _bases(self, src: str) -> tuple[str, ...]:
        """Where a name is looked for, in order; from the root: the static folder."""
        if src.startswith("/"):
            return (_below(self.settings.root, self.settings.static),)
        return (
            *self._bases_of(self.path),
            *(_below(self.settings.root, folder) for folder in self.settings.content),
        )

    def _bases_of(self, post: str) -> tuple[str, str]:
        """Hexo's post asset folder, then the post's own."""
        return _bare(post), posixpath.dirname(post)

    def _from_web(self, url: str) -> Asset:
        """A file of the site under its public address, or a picture whose bytes are yet to be fetched."""
        site = Site(url=self.settings.site.url, aliases=self.settings.site.aliases)
        path = urlsplit(url).path
        if site.is_own(url) and len(path) > 1:
            found = self._find(path)
            asset = self.measures.asset(found) if isinstance(found, str) else found
            if isinstance(asset, Asset):
                return asset
        digest = hashlib.sha256(f"web:{url}".encode()).hexdigest()  # not of its bytes: they may change
        name = PurePosixPath(unquote(path)).name or "picture"
        known = self.fetched.get(url)
        if known is None:
            return Asset(f"asset:{digest}", name, WebOrigin(url))
        facts = known.media_type, known.width, known.height, known.size, known.animated
        return Asset(f"asset:{digest}", name, WebOrigin(url), *facts)

    def _written_in(self, src: str) -> Asset | Problem:
        """A `data:` address: its bytes become a file of the cache, where a push finds them."""
        shown = src[:40] + "…"
        try:
            data = _decoded(src)
        except (ValueError, binascii.Error):
            return Problem(
                f"picture {shown} cannot be decoded",
                "save the picture as a file next to the post",
                code="picture-broken",
            )
        measured = measured_safely(data, shown)
        if isinstance(measured, Problem):
            return measured
        ending = _ENDINGS.get(measured.media_type, measured.media_type.partition("/")[2])
        name = f"{hashlib.sha256(data).hexdigest()}.{ending}"
        place = self.settings.cache / "data" / name if self.settings.cache else None
        if place is None or not (place.is_file() or store(place, data)):
            hint = "save the picture as a file next to the post"
            return Problem(f"picture {shown} cannot be stored", hint, code="picture-broken")
        return self.measures.asset(place.relative_to(self.settings.root).as_posix())


def _decoded(src: str) -> bytes:
    found = _DATA.fullmatch(src)
    if found is None:
        raise ValueError(src)
    if "base64" in found["options"].lower():
        return base64.b64decode(re.sub(r"\s", "", unquote(found["data"])), validate=True)
    return unquote_to_bytes(found["data"])


def _unfetchable(message: str, hint: str) -> Problem:
    return Problem(message, hint, code="picture-address")


def _bare(path: str) -> str:
    for suffix in SUFFIXES:
        path = path.removesuffix(suffix)
    return path


def _below(root: Path, folder: Path) -> str:
    """A folder of the site as a POSIX path below its root, "" for the root itself."""
    path = folder.resolve().relative_to(root).as_posix()
    return "" if path == "." else path
