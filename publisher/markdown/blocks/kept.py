"""What an author kept by hand in a region: handed to the template, so that nothing of it is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from publisher.markdown.blocks.lists import Group, ListLink, Related, safe
from publisher.markdown.lines import lines_of
from publisher.markdown.passes.links import address, find
from publisher.markdown.plain import plain
from publisher.markdown.walk import children, walk
from publisher.model.post import Post, PostKey, Site
from publisher.model.tree import (
    Block,
    Code,
    Document,
    HardBreak,
    Image,
    Inline,
    Inlines,
    Item,
    Link,
    List,
    Math,
    Node,
    Paragraph,
    Region,
    Row,
    SoftBreak,
    Text,
)

_WORD = re.compile(r"\w")
_DECORATION = " \t\n:：、,，;；|·•-–—"


class Picture(NamedTuple):
    """`src` as the author wrote it, safe between Markdown's parentheses."""

    alt: str
    src: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Links and pictures of all regions of one name, each once; `lines` is the Markdown of every line below
    the start lines, each once, bare of hard breaks; `text` and `markdown` are those of the first region."""

    links: tuple[ListLink, ...] = ()
    pictures: tuple[Picture, ...] = ()
    lines: tuple[str, ...] = ()
    text: str = ""
    markdown: str = ""


def related(regions: Iterable[Region], site: Site) -> Related:
    """All links in order, those under no name first and names without links last, so that a list made of
    them reads back the same. A further region adds only what an earlier one does not lead to; what one
    region lists twice under different words stays."""
    groups: dict[str, list[ListLink]] = {}
    written: dict[str, str] = {}
    known: set[str] = set()
    for region in regions:
        reader = _Reader(site)
        reader.read(contents(region))
        for name, links in reader.groups.items():
            new = [link for link in dict.fromkeys(links) if link.url not in known]
            if new or not links:
                groups.setdefault(name, []).extend(new)
        written = {**reader.written, **written}
        known |= {link.url for links in reader.groups.values() for link in links}
    made = (
        Group(name if links else written.get(name, name), tuple(links))
        for name, links in groups.items()
        if name or links
    )
    return Related(tuple(sorted(made, key=lambda group: (not group.links, bool(group.name)))))


def kept(regions: tuple[Region, ...], post: Post, site: Site) -> Kept:
    """The rest: what a footer needs. The first region's start line is part of its text and Markdown."""
    if not regions:
        return Kept()
    links: dict[str, ListLink] = {}
    pictures: dict[str, Picture] = {}
    for node in (node for region in regions for node in walk(region)):
        if isinstance(node, Link):
            link = _kept(node, site)
            links.setdefault(link.url, link)
        elif isinstance(node, Image) and node.src:
            pictures.setdefault(node.src, Picture(node.alt, safe(node.src)))
    written = lines_of(post.text)
    lines = [written[region.lines[0] - 1 : region.lines[1]] for region in regions]
    below = (line.strip().removesuffix("\\").rstrip() for region in lines for line in region[1:])
    return Kept(
        links=tuple(links.values()),
        pictures=tuple(pictures.values()),
        lines=tuple(dict.fromkeys(line for line in below if line)),
        text=plain(Document(blocks=regions[0].blocks)),
        markdown="\n".join(lines[0]).strip("\n"),
    )


def contents(region: Region) -> tuple[Block, ...]:
    """A region's blocks without the line it begins with."""
    if not region.blocks:
        return ()
    first, rest = region.blocks[0], region.blocks[1:]
    if isinstance(first, Paragraph):
        for index, node in enumerate(first.inlines):
            if isinstance(node, SoftBreak | HardBreak):
                return (replace(first, inlines=first.inlines[index + 1 :]), *rest)
    return rest


def _kept(link: Link, site: Site) -> ListLink:
    key = PostKey(link.own) if link.own in site.entries else find(link.url, site)
    url = address(key, link.url, site) if key else link.url
    title = " ".join(plain(link).split()) or (site.entries[key].title if key else link.url)
    return ListLink(title, safe(url), key or "")


@dataclass(slots=True)
class _Reader:
    """Reads links under the words that stand before them: a list item's, a paragraph's or a line's own."""

    site: Site
    groups: dict[str, list[ListLink]] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)  # names of groups without links, in full
    name: str = ""
    words: str = ""  # since the last link
    behind: bool = False  # whether the words stand behind a link, on its line
    depth: int = 0  # in list items
    named_at: int = 0  # the depth the name was found at
    worded_at: int = 0  # the depth the words were found at

    def read(self, blocks: Iterable[Node]) -> None:
        for block in blocks:
            self._block(block)
            if isinstance(block, List):
                self._end_line()
                self._keep_words()
                self.name = ""
        self._end_line()
        self._keep_words()

    def _block(self, block: Node) -> None:
        for child in children(block):
            if isinstance(child, Inline):
                self._inlines((child,))
            elif isinstance(child, Item):
                self._item(child)
            elif isinstance(child, Row):
                self._row(child)
            else:
                self._block(child)
        self._end_line()

    def _row(self, row: Row) -> None:
        """A row of a table is a line."""
        for cell in row.cells:
            self._inlines((Text(text=" "), *cell.inlines))
        self._end_line()

    def _item(self, item: Item) -> None:
        """Words and names hold for what stands below them, not for the items beside theirs."""
        self.depth += 1
        if self.worded_at >= self.depth:
            self._keep_words()
        if self.named_at >= self.depth:
            self.name = ""
        self._block(item)
        self.depth -= 1

    def _inlines(self, inlines: Inlines) -> None:
        for node in inlines:
            if isinstance(node, Link):
                self._link(node)
            elif isinstance(node, SoftBreak | HardBreak):
                self._end_line()
            elif isinstance(node, Text | Code | Math):
                self.words += node.tex if isinstance(node, Math) else node.text
                self.worded_at = self.depth
            else:
                self._inlines(tuple(child for child in children(node) if isinstance(child, Inline)))

    def _link(self, node: Link) -> None:
        if self.behind:
            self._end_line()
        elif lines := self._lines():
            self.name, self.named_at = _bare(lines.pop()), self.worded_at
            self._keep(lines)  # words of lines further up introduce nothing, but are kept
        self.words, self.behind = "", True
        self.groups.setdefault(self.name, []).append(_kept(node, self.site))

    def _end_line(self) -> None:
        """Words behind a link stay with it; others wait for the link they introduce."""
        if self.behind and _WORD.search(self.words):
            links = self.groups[self.name]
            links[-1] = replace(links[-1], remark=self.words.rstrip())
        if self.behind or not _WORD.search(self.words):
            self.words = ""
        else:
            self.words += "\n"
        self.behind = False

    def _keep_words(self) -> None:
        self._keep(self._lines())
        self.words = ""

    def _keep(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.groups.setdefault(_bare(line), [])
            self.written.setdefault(_bare(line), line)

    def _lines(self) -> list[str]:
        """The lines of words that wait for a link."""
        lines = (" ".join(line.split()) for line in self.words.split("\n"))
        return [line for line in lines if _WORD.search(line)]


def _bare(line: str) -> str:
    """Words as a name: without colons and separators around them."""
    return line.strip(_DECORATION)
