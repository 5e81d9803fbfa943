"""What `publish check --links` gathers while posts go by, and says once all of them have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from publisher.errors import SourceError
from publisher.markdown.anchors import Anchors, anchors
from publisher.markdown.blocks.listed import find_post, wanted
from publisher.model.finding import Finding
from publisher.model.post import Post, PostKey, Site
from publisher.planning.check.links import examine_links, unlinked
from publisher.planning.check.links.uses import Use, uses
from publisher.planning.check.links.whole import Whole
from publisher.source.graph import Targets, mentions
from publisher.source.index import Index
from publisher.source.load import load_post
from publisher.source.settings import Settings

_ANYBODY = "https://anybody.invalid/page.html"


@dataclass(slots=True)
class Links:
    """The links of a site. `found` are those of the posts looked at, by path; `linked` the posts that
    another one leads to."""

    settings: Settings
    index: Index
    site: Site
    found: dict[str, tuple[Use, ...]] = field(default_factory=dict)
    linked: set[PostKey] = field(default_factory=set)
    whole: Whole = field(init=False)
    _places: dict[PostKey, Anchors | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.whole = Whole(self.site, self._anchors, self._platform)

    def look(self, post: Post) -> tuple[Finding, ...]:
        """What there is to say of one post's links."""
        dialect = self.settings.site.dialect
        found = self.found[post.path] = uses(post, self.site)
        self._places[post.key] = anchors(post.document, post.text, dialect)
        self.linked.update(use.own for use in found if use.own not in {None, post.key})
        self.linked.update(_keys(post.publish.get("related") or (), self.site) - {post.key})
        return tuple(examine_links(post, found, self.whole, dialect))

    def unlinked(self, paths: Sequence[str]) -> Iterator[Finding]:
        """Those of the posts looked at that no other post of the site leads to."""
        entries = self.index.posts
        if len(entries) < 2:
            return
        linked = self.linked if entries.keys() <= self.found.keys() else self.linked | set(self._others())
        for path in paths:
            if path in entries and entries[path].key not in linked:
                yield unlinked(path, entries[path].title)

    def _others(self) -> Iterator[PostKey]:
        """The posts that the posts not looked at lead to."""
        targets = Targets(self.settings, self.index, self.site.elsewhere)
        for path, found in mentions(self.settings, self.index).items():
            if path in self.found or path not in self.index.posts:
                continue
            own = self.index.posts[path].key
            yield from _keys(self.index.related.get(path, ()), self.site)
            for key in (targets.of(path, mention.url) for mention in found):
                if key is not None and key != own:
                    yield key

    def _platform(self, url: str) -> str:
        """The target on which an address is an article's; one that takes any address for its own tells
        nothing."""
        targets = self.settings.targets.values()
        telling = (target for target in targets if not target.adapter.address(_ANYBODY))
        return next((target.name for target in telling if target.adapter.address(url)), "")

    def _anchors(self, key: PostKey) -> Anchors | None:
        if key not in self._places:
            self._places[key] = self._read(self.site.entries[key].path)
        return self._places[key]

    def _read(self, path: str) -> Anchors | None:
        try:
            post = load_post(self.settings, self.index, path)
        except SourceError:
            return None
        return anchors(post.document, post.text, self.settings.site.dialect)


def _keys(related: object, site: Site) -> set[PostKey]:
    """The posts that a front matter lists."""
    try:
        items = wanted(related)
    except ValueError:  # an error of its own
        return set()
    return {key for item in items if (key := find_post(item.url, site)) is not None}
