"""Places within a page that a link may name (`#heading`): the ids which blog generators give them. Pure.

Sources: hexo-util `slugize` and hexo-renderer-marked's `heading`; markdown-it-anchor's default slug; Hugo's
goldmark `autoid` (type github); kramdown's `basic_generate_id` and kramdown-parser-gfm, which Jekyll uses.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from publisher.markdown.plain import plain
from publisher.markdown.walk import walk
from publisher.model.tree import Document, Footnote, Heading, Math

_ATTRIBUTE = re.compile(
    r"<[A-Za-z][^<>]*?\s(?:id|name)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))", re.IGNORECASE
)
_BRACES = re.compile(r"\{:?[^{}\n]*?#([^\s{}#.]+)[^{}\n]*\}")
_SPECIAL = re.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/\x00-\x1f]+")
_FOOTNOTE = re.compile(r"(?:user-content-)?(?:fn|fnref|footnote|footnote-ref)[-:_]?[^\s]+", re.IGNORECASE)
_ACCENTS = re.compile("[\u0300-\u036f]+")
_NUMBERED = re.compile(r"-(\d{1,3})$")
_OF_THEMES = frozenset(
    {"", "top", "more", "comments", "content", "main", "footer", "header", "toc", "disqus_thread"}
)
_CLOSE = 0.6


@dataclass(frozen=True, slots=True)
class Anchors:
    """`given` are the ids authors wrote, `headings` how often each heading occurs, by what of its words every
    generator keeps; `open` are beginnings of headings that go on with a formula, whose id nobody knows;
    `words` the headings as they read."""

    given: frozenset[str]
    headings: Mapping[str, int]
    open: tuple[str, ...]
    words: Mapping[str, str]
    footnotes: bool

    def has(self, fragment: str) -> bool:
        """Whether a page may have this place; in doubt it has."""
        name = unquote(fragment).rpartition("#")[2].strip()
        if name in _OF_THEMES or name in self.given or name.startswith((":~:", "^")):
            return True
        bare = _bare(name)
        if bare in self.headings or bare in map(_bare, self.given):
            return True
        if any(bare.startswith(each) for each in self.open):
            return True
        if self.footnotes and _FOOTNOTE.fullmatch(name):
            return True
        again = _NUMBERED.search(name)
        return again is not None and int(again[1]) <= self.headings.get(_bare(name[: again.start()]), 1) > 1

    def nearest(self, fragment: str, dialect: str) -> str:
        """The id, as the dialect's generator makes it, of the heading that is most like it; "" where none
        is."""
        names = {**{_bare(each): each for each in sorted(self.given)}}
        names |= {bare: slug(words, dialect) for bare, words in self.words.items()}
        close = difflib.get_close_matches(_bare(unquote(fragment)), names, n=1, cutoff=_CLOSE)
        return names[close[0]] if close else ""


def anchors(document: Document, text: str, dialect: str) -> Anchors:
    """The places of a post; `text` is its source, where ids stand that the tree does not keep."""
    headings: Counter[str] = Counter()
    words: dict[str, str] = {}
    opened: list[str] = []
    footnotes = False
    for node in walk(document):
        if isinstance(node, Heading):
            told = " ".join(plain(node.inlines).split())
            words.setdefault(_bare(told), told)
            headings.update(dict.fromkeys(_spellings(told, dialect), 1))
            opened += _before_formula(node)
        footnotes = footnotes or isinstance(node, Footnote)
    given = {next(filter(None, found), "") for found in _ATTRIBUTE.findall(text)} | set(_BRACES.findall(text))
    return Anchors(frozenset(given - {""}), headings, tuple(opened), words, footnotes)


def slug(words: str, dialect: str) -> str:
    """The id that a heading gets where it is the first with these words."""
    if dialect == "hexo":
        return _SPECIAL.sub("-", _without_accents(words)).strip("-")
    kept = (sign if sign.isalnum() or sign in "-_" else "-" for sign in words.lower() if _stays(sign))
    return "".join(kept)


def _stays(sign: str) -> bool:
    return sign.isalnum() or sign in "-_ \t"


def _spellings(words: str, dialect: str) -> Iterator[str]:
    yield _bare(words)
    yield _bare(words.replace("&", "amp"))
    if dialect != "hexo":  # ids of ASCII alone, with or without what stands before the first letter
        ascii_ = re.sub(r"[^a-z0-9]", "", _bare(words))
        yield from (each for each in (ascii_, ascii_.lstrip("0123456789")) if each)
        if not ascii_.lstrip("0123456789"):
            yield "section"


def _before_formula(node: Heading) -> Iterator[str]:
    for at, inline in enumerate(node.inlines):
        if isinstance(inline, Math):
            yield _bare(plain(node.inlines[:at]))
            return


def _bare(text: str) -> str:
    """Letters and digits alone, in one spelling: what a generator may do to the others does not matter."""
    split = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return "".join(sign for sign in split.casefold() if sign.isalnum())


def _without_accents(text: str) -> str:
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))
