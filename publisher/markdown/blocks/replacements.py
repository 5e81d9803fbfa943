"""Regions as patches of the author's text, for platforms that keep Markdown."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from publisher.markdown.blocks.gaps import dropped, standing
from publisher.markdown.blocks.made import Made, made
from publisher.markdown.lines import line_end, line_starts, lines_of
from publisher.markdown.rewrite import Edit, apply
from publisher.model.post import Note, Post, Site
from publisher.model.tree import Footnotes, Region, ThematicBreak

RULE = "***"
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:\s*\S")


@dataclass(frozen=True, slots=True)
class Replacement:
    """Lines `first_line` to `last_line` (1-based, inclusive) of `Post.text` become `text` ("" = removed);
    `last_line` = `first_line` - 1 inserts before `first_line`. `edit` says the same in characters."""

    first_line: int
    last_line: int
    text: str
    edit: Edit


def replacements(post: Post, site: Site) -> tuple[tuple[Replacement, ...], tuple[Note, ...]]:
    """The patches that make every region of the post what its template makes of it, in text order; none
    overlap. Applied and read again, the same regions are found and give the same text. Notes and SourceError
    as `fill`."""
    found = made(post.document, post, site)
    patches = sorted(_patches(found, post, site), key=lambda one: (one.first_line, one.last_line))
    return tuple(patches), found.notes


def _patches(found: Made, post: Post, site: Site) -> Iterator[Replacement]:
    text = _Text(post.text, post.body_line)
    blocks = post.document.blocks
    texts = tuple(zip(found.regions, found.texts, strict=True))
    begun = {region.lines[0] for region, wanted in texts if wanted is not None}
    places = {rule.name: rule.place for rule in site.blocks}
    removed: list[Region] = []
    new: dict[str, list[str]] = {"top": [], "end": []}
    for region, wanted in texts:
        if wanted is None:
            continue
        if not region.blocks:
            if wanted:
                new["top" if places.get(region.name) == "top" else "end"].append(wanted)
        elif wanted:
            yield text.replaced(region, wanted, apart=region.lines[1] + 1 not in begun)
        else:
            removed.append(region)
    gone = (*removed, *dropped(standing(blocks), removed))
    yield from text.removed(block.lines for block in gone)
    if new["top"]:
        yield text.put_first(new["top"])
    if new["end"]:
        written = [block for block in blocks if block.lines[0] and not isinstance(block, Footnotes)]
        left = [block for block in written if not any(block is other for other in gone)]
        yield text.appended(new["end"], bare=not left or isinstance(left[-1], ThematicBreak))


def outside(post: Post) -> str:
    """The author's text without its regions, and the rules and blank lines that set these apart."""
    return without(post, {block.name for block in post.document.blocks if isinstance(block, Region)})


def without(post: Post, names: Collection[str]) -> str:
    """The author's text without the regions of these names. Taken out one after the other they leave the
    text that all at once leave."""
    there = standing(post.document.blocks)
    regions = [block for block in there if isinstance(block, Region) and block.name in names]
    spans = (block.lines for block in (*regions, *dropped(there, regions)))
    removed = _Text(post.text, post.body_line).removed(spans)
    return apply(post.text, (one.edit for one in removed))


class _Text:
    """The author's text, by lines."""

    def __init__(self, text: str, body_line: int) -> None:
        self.text = text
        self.newline = line_end(text)
        bom = text.startswith("\ufeff")
        self.starts = (int(bom), *line_starts(text)[1:])
        self.lines = lines_of(text)
        self.body_line = body_line

    def replaced(self, region: Region, made: str, *, apart: bool) -> Replacement:
        """Definitions (`[^1]: …`) among a region's lines serve the whole post: they stay below it. `apart`:
        it is for this region to keep clear of the line below."""
        first, last = self._trimmed(*region.lines)
        definitions = [line for line in self.lines[first - 1 : last] if _DEFINITION.match(line)]
        text = self.newline.join((*made.split("\n"), *(["", *definitions] if definitions else [])))
        text = self._gap(first - 1) + text + (self._gap(last + 1) if apart else "")
        start = self.starts[first - 1]
        end = self.starts[last - 1] + len(self.lines[last - 1])
        return Replacement(first, last, text, Edit(start, end, text))

    def removed(self, spans: Iterable[tuple[int, int]]) -> Iterator[Replacement]:
        """Each with the blank lines below, so that one gap is left and not two; those that then touch are
        one, and at the end of the text the gap goes too."""
        joined: list[tuple[int, int]] = []
        for first, last in sorted(self._trimmed(*span) for span in spans):
            while last < len(self.lines) and not self.lines[last].strip():
                last += 1
            if joined and first <= joined[-1][1] + 1:
                first = joined.pop()[0]
            joined.append((first, last))
        for first, last in joined:
            while last == len(self.lines) and first > self.body_line and not self.lines[first - 2].strip():
                first -= 1
            end = self.starts[last] if last < len(self.starts) else len(self.text)
            gap = self._gap(first - 1) and self._gap(last + 1)
            yield Replacement(first, last, "", Edit(self.starts[first - 1], end, gap))

    def put_first(self, made: list[str]) -> Replacement:
        """Above the first line that is not blank: a source line and no node's, so that nothing is around."""
        numbers = range(self.body_line, len(self.lines) + 1)
        line = next((n for n in numbers if self.lines[n - 1].strip()), self.body_line)
        parts = [part for block in made for part in (*block.split("\n"), "", RULE, "")]
        text = self._gap(line - 1) + self.newline.join(parts)
        at = self.starts[line - 1] if line <= len(self.starts) else len(self.text)
        return Replacement(line, line - 1, text, Edit(at, at, text + self.newline))

    def appended(self, made: list[str], *, bare: bool) -> Replacement:
        """Below everything; `bare`: the first needs no rule above it, for nothing or a rule stands there."""
        parts: list[str] = []
        for index, block in enumerate(made):
            parts += [*([""] if bare and not index else ["", RULE, ""]), *block.split("\n")]
        text = self.newline.join(parts)
        last = len(self.lines) if self.lines[-1] else len(self.lines) - 1
        glue = "" if not self.text or self.text.endswith(("\n", "\r")) else self.newline
        edit = Edit(len(self.text), len(self.text), glue + text + self.newline)
        return Replacement(last + 1, last, text, edit)

    def _gap(self, line: int) -> str:
        """What keeps a block apart from this neighbouring line: else a list would go on in it, or a rule
        `---` make a heading of it."""
        inside = self.body_line <= line <= len(self.lines)
        return self.newline if inside and self.lines[line - 1].strip() else ""

    def _trimmed(self, first: int, last: int) -> tuple[int, int]:
        """Without blank lines at the end, which parsers count to lists."""
        while last > first and not self.lines[last - 1].strip():
            last -= 1
        return first, last
