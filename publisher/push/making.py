"""Pictures made ready to be sent: each decoded once, kept for the next run, and only so many at a time."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from publisher.contract import Tools
from publisher.errors import SourceError
from publisher.images.fit import CONVERTED, RECIPE, Fitted, fit
from publisher.images.sniff import ImageError
from publisher.images.weight import TOGETHER, weight
from publisher.model.post import Asset, FileOrigin
from publisher.model.rendition import Limits
from publisher.push.freeing import free_at_once
from publisher.push.pixels import pixels
from publisher.push.room import Once, Room, Taken
from publisher.push.shelf import Shelf
from publisher.push.web import Web

UNKNOWN = 60_000_000
"""Bytes for a picture of which nothing is known before it is drawn or fetched."""
_SENT = 3
"""Copies of a picture's bytes while it is sent."""


class _Head(msgspec.Struct, frozen=True):
    """The first line of a kept picture. `same`: it goes out as it is, and no bytes follow."""

    media_type: str
    width: int
    height: int
    note: str = ""
    kind: str = CONVERTED
    same: bool = False


@dataclass(frozen=True, slots=True)
class Making:
    """What all steps of a run share. `shelf` keeps what was made (None = nothing is kept), `web` fetches."""

    shelf: Shelf | None = None
    web: Web | None = None
    room: Room = field(default_factory=lambda: Room(TOGETHER))
    once: Once = field(default_factory=Once)

    @classmethod
    def open(cls, cache: Path | None, web: Web | None = None) -> Making:
        """`cache` is the site's folder for caches."""
        free_at_once()
        return cls(Shelf(cache / "transforms") if cache else None, web)

    @contextmanager
    def made(self, asset: Asset, root: Path, tools: Tools, limits: Limits) -> Iterator[Fitted]:
        """A picture as a target takes it, for as long as the block lasts. Raises SourceError for one that
        cannot be used, PlatformError for one that cannot be fetched."""
        with self.room.taking(_weight(asset)) as taken:
            yield self._made(asset, root, tools, limits, taken)

    @contextmanager
    def ahead(self, assets: Sequence[Asset], root: Path, tools: Tools, limits: Limits) -> Iterator[None]:
        """While the block lasts these are made ready, one after the other, so that waiting for a platform is
        no time lost. What is wrong with one is told when it is asked for."""
        ended = threading.Event()

        def make() -> None:
            for asset in assets:
                if ended.is_set():
                    return
                with suppress(Exception), self.made(asset, root, tools, limits):
                    pass

        worker = threading.Thread(target=make, daemon=True)
        if self.shelf is not None and assets:
            worker.start()
        try:
            yield
        finally:
            ended.set()
            if worker.ident is not None:
                worker.join()

    def _made(self, asset: Asset, root: Path, tools: Tools, limits: Limits, taken: Taken) -> Fitted:
        try:
            fitted = self.fitted(pixels(asset, root, tools, self.web), limits)
        except ImageError as error:
            raise SourceError(error.message, hint=error.hint) from error
        taken.keep(_SENT * len(fitted.data))
        return fitted

    def fitted(self, data: bytes, limits: Limits) -> Fitted:
        """`images.fit`, remembered by the bytes, the limits and the recipe. Raises ImageError."""
        if self.shelf is None:
            return fit(data, limits)
        name = _name(data, limits)
        with self.once.only(name):
            kept = self.shelf.get(name)
            found = _read(kept, data) if kept is not None else None
            if found is None:
                found = fit(data, limits)
                self.shelf.put(name, _written(found, data))
        return found


def _weight(asset: Asset) -> int:
    """A file is read whole and worked on; what is drawn or not measured is taken for a page's worth."""
    if not asset.width or not isinstance(asset.origin, FileOrigin):
        return max(UNKNOWN, weight(asset.media_type, asset.width, asset.height, asset.size))
    return weight(asset.media_type, asset.width, asset.height, asset.size)


def _name(data: bytes, limits: Limits) -> str:
    asked = (
        RECIPE,
        sorted(limits.picture_types),
        sorted(limits.animated_types),
        limits.picture_bytes,
        limits.picture_bytes_advised,
        limits.animated_bytes,
        limits.picture_side,
        limits.files_with_text,
    )
    state = hashlib.sha256(data)
    state.update(msgspec.json.encode(asked))
    return state.hexdigest()


def _written(fitted: Fitted, source: bytes) -> bytes:
    same = fitted.data == source
    head = _Head(fitted.media_type, fitted.width, fitted.height, fitted.note, fitted.kind, same)
    return msgspec.json.encode(head) + b"\n" + (b"" if same else fitted.data)


def _read(kept: bytes, source: bytes) -> Fitted | None:
    line, _, data = kept.partition(b"\n")
    try:
        head = msgspec.json.decode(line, type=_Head)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return Fitted(
        source if head.same else data, head.media_type, head.width, head.height, head.note, head.kind
    )
