"""A picture file as an Asset: hashed and measured once, remembered by time and size of the file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from publisher.images.sniff import ImageError, Measured, measure
from publisher.model.post import Asset, FileOrigin, Problem
from publisher.source.files import recall, store

MOST_PIXELS = 50_000_000
MOST_BYTES = 100_000_000
_VERSION = 1


class _Known(msgspec.Struct, frozen=True, array_like=True):
    changed: int
    size: int
    sha256: str
    media_type: str
    width: int
    height: int
    animated: bool


class _Cache(msgspec.Struct, frozen=True):
    version: int = 0
    files: dict[str, _Known] = {}


@dataclass(slots=True)
class Measures:
    """The pictures of one post. `place` is the cache file, None = remember nothing."""

    root: Path
    place: Path | None
    used: dict[str, _Known] = field(default_factory=dict)
    known: dict[str, _Known] = field(default_factory=dict)
    trusted: int = 0
    looks: Callable[[str], object] = lambda _path: None

    @classmethod
    def open(
        cls, root: Path, cache: Path | None, post: str, looks: Callable[[str], object] = lambda _path: None
    ) -> Measures:
        place = (
            cache / "pictures" / f"{hashlib.sha256(post.encode()).hexdigest()[:16]}.json" if cache else None
        )
        old, trusted = recall(place, _Cache) if place else (None, 0)
        known = old.files if old is not None and old.version == _VERSION else {}
        return cls(root, place, known=known, trusted=trusted, looks=looks)

    def asset(self, path: str) -> Asset | Problem:
        """The asset of a file (POSIX path below the root)."""
        self.looks(path)
        try:
            stat = (self.root / path).stat()
            facts = self.known.get(path)
            if (
                facts is None
                or (facts.changed, facts.size) != (stat.st_mtime_ns, stat.st_size)
                or facts.changed >= self.trusted
            ):
                if stat.st_size > MOST_BYTES:
                    size = f"{stat.st_size // 1_000_000} MB"
                    return Problem(f"picture {path} has {size}", "shrink it", code="picture-too-large")
                data = (self.root / path).read_bytes()
                measured = measured_safely(data, path)
                if isinstance(measured, Problem):
                    return measured
                facts = _Known(
                    stat.st_mtime_ns, stat.st_size, hashlib.sha256(data).hexdigest(), *_fields(measured)
                )
        except OSError as why:
            reason = f"picture {path} cannot be read: {why.strerror}"
            return Problem(reason, "check the file's rights", code="picture-broken")
        self.used[path] = facts
        return Asset(
            ref=f"asset:{facts.sha256}",
            name=path.rpartition("/")[2],
            origin=FileOrigin(path),
            media_type=facts.media_type,
            width=facts.width,
            height=facts.height,
            size=facts.size,
            animated=facts.animated,
        )

    def close(self) -> None:
        """Remember what this post uses now."""
        if self.place and self.used != self.known:
            store(self.place, msgspec.json.encode(_Cache(_VERSION, self.used)))


def measured_safely(data: bytes, name: str) -> Measured | Problem:
    """Kind and size of a picture's bytes, or why it cannot be used."""
    try:
        found = measure(data)
    except ImageError as why:
        return Problem(f"picture {name} {why.message}", why.hint, code="picture-broken")
    pixels = found.width * found.height
    if pixels > MOST_PIXELS and found.media_type != "image/svg+xml":  # vectors are drawn at the size needed
        size = f"{found.width}×{found.height}, {pixels // 1_000_000} megapixels"
        return Problem(
            f"picture {name} is too large: {size}",
            f"shrink it to {MOST_PIXELS // 1_000_000} or less",
            code="picture-too-large",
        )
    return found


def _fields(measured: Measured) -> tuple[str, int, int, bool]:
    return measured.media_type, measured.width, measured.height, measured.animated
