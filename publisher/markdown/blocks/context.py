"""What templates are told of a post: its relatives, its series, the posts before and after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from publisher.markdown.blocks import merge, relatives
from publisher.markdown.blocks.kept import kept, related
from publisher.markdown.blocks.listed import RELATED
from publisher.markdown.blocks.lists import ListLink, Parts, Related, to_post
from publisher.markdown.blocks.recognise import heading
from publisher.markdown.lines import lines_of
from publisher.model.post import Note, Post, PostKey, Site
from publisher.model.tree import Region


class Context:
    """Everything for all blocks of one post; made when first asked for."""

    def __init__(self, regions: Sequence[Region], post: Post, site: Site) -> None:
        """`regions` are the post's, in order, with what the author kept in them."""
        self._regions = regions
        self._post = post
        self._site = site

    def of(self, name: str) -> Mapping[str, object]:
        """The names that the template of a block may use. `links` and `groups` are what the author kept in
        this block; of the block `related` they are that list, which `related` is in any block."""
        regions = tuple(region for region in self._regions if region.name == name and region.blocks)
        own = self.related if name == RELATED else related(regions, self._site)
        return {
            "post": self._post,
            "site": self._site,
            "target": self._site.target,
            "profiles": self._site.profiles,
            "heading": self._heading(name, regions),
            "related": self.related,
            "groups": own.groups,
            "links": own.links,
            "kept": kept(regions, self._post, self._site),
            "series": self.series,
            "newer": self._neighbours[0],
            "older": self._neighbours[1],
        }

    @property
    def related(self) -> Related:
        return self._merged[0]

    @property
    def notes(self) -> tuple[Note, ...]:
        """What the list of related posts lost, if anything asked for it."""
        return self._merged[1]

    @cached_property
    def series(self) -> Parts:
        series = relatives.of(self._site).series.get(self._post.key)
        if series is None:
            return Parts()
        links = (to_post(key, self._site, current=key == self._post.key) for key in series.parts)
        return Parts(series.name, tuple(links))

    @cached_property
    def _merged(self) -> tuple[Related, tuple[Note, ...]]:
        regions = tuple(region for region in self._regions if region.name == RELATED and region.blocks)
        return merge.related(regions, self._post, self._site, relatives.of(self._site))

    @cached_property
    def _neighbours(self) -> tuple[ListLink | None, ListLink | None]:
        newer, older = relatives.of(self._site).neighbours(self._post)
        return self._to(newer), self._to(older)

    def _to(self, key: PostKey | None) -> ListLink | None:
        return None if key is None else to_post(key, self._site)

    def _heading(self, name: str, regions: tuple[Region, ...]) -> str:
        """The start line as the author wrote it, bare of decoration; for a new block the first one the rules
        know; "" for blocks that have none."""
        rule = next((rule for rule in self._site.blocks if rule.name == name), None)
        if rule is None or not rule.starts:
            return ""
        if regions and regions[0].lines[0]:
            return heading(lines_of(self._post.text)[regions[0].lines[0] - 1])
        return heading(rule.starts[0].removesuffix("*"))
