"""What every rendition of a target depends on besides its post, as one digest: code, settings, the site."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

import publisher
from publisher.contract import Adapter
from publisher.model.post import Site
from publisher.source.index import Index
from publisher.source.settings import Settings, Target
from publisher.source.view import resources


def inputs(settings: Settings, index: Index, target: Target, site: Site, *, lenient: bool) -> str:
    """SHA-256; two runs with the same one, the same post and the same pictures render the same bytes."""
    state = hashlib.sha256()
    for part in (
        _code(_folder(target.adapter)),
        settings.path.read_bytes(),
        msgspec.json.encode(target.settings),
        msgspec.json.encode(site, order="deterministic"),
        msgspec.json.encode((index.posts, index.clashes, lenient), order="deterministic"),
        # loading a post binds the pictures that any target's templates show
        *(msgspec.json.encode(resources(settings, each)) for each in settings.targets.values()),
    ):
        state.update(len(part).to_bytes(8, "big"))
        state.update(part)
    return state.hexdigest()


@cache
def _code(adapter: Path | None) -> bytes:
    """Every source file of ours by name, size and time, and the versions of all that is installed."""
    state = hashlib.sha256(sys.version.encode())
    for folder in filter(None, (Path(publisher.__file__).parent, adapter)):
        for name, size, changed in sorted(_files(folder)):
            state.update(f"{name}\0{size}\0{changed}\0".encode())
    for place in sys.path:
        try:
            names = sorted(name for name in os.listdir(place) if name.endswith(".dist-info"))  # noqa: PTH208 - names only
        except OSError:
            continue
        state.update("\0".join(names).encode())
    return state.digest()


def _folder(adapter: Adapter[Any]) -> Path | None:
    module = sys.modules.get(adapter.render.__module__.partition(".")[0])
    file = getattr(module, "__file__", None)
    return Path(file).parent if file else None


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as listing:
        for entry in listing:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _files(Path(entry.path))
            else:
                stat = entry.stat()
                yield entry.path, stat.st_size, stat.st_mtime_ns
