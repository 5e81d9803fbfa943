"""The names that links are listed under in a region kept by hand, line by line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from publisher.markdown.scan.regions import Stand

_MARKER = re.compile(r"([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]+")
_LINK = re.compile(r"!?\[|<?https?://|\{[%{]|<a\s", re.IGNORECASE)
_DECORATION = " \t\n\\:：、,，;；|·•-–—#*_"
_WORD = re.compile(r"\w")


def grouped(lines: Sequence[str], stand: Stand, linked: Collection[int]) -> Iterator[tuple[int, str]]:
    """Each line of the region that holds links (`linked`, 0-based) and the name above it; "" = none.

    A name is the line of words last met before a link, or what stands before it on its own line. One that an
    item of a list says ends with the item, others with the list below them.
    """
    name = waiting = ""
    in_item = named_in_item = False
    for number in range(stand.first, stand.last + 1):
        line = lines[number]
        if marker := _MARKER.match(line):
            if named_in_item:
                name = ""
            in_item, line = True, line[marker.end() :]
        elif not line.strip():
            continue
        elif in_item and not line.startswith((" ", "\t")) and number and not lines[number - 1].strip():
            in_item, name = False, ""
        if number not in linked:
            if number > stand.first and _WORD.search(line):
                waiting, named_in_item = line.strip(_DECORATION), in_item
            continue
        begin = _LINK.search(line)
        before = line[: begin.start()].strip(_DECORATION) if begin else ""
        if _WORD.search(before) and number > stand.first:
            name, named_in_item = before, in_item
        elif waiting:
            name = waiting
        waiting = ""
        yield number, name
