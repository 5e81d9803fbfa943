"""All posts of a site: what they need to know of each other, found by any spelling of their address."""

from __future__ import annotations

import os
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import msgspec

from publisher.errors import SourceError
from publisher.markdown.front_matter import read
from publisher.model.post import Entry, PostKey, Problem, address_key
from publisher.source.checks import PUBLISH, RELATED
from publisher.source.entries import SUFFIXES, Described, describe, name_of, scalar
from publisher.source.files import recall, store
from publisher.source.settings import Settings
from publisher.source.text import decoded

_VERSION = 3
"""Of the cache's form: raised when Facts change, or front matter is read differently."""
_LONGEST = 500  # characters of a scalar that may matter to an address


@dataclass(frozen=True, slots=True)
class Index:
    """`entries` by key (of two posts with one key the first by path); `posts` by path, POSIX below the
    site's root, clashing ones too. `index` is what `Site.index` holds: every spelling of an address, path,
    `title:<title>` and `post:<slug, name or path>` → key. `clashes` and `broken` name, by path, the posts
    that cannot be sent because another has their key or address, and those that cannot be read. `related`
    is what each post's `publish.related` says, by path, as written (`markdown.blocks.listed` reads it).
    `files` tells of each file that can be read, by path."""

    entries: Mapping[PostKey, Entry] = field(default_factory=dict)
    posts: Mapping[str, Entry] = field(default_factory=dict)
    index: Mapping[str, PostKey] = field(default_factory=dict)
    clashes: Mapping[str, Problem] = field(default_factory=dict)
    broken: Mapping[str, SourceError] = field(default_factory=dict)
    related: Mapping[str, object] = field(default_factory=dict)
    files: Mapping[str, File] = field(default_factory=dict)

    def beside(self, path: str, url: str) -> PostKey | None:
        """The post whose file, or page, an address relative to the file at `path` (or to its page) leads to;
        None for all others."""
        if "://" in url or (".m" not in url and not url.startswith(".")):  # most are told by that
            return None
        target = unquote(re.split(r"[?#]", url, maxsplit=1)[0])
        if not target.endswith(SUFFIXES):
            home = self.posts.get(path) if target.startswith(("./", "../")) else None
            return self.index.get(_page(urljoin(home.url, url))) if home and home.url else None
        entry = self.posts.get(posixpath.normpath(posixpath.join(posixpath.dirname(path), target)))
        return entry.key if entry else None


@dataclass(frozen=True, slots=True)
class File:
    """When a file last changed (ns), its bytes, and the offset in its text where the Markdown begins."""

    changed: int
    size: int
    body: int


class _Facts(msgspec.Struct, frozen=True, array_like=True):
    """A file's front matter as far as the index needs it, or why it cannot be read."""

    changed: int
    size: int
    front: dict[str, Any]
    error: tuple[str, str, int] | None = None
    body: int = 0  # the offset at which the Markdown begins


class _Cache(msgspec.Struct, frozen=True):
    version: int = 0
    files: dict[str, _Facts] = {}


def build_index(settings: Settings) -> Index:
    """The site's index. Front matters are kept in `index.json` of the cache, by time and size of their
    files; a cache that is broken or cannot be written is done without."""
    place = settings.cache / "index.json" if settings.cache else None
    old, trusted = recall(place, _Cache) if place else (None, 0)
    known = old.files if old is not None and old.version == _VERSION else {}
    files: dict[str, _Facts] = {}
    fresh = False
    for path, stat in _files(settings):
        facts = known.get(path)
        if (
            facts is None
            or (facts.changed, facts.size) != (stat.st_mtime_ns, stat.st_size)
            or facts.changed >= trusted
        ):
            facts, fresh = _facts(settings, path, stat), True
        files[path] = facts
    if place and (fresh or files.keys() != known.keys()):
        store(place, msgspec.json.encode(_Cache(_VERSION, files)))
    return _index(settings, files)


def _index(settings: Settings, files: Mapping[str, _Facts]) -> Index:
    described = [
        describe(settings, path, facts.front) for path, facts in files.items() if facts.error is None
    ]
    entries: dict[PostKey, Entry] = {}
    for post in described:
        entries.setdefault(post.entry.key, post.entry)
    return Index(
        entries=entries,
        posts={post.entry.path: post.entry for post in described},
        index=_spellings(settings, described),
        clashes=_clashes(described),
        broken={
            path: SourceError(facts.error[0], hint=facts.error[1], path=path, line=facts.error[2])
            for path, facts in files.items()
            if facts.error is not None
        },
        related={
            path: facts.front[PUBLISH][RELATED]
            for path, facts in files.items()
            if RELATED in facts.front.get(PUBLISH, ())
        },
        files={
            path: File(facts.changed, facts.size, facts.body)
            for path, facts in files.items()
            if facts.error is None
        },
    )


def _files(settings: Settings) -> Iterator[tuple[str, os.stat_result]]:
    """Every post file, by path. Names beginning with `_` or `.` are Hexo's for what is not built."""
    found = {
        Path(entry.path).relative_to(settings.root).as_posix(): entry.stat()
        for folder in settings.content
        for entry in _scan(folder, settings.static)
    }
    yield from sorted(found.items())


def _scan(folder: Path, static: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as listing:
        for entry in listing:
            if entry.name.startswith(("_", ".")) or entry.name == "node_modules":
                continue
            if entry.is_dir(follow_symlinks=False):
                if Path(entry.path) != static:
                    yield from _scan(Path(entry.path), static)
            elif entry.name.endswith(SUFFIXES) and entry.is_file():
                yield entry


def _facts(settings: Settings, path: str, stat: os.stat_result) -> _Facts:
    file = settings.root / path
    try:
        if not file.resolve().is_relative_to(settings.root):
            raise SourceError(
                "the file is a link to outside the site", hint="copy it into the site", path=path
            )
        matter = read(decoded(file.read_bytes(), path))
    except SourceError as why:
        return _Facts(stat.st_mtime_ns, stat.st_size, {}, (why.message, why.hint, why.line))
    except OSError as why:
        reason = (f"cannot be read: {why.strerror}", "check the file's rights", 0)
        return _Facts(stat.st_mtime_ns, stat.st_size, {}, reason)
    front = matter.data
    kept = {key: _plain(value) for key, value in front.items() if _small(value) and key != PUBLISH}
    if isinstance(table := front.get(PUBLISH), dict) and (lists := _of_lists(table)):
        kept[PUBLISH] = lists
    return _Facts(stat.st_mtime_ns, stat.st_size, kept, body=matter.body_offset)


def _of_lists(table: Mapping[str, object]) -> dict[str, object]:
    """What `publish:` says of the lists a post stands in; nothing of a wrong form, as loading it tells."""
    found: dict[str, object] = {str(key): value for key, value in table.items() if scalar(value)}
    if isinstance(related := table.get(RELATED), list | dict | str):
        found[RELATED] = msgspec.to_builtins(related, str_keys=True)
    return found


def _small(value: object) -> bool:
    return not isinstance(value, dict) and (not isinstance(value, str) or len(value) <= _LONGEST)


def _plain(value: object) -> object:
    """A value as JSON keeps it: TOML's dates become text."""
    if isinstance(value, list):
        return [_plain(entry) for entry in value if not isinstance(entry, dict)]
    return value.isoformat() if isinstance(value, date) else value


def _spellings(settings: Settings, described: Iterable[Described]) -> Mapping[str, PostKey]:
    """Addresses before paths, and paths before names and titles, which count only where they are unique."""
    bases = {address_key(base) for base in (settings.site.url, *settings.site.aliases)}
    addresses: dict[str, PostKey] = {}
    paths: dict[str, PostKey] = {}
    names: defaultdict[str, set[PostKey]] = defaultdict(set)
    for post in described:
        entry = post.entry
        canonical = _page(entry.url)
        below = canonical.removeprefix(address_key(settings.site.url)).strip("/")
        pages = (canonical, *(f"{base}/{below}" for base in bases if below), _page(post.permalink))
        for page in filter(None, map(_page, post.former)):
            for spelling in (page, page.removesuffix(".html")):
                names[spelling].add(entry.key)
        for address in (entry.key, post.abbrlink, *pages):
            for spelling in (address.strip("/"), address.strip("/").removesuffix(".html")):
                addresses.setdefault(spelling, entry.key)
        for path in (
            entry.path,
            post.place,
            post.stem,
            *(entry.path.removesuffix(suffix) for suffix in SUFFIXES),
        ):
            paths.setdefault(path, entry.key)
        for name in {post.slug, name_of(post.stem), post.stem, post.place} - {""}:
            names[f"post:{name}"].add(entry.key)
        names[f"title:{entry.title}"].add(entry.key)
    addresses.pop("", None)
    unique = {name: min(keys) for name, keys in names.items() if len(keys) == 1}
    return {**unique, **paths, **addresses}


def _page(address: str) -> str:
    try:
        return address_key(address)
    except ValueError:  # a permalink that is no address
        return ""


def _clashes(described: Iterable[Described]) -> Mapping[str, Problem]:
    """Posts that share a key or an address: both cannot be, and which one is meant nobody knows."""
    shared: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for post in described:
        shared["address", post.entry.url].append(post.entry.path)
        shared["key", post.entry.key].append(post.entry.path)
    return {
        path: Problem(
            f'{len(paths)} posts have the {kind} "{name}": {", ".join(paths)}',
            hint="give each an abbrlink (or slug) of its own",
            code="key-clash",
        )
        for (kind, name), paths in shared.items()
        if name and len(paths) > 1
        for path in paths
    }
