"""Renditions as they were last made, used again while nothing they were made from has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISDIR
from typing import Any

import msgspec

from publisher.model.post import Note, Post, WebOrigin
from publisher.model.record import Fetched
from publisher.model.rendition import Rendition
from publisher.rendering.plain import of_post, of_rendition, to_post, to_rendition
from publisher.source.files import TICK, store

_VERSION = 2
"""Of the files' form."""
_BROKEN = (msgspec.MsgspecError, TypeError, ValueError, KeyError, RecursionError)

Stamp = tuple[int, int] | None
"""When a file last changed (ns) and its size; zeros for a folder, None where nothing is."""


class _Head(msgspec.Struct, frozen=True):
    """The first line of a file: what the rest was made from."""

    version: int
    inputs: str
    reads: dict[str, Stamp]
    pictures: dict[str, str] = {}


class _Rest(msgspec.Struct, frozen=True):
    post: dict[str, Any]
    rendition: dict[str, Any]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A rendition with all notes, and its post with no more than planning and pushing need of it."""

    post: Post
    rendition: Rendition
    notes: tuple[Note, ...]


@dataclass(slots=True)
class Kept:
    """The renditions of a site at `root`, one file each below `folder`; `pictures` are those of the web, as
    they were last fetched. What is broken is made again, what
    cannot be written is done without."""

    root: Path
    folder: Path
    pictures: Mapping[str, Fetched] = field(default_factory=dict)
    _stamps: dict[str, Stamp] = field(default_factory=dict)

    def find(self, path: str, target: str, inputs: str) -> Made | None:
        """What was kept for a post and target, if `inputs` and every file it was made from are the same."""
        try:
            head, _, rest = self._place(path, target).read_bytes().partition(b"\n")
            if not self._holds(path, target, inputs, head):
                return None
            kept = msgspec.json.decode(rest, type=_Rest)
            return Made(to_post(kept.post), to_rendition(kept.rendition), kept.notes)
        except (OSError, *_BROKEN):
            return None

    def has(self, path: str, target: str, inputs: str) -> bool:
        """Whether `find` would find something."""
        try:
            with self._place(path, target).open("rb") as file:
                return self._holds(path, target, inputs, file.readline())
        except OSError:
            return False

    def _holds(self, path: str, target: str, inputs: str, head: bytes) -> bool:
        try:
            made_from = msgspec.json.decode(head, type=_Head)
        except _BROKEN:
            return False
        if (made_from.version, made_from.inputs) != (_VERSION, inputs):
            return False
        if any(self._fetched(url) != sha256 for url, sha256 in made_from.pictures.items()):
            return False
        trusted = self._place(path, target).stat().st_mtime_ns - TICK
        return all(
            self.note(name) == stamp and (stamp is None or stamp[0] < trusted)
            for name, stamp in made_from.reads.items()
        )

    def keep(self, target: str, inputs: str, reads: Iterable[str], made: Made) -> None:
        """`reads` are all files and folders below the root that were looked for. Each must have been told to
        `note` before: what changes while it is read is then seen by the next run."""
        web = (asset.origin.url for asset in made.post.assets.values() if isinstance(asset.origin, WebOrigin))
        pictures = {url: self._fetched(url) for url in web}
        head = _Head(_VERSION, inputs, {name: self.note(name) for name in reads}, pictures)
        rest = _Rest(of_post(made.post), of_rendition(made.rendition), made.notes)
        try:
            data = msgspec.json.encode(head) + b"\n" + msgspec.json.encode(rest)
        except (*_BROKEN, UnicodeError):  # front matter holds what JSON cannot
            return
        store(self._place(made.post.path, target), data)

    def _place(self, path: str, target: str) -> Path:
        return self.folder / f"{hashlib.sha256(path.encode()).hexdigest()[:24]}.{target}.json"

    def _fetched(self, url: str) -> str:
        """The hash of what was last fetched from an address, "" for nothing."""
        return self.pictures[url].sha256 if url in self.pictures else ""

    def note(self, name: str) -> Stamp:
        """How a file or folder stands; looked at once in a run."""
        if name not in self._stamps:
            try:
                stat = (self.root / name).stat()
                self._stamps[name] = (0, 0) if S_ISDIR(stat.st_mode) else (stat.st_mtime_ns, stat.st_size)
            except OSError:
                self._stamps[name] = None
        return self._stamps[name]
