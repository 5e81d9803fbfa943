"""A source's links with the regions they stand in: scanned where that is certain, else parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from publisher.markdown.dialects import DIALECTS
from publisher.markdown.lines import LINE_END
from publisher.markdown.scan.groups import grouped
from publisher.markdown.scan.inlines import Written, links
from publisher.markdown.scan.outline import outline
from publisher.markdown.scan.parts import Unsure
from publisher.markdown.scan.regions import Stand, regions
from publisher.model.post import BlockRule

_ANY = re.compile(r"\[|://|www\.|\{[%{]|<a\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A link: its 1-based line in the file, its address and words as written ("" = none). `block` names the
    region it stands in, "" = prose; `group` is what it is listed under there."""

    line: int
    url: str
    words: str
    block: str = ""
    group: str = ""


def scan(text: str, offset: int, dialect: str, rules: Sequence[BlockRule] = ()) -> tuple[Found, ...]:
    """Every link of a file's text whose Markdown begins at `offset`, in order of the lines."""
    if not _ANY.search(text, offset):
        return ()
    try:
        found, stands, lines, first = _scanned(text, offset, dialect, rules)
    except Unsure:
        found, stands, lines, first = _parsed(text, offset, dialect, rules)
    return tuple(_placed(found, stands, lines, first))


def _scanned(
    text: str, offset: int, dialect: str, rules: Sequence[BlockRule]
) -> tuple[list[Written], list[Stand], list[str], int]:
    begin = offset or int(text.startswith("\ufeff"))
    first = 1 + sum(1 for _ in LINE_END.finditer(text, 0, begin))
    lines = LINE_END.split(text[begin:])
    found = outline(lines)
    tags = DIALECTS[dialect]
    stands = list(regions(lines, found.blocks, rules))
    written = [
        replace(link, block=_at(link.line, stands))
        for stretch in found.stretches
        for link in links(stretch, found.definitions, tags)
    ]
    return sorted(written, key=lambda link: link.line), stands, lines, first


def _at(line: int, stands: Iterable[Stand]) -> str:
    """The region a line stands in."""
    return next((stand.name for stand in stands if stand.first <= line <= stand.last), "")


def _parsed(
    text: str, offset: int, dialect: str, rules: Sequence[BlockRule]
) -> tuple[list[Written], list[Stand], list[str], int]:
    from publisher.markdown.blocks.recognise import recognise  # both are heavy, and seldom needed
    from publisher.markdown.parse import parse
    from publisher.markdown.plain import plain
    from publisher.markdown.walk import walk
    from publisher.model.tree import Link, Region

    parsed = parse(text, dialect=dialect, body_offset=offset)
    document = recognise(parsed.document, text, rules, parsed.wrappers)
    written = [
        Written(
            node.lines[0] - 1,
            node.url,
            " ".join(plain(node).split()),
            block.name if isinstance(block, Region) else "",
        )
        for block in document.blocks
        for node in walk(block)
        if isinstance(node, Link) and not node.url.lower().startswith("mailto:")
    ]
    stands = [
        Stand(block.name, block.lines[0] - 1, block.lines[1] - 1)
        for block in document.blocks
        if isinstance(block, Region) and block.blocks
    ]
    lines = LINE_END.split(text.removeprefix("\ufeff"))
    return sorted(written, key=lambda link: link.line), stands, lines, 1


def _placed(
    found: Sequence[Written], stands: Sequence[Stand], lines: Sequence[str], first: int
) -> Iterator[Found]:
    """The links with the regions and groups they stand in; `first` is the number of the first line."""
    groups: dict[int, str] = {}
    for stand in stands:
        inside = {link.line for link in found if stand.first <= link.line <= stand.last}
        groups.update(grouped(lines, stand, inside))
    for link in found:
        group = groups.get(link.line, "") if link.block else ""
        yield Found(link.line + first, link.url, link.words, link.block, group)
