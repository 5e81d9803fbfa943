"""Every link of a post where it stands, and what stands around it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from publisher.markdown.lines import lines_of
from publisher.markdown.passes.links import own_post
from publisher.markdown.plain import plain
from publisher.markdown.walk import children
from publisher.model.post import Post, PostKey, Site
from publisher.model.tree import (
    Block,
    Cell,
    Heading,
    Inline,
    Link,
    List,
    Node,
    Paragraph,
    Region,
)

_LEAD = 60
"""Characters before a link in which the name of a series may stand."""


@dataclass(frozen=True, slots=True)
class Use:
    """A link as written. `words` are what is clicked on; `own` is the own post it leads to, under whatever
    address; `block` names the region it stands in, "" = prose. `list` and `entry` tell the list (or the
    region) and the line of it apart, 0 = none; `leads` are words it may belong to: those before it in its
    line, and the headings of its group."""

    url: str
    words: str
    line: int
    column: int = 0
    own: PostKey | None = None
    block: str = ""
    list: int = 0
    entry: int = 0
    leads: tuple[str, ...] = ()
    auto: bool = False

    @property
    def fragment(self) -> str:
        """What stands behind #, decoded."""
        return unquote(self.url.partition("#")[2])


def uses(post: Post, site: Site) -> tuple[Use, ...]:
    """All links of a post, in prose and in blocks, in reading order."""
    reader = _Reader(post, site, ("", *lines_of(post.text)))
    return tuple(reader.below(post.document.blocks, _Place()))


@dataclass(frozen=True, slots=True)
class _Place:
    block: str = ""
    list: int = 0
    leads: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reader:
    post: Post
    site: Site
    source: Sequence[str]
    lists: int = 0
    entries: int = 0
    taken: dict[tuple[int, str], int] = field(default_factory=dict)

    def below(self, blocks: Sequence[Node], place: _Place) -> Iterator[Use]:
        """`heading` is the last line of words alone, under which what follows may be listed."""
        heading = ""
        for block in blocks:
            here = replace(place, leads=(*place.leads, heading) if heading else place.leads)
            found = list(self.block(block, here))
            yield from found
            if isinstance(block, Heading | Paragraph) and not found:
                heading = _last_line(block.inlines)

    def block(self, node: Node, place: _Place) -> Iterator[Use]:
        if isinstance(node, Region):
            self.lists += 1
            yield from self.below(node.blocks, _Place(node.name, self.lists))
        elif isinstance(node, List):
            if not place.list:
                self.lists += 1
                place = replace(place, list=self.lists)
            for item in node.items:
                yield from self.below(item.blocks, place)
        elif isinstance(node, Paragraph | Heading | Cell):
            self.entries += 1
            yield from self.inlines(node.inlines, place)
        else:
            inner = children(node)
            yield from self.inlines([each for each in inner if isinstance(each, Inline)], place)
            yield from self.below([each for each in inner if isinstance(each, Block)], place)

    def inlines(self, inlines: Sequence[Inline], place: _Place) -> Iterator[Use]:
        before = ""
        for node in inlines:
            if isinstance(node, Link):
                yield self.link(node, place, before)
            else:
                inner = [each for each in children(node) if isinstance(each, Inline)]
                yield from self.inlines(inner, place) if inner else ()
            before += plain(node) if not isinstance(node, Link) else ""

    def link(self, node: Link, place: _Place, before: str) -> Use:
        line = node.lines[0]
        key = self.post.key if node.url.startswith("#") else own_post(node, self.site)
        leads = (*reversed(before.split("\n")), *reversed(place.leads))
        return Use(
            url=node.url,
            words=" ".join(plain(node.inlines).split()),
            line=line,
            column=self._column(node, line),
            own=key,
            block=place.block,
            list=place.list,
            entry=line if place.block else self.entries,
            leads=tuple(each[-_LEAD:] for each in leads if each.strip()),
            auto=node.auto,
        )

    def _column(self, node: Link, line: int) -> int:
        """Where it begins, 0 where that is not known: after an address of the same spelling in its line."""
        if node.span is not None:
            begin = node.span[0]
            text = self.post.text
            return begin - max(text.rfind("\n", 0, begin), text.rfind("\r", 0, begin))
        if not 0 < line < len(self.source):
            return 0
        at = self.source[line].find(node.url, self.taken.get((line, node.url), 0)) + 1
        self.taken[line, node.url] = at
        return at


def _last_line(inlines: Sequence[Inline]) -> str:
    return plain(inlines).rpartition("\n")[2]
