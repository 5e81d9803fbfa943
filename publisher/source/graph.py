"""Which posts link to which, over the whole site, and under what headings posts are listed.

`mentions(settings, index)` gives every link of every source by the post's path, `build_graph` what follows
from them. Both read sources with a scanner, not the parser, and keep what they find in `links.json` of the
cache.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import msgspec

from publisher.errors import SourceError
from publisher.markdown.blocks.listed import find_post, wanted
from publisher.markdown.passes.lookup import find
from publisher.model.post import Entry, PostKey, Site
from publisher.source.files import recall, store
from publisher.source.index import Index
from publisher.source.settings import Settings
from publisher.source.text import decoded

_VERSION = 1
"""Of the cache's form: raised when links are kept, or read, differently."""
_NOWHERE: Mapping[str, PostKey] = {}
_EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Mention:
    """A link as it stands in a source: `line` of the file, `url` and `words` as written ("" = none). `block`
    names the region it stands in, "" = prose; `group` is the heading it is listed under there."""

    path: str
    line: int
    url: str
    words: str
    block: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Graph:
    """`citations`: the own posts each post links to in its prose (not in blocks), in order of first use.
    `sections`: the heading each post is listed under: what its front matter says, else where most posts'
    lists kept by hand have it, of those named as often the one in the newest list."""

    citations: Mapping[PostKey, tuple[PostKey, ...]] = field(default_factory=dict)
    sections: Mapping[PostKey, str] = field(default_factory=dict)


class _Link(msgspec.Struct, frozen=True, array_like=True, gc=False):
    line: int
    url: str
    words: str
    block: str
    group: str


class _File(msgspec.Struct, frozen=True, array_like=True):
    changed: int
    size: int
    links: tuple[_Link, ...]


class _Cache(msgspec.Struct, frozen=True):
    """`rules` is what the links were read by: the dialect, and where regions begin."""

    version: int = 0
    rules: str = ""
    files: dict[str, _File] = {}


def mentions(settings: Settings, index: Index) -> Mapping[str, tuple[Mention, ...]]:
    """Every link of every post, by path (POSIX, below the root), in order of the lines; code, comments,
    formulas and front matter apart. `targets` tells where each leads."""
    return {
        path: tuple(Mention(path, each.line, each.url, each.words, each.block, each.group) for each in links)
        for path, links in _links(settings, index).items()
    }


def build_graph(settings: Settings, index: Index, elsewhere: Mapping[str, PostKey] = _NOWHERE) -> Graph:
    """`elsewhere` as in Site: links to an own post's address on a platform are links to the post."""
    targets = Targets(settings, index, elsewhere)
    citations: dict[PostKey, tuple[PostKey, ...]] = {}
    counted: dict[PostKey, Counter[str]] = {}
    links = _links(settings, index)
    for entry in sorted(index.entries.values(), key=_newest_first):
        found = links.get(entry.path, ())
        cited = (targets.of(entry.path, link.url) for link in found if not link.block)
        if keys := tuple(dict.fromkeys(key for key in cited if key is not None and key != entry.key)):
            citations[entry.key] = keys
        listed = {(targets.of(entry.path, link.url), link.group) for link in found if link.group}
        for key, group in sorted({*_pairs(listed), *targets.listed(entry.path)}):
            counted.setdefault(key, Counter())[group] += 1
    sections = {key: groups.most_common(1)[0][0] for key, groups in counted.items()}
    said = {entry.key: entry.group for entry in index.entries.values() if entry.group}
    return Graph(citations, {**sections, **said})


class Targets:
    """Where the links of sources lead: each address is looked up once."""

    def __init__(self, settings: Settings, index: Index, elsewhere: Mapping[str, PostKey] = _NOWHERE) -> None:
        site = settings.site
        self.site = Site(
            url=site.url, aliases=site.aliases, entries=index.entries, index=index.index, elsewhere=elsewhere
        )
        self._index = index
        self._known: dict[str, PostKey | None] = {}

    def of(self, path: str, url: str) -> PostKey | None:
        """The own post that an address leads to, as written in the source at `path`; None elsewhere."""
        place = url if "://" in url else f"{path.rpartition('/')[0]}\n{url}"  # others start from their file
        if place not in self._known:
            self._known[place] = self._index.beside(path, url) or self._find(url)
        return self._known[place]

    def _find(self, url: str) -> PostKey | None:
        return find(url, self.site) if url and not url.startswith("#") else None

    def listed(self, path: str) -> Iterator[tuple[PostKey, str]]:
        """The posts that the front matter of the post at `path` lists under a name, and the name."""
        try:
            items = wanted(self._index.related.get(path, ()))
        except ValueError:  # told when the post is loaded
            return
        for item in items:
            key = find_post(item.url, self.site) if item.group else None
            if key is not None:
                yield key, item.group


def _pairs(found: Iterable[tuple[PostKey | None, str]]) -> Iterator[tuple[PostKey, str]]:
    yield from ((key, group) for key, group in found if key is not None)


def _newest_first(entry: Entry) -> tuple[float, str]:
    return -(entry.date or _EARLIEST).timestamp(), entry.path


def _links(settings: Settings, index: Index) -> Mapping[str, tuple[_Link, ...]]:
    """Every link, by path. A cache that is broken or cannot be written is done without."""
    place = settings.cache / "links.json" if settings.cache else None
    rules = msgspec.json.encode((settings.site.dialect, settings.blocks)).decode()
    old, trusted = recall(place, _Cache) if place else (None, 0)
    known = old.files if old is not None and (old.version, old.rules) == (_VERSION, rules) else {}
    files: dict[str, _File] = {}
    fresh = False
    for path, file in index.files.items():
        kept = known.get(path)
        if kept is None or (kept.changed, kept.size) != (file.changed, file.size) or kept.changed >= trusted:
            kept, fresh = _File(file.changed, file.size, _scanned(settings, path, file.body)), True
        files[path] = kept
    if place and (fresh or files.keys() != known.keys()):
        store(place, msgspec.json.encode(_Cache(_VERSION, rules, files)))
    return {path: file.links for path, file in files.items()}


def _scanned(settings: Settings, path: str, body: int) -> tuple[_Link, ...]:
    from publisher.markdown.scan import scan  # brings the parser along, and most runs find all links kept

    try:
        text = decoded((settings.root / path).read_bytes(), path)
    except (OSError, SourceError):  # gone or broken since the index was made
        return ()
    return tuple(
        _Link(found.line, found.url, found.words, found.block, found.group)
        for found in scan(text, body, settings.site.dialect, settings.blocks)
    )
