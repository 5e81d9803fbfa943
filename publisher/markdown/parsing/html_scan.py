"""Raw HTML cut into tags, comments, formulas, source tags and words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

from markdown_it.common.html_re import HTML_TAG_RE

from publisher.markdown.parsing.formulas import Formula, formula_at
from publisher.markdown.parsing.html_names import ELEMENTS, EMBEDS
from publisher.markdown.parsing.tag_addresses import resolved
from publisher.markdown.parsing.tags import Tagged, TagSet, masked, tag_at

_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)(\s*/?>)?")
_END = re.compile(r"</([A-Za-z][A-Za-z0-9-]*)")
_STOP = re.compile(r"[<$\\{]")
_TEXT_ONLY = frozenset({"script", "style", "textarea", "title", "noframes", "noembed", *EMBEDS - {"embed"}})
"""Elements whose content is no HTML at all, or of no use here: it is passed over to their end tag."""


@dataclass(frozen=True, slots=True)
class StartTag:
    name: str
    raw: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    content: str = ""  # of an element that holds no HTML


@dataclass(frozen=True, slots=True)
class EndTag:
    name: str
    raw: str


@dataclass(frozen=True, slots=True)
class Comment:
    text: str
    ends: bool = True


Piece = StartTag | EndTag | Comment | Formula | Tagged | str
"""What raw HTML is made of; a str is words, entities decoded."""


def scan(text: str, tags: TagSet | None, is_code: Callable[[int], bool]) -> Iterator[tuple[int, int, Piece]]:
    """The pieces with their begin and end in the text.

    Formulas and source tags are found too, save where `is_code(position)`: it is asked before each piece,
    so the consumer may answer by the tags it was given so far. Only names HTML knows make tags.
    """
    at = begin = 0
    while at < len(text):
        found = _STOP.search(text, at)
        at = found.start() if found else len(text)
        if not found:
            break
        piece, end = _piece(text, at, tags, code=is_code(at))
        if piece is None:
            at += 2 if text.startswith(("\\$", "\\\\"), at) and not is_code(at) else 1
            continue
        if at > begin:
            yield begin, at, unescape(text[begin:at])
        yield at, end, piece
        at = begin = end
    if begin < len(text):
        yield begin, len(text), unescape(text[begin:])


def _piece(text: str, at: int, tags: TagSet | None, *, code: bool) -> tuple[Piece | None, int]:
    if text[at] == "<":
        return _markup(text, at, tags)
    if code:
        return None, at
    if text[at] == "{":
        tagged = tag_at(text, at, len(text), tags) if tags else None
        return tagged, tagged.end if tagged else at
    formula = formula_at(text, at, len(text))
    return formula, formula.end if formula else at


def _markup(text: str, at: int, tags: TagSet | None) -> tuple[Piece | None, int]:
    found = HTML_TAG_RE.match(masked(text, tags), at)
    if not found:
        if text.startswith("<!--", at):  # a comment that runs to the end, or holds "--"
            end = text.find("-->", at)
            if end < 0:
                return Comment(text[at + 4 :], ends=False), len(text)
            return Comment(text[at + 4 : end]), end + 3
        return None, at
    raw = text[at : found.end()]
    if raw.startswith(("<!", "<?")):
        return Comment(raw[4:-3] if raw.startswith("<!--") else ""), found.end()
    tag = tag_of(raw, tags)
    if tag is None:
        return None, at
    if isinstance(tag, StartTag) and tag.name in _TEXT_ONLY:
        closing = re.compile(rf"</{tag.name}\s*>", re.IGNORECASE).search(text, found.end())
        if closing:
            content = text[found.end() : closing.start()]
            return StartTag(tag.name, raw, tag.attributes, content or " "), closing.end()
    return tag, found.end()


def end_tags(text: str) -> Counter[str]:
    """How many end tags of each name a text has."""
    return Counter(found[1].lower() for found in _END.finditer(text))


def tag_of(raw: str, tags: TagSet | None) -> StartTag | EndTag | None:
    """A start or end tag as written; None where HTML knows no such element."""
    found = _NAME.match(raw)
    if not found or found[2].lower() not in ELEMENTS:
        return None
    name = found[2].lower()
    if found[1]:
        return EndTag(name, raw)
    return StartTag(name, raw, {} if found[3] else _attributes(raw, tags))


def _attributes(raw: str, tags: TagSet | None) -> Mapping[str, str]:
    reader = _Attributes()
    reader.feed(resolved(raw, tags) if tags else raw)
    values: dict[str, str] = {}
    for name, value in reader.found:
        values.setdefault(name, value or "")
    return values


class _Attributes(HTMLParser):
    """Reads the attributes of one tag."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        self.found = attrs
