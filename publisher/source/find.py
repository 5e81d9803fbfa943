"""POST on a command line: a file, a folder, or any name a post goes by."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from publisher.errors import ConfigError
from publisher.model.post import PostKey
from publisher.source.entries import bare, name_of
from publisher.source.index import Index
from publisher.source.settings import Settings


def find_posts(
    settings: Settings, index: Index, names: Sequence[str], every: bool, cwd: Path
) -> tuple[str, ...]:
    """Paths (POSIX, below the root) of the posts named, each once, in the order named; with `every` all of
    them, those that cannot be read too. ConfigError for a name that no post has."""
    everything = sorted({*index.posts, *index.broken})
    if every:
        return tuple(everything)
    return tuple(
        dict.fromkeys(path for name in names for path in _found(settings, index, everything, name, cwd))
    )


def _found(settings: Settings, index: Index, everything: list[str], name: str, cwd: Path) -> list[str]:
    if not name.strip():
        raise ConfigError("an empty name is no post", hint="is a variable unset? For every post say --all")
    for place in dict.fromkeys((cwd / name, settings.root / name)):
        found = _below(settings, everything, place)
        if found:
            return found
        if place.exists() and not _named(index, everything, name):
            what = "is no post" if place.is_file() else "holds no posts"
            raise ConfigError(
                f"{name} {what}",
                hint=f"posts are the .md files below {', '.join(map(str, settings.content))}",
            )
    found = _named(index, everything, name)
    if not found:
        raise ConfigError(f"no post is named {name!r}", hint=_hint(index, everything, name))
    return found


def _below(settings: Settings, everything: list[str], place: Path) -> list[str]:
    """The post that is this file, or the posts below this folder."""
    spelled = {Path(os.path.abspath(place)), place.resolve()}  # noqa: PTH100 - must not follow symlinks
    roots = {
        Path(path).relative_to(settings.root).as_posix()
        for path in spelled
        if path.is_relative_to(settings.root)
    }
    return [
        path
        for path in everything
        if any(root in {path, "."} or path.startswith(f"{root}/") for root in roots)
    ]


def _named(index: Index, everything: list[str], name: str) -> list[str]:
    """The posts of a key (all that claim it), address, slug, title, or file name where it is unique."""
    name = name.strip("/")
    keys = {
        PostKey(name),
        index.index.get(name),
        index.index.get(f"post:{name}"),
        index.index.get(f"title:{name}"),
    }
    found = [path for path in everything if path in index.posts and index.posts[path].key in keys]
    if found:
        return found
    alike = [path for path in everything if name in {bare(path), name_of(bare(path))}]
    return alike if len(alike) == 1 else []


def _hint(index: Index, everything: list[str], name: str) -> str:
    alike = [path for path in everything if name in {bare(path), name_of(bare(path))}]
    if alike:
        return f"several posts are called so: {', '.join(alike)}"
    known = sorted({*_names(index), *map(name_of, map(bare, everything)), *everything})
    close = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    return f"did you mean {' or '.join(close)}?" if close else "name a file, a folder or a post's key"


def _names(index: Index) -> Iterator[str]:
    for entry in index.posts.values():
        yield entry.key
        yield entry.title
