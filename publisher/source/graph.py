"""Which posts link to which, over the whole site, and under what headings posts are listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from publisher.model.post import PostKey
from publisher.source.index import Index
from publisher.source.settings import Settings


@dataclass(frozen=True, slots=True)
class Graph:
    """`citations`: the own posts each post links to in its prose (not in blocks), in order of first use.
    `sections`: the heading each post is listed under where authors listed posts by hand."""

    citations: Mapping[PostKey, tuple[PostKey, ...]] = field(default_factory=dict)
    sections: Mapping[PostKey, str] = field(default_factory=dict)


def build_graph(settings: Settings, index: Index) -> Graph:
    return Graph()
