"""Links within a stretch of words, found as the parser finds them: what binds tighter is passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from markdown_it.common.utils import unescapeAll

from publisher.markdown.parsing.addresses import is_unsafe
from publisher.markdown.parsing.autolinks import bare_address
from publisher.markdown.parsing.formulas import formula_at
from publisher.markdown.parsing.tag_addresses import address_at
from publisher.markdown.parsing.tags import Remark, TagSet
from publisher.markdown.parsing.wikilinks import title_at
from publisher.markdown.plain import plain
from publisher.markdown.scan.parts import Stretch, Unsure
from publisher.model.tree import Image, Link, Text

_SIGN = re.compile(r"[\\`$<\[\]{]|://|www\.", re.IGNORECASE)
_TICKS = re.compile(r"`+")
_DOLLARS = re.compile(r"\${3,}")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\x00-\x20]*)>")
_HARMLESS = re.compile(r"<br[ \t]*/?>|<!--(?!-?>|\s*more)(?:(?!--).)*-->", re.IGNORECASE | re.DOTALL)
_HTML = re.compile(r"<(?:/?[A-Za-z][^<>]*>|[!?]|[^\s<>]*@)")
_DESTINATION = re.compile(
    r"\([ \t\n]*(?:<(?P<pointed>(?:\\.|[^<>\n\\])*)>"
    r"|(?!<)(?P<bare>(?:\\.|[^\s()\\{]|\((?:\\.|[^\s()\\{])*\))*))"
    r"(?:[ \t\n]+(?:\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\)))?[ \t\n]*\)"
)
_TAGGED = re.compile(r"\([ \t]*(?=\{)")
_REFERENCE = re.compile(r"\[((?:\\.|[^\[\]\\])*)\]")
_WITHIN = re.compile(r"[\[\]`$<\\{]")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_MARKS = re.compile(r"(\\.)|\*+|`+|~~|==|(?<![^\W_])_+|_+(?![^\W_])")
_AMBIGUOUS = ("[^", "^[", "\0")


@dataclass(frozen=True, slots=True)
class Written:
    """A link: its 0-based line, address and words, and the region it stands in, "" = none."""

    line: int
    url: str
    words: str
    block: str = ""


def links(stretch: Stretch, definitions: Mapping[str, str], tags: TagSet | None) -> Iterator[Written]:
    """The links of a stretch, in order. Raises Unsure."""
    text = stretch.text
    if not _SIGN.search(text):
        return
    if any(sign in text for sign in _AMBIGUOUS):
        raise Unsure
    reader = _Reader(text, definitions, tags)
    reader.read()
    line, counted = stretch.line, 0
    for at, url, words, _ in sorted(reader.found):
        line, counted = line + text.count("\n", counted, at), at
        yield Written(line, url, words)


@dataclass(slots=True)
class _Reader:
    """`openers` are brackets that nothing has closed yet: place, and whether a picture begins there. `found`
    holds place, address and words, and whether a link is a bare address. `unsettled` is where a bare address
    within brackets would end, were they not a link's, 0 = there is none; `escaped` where the last sign stands
    that a backslash made text."""

    text: str
    definitions: Mapping[str, str]
    tags: TagSet | None
    openers: list[tuple[int, bool]] = field(default_factory=list)
    found: list[tuple[int, str, str, bool]] = field(default_factory=list)
    unsettled: int = 0
    escaped: int = -1

    def read(self) -> None:
        at = 0
        while sign := _SIGN.search(self.text, at):
            at = self._sign(sign.start(), sign[0])

    def _sign(self, at: int, sign: str) -> int:
        """Reads what a sign begins; where to go on."""
        text = self.text
        if sign == "]":
            return self._close(at)
        if sign == "[":
            return self._open(at)
        if sign == "://" or len(sign) > 1:
            return self._bare(at, sign)
        if sign == "`":
            run = _TICKS.match(text, at)
            assert run
            closing = (other for other in _TICKS.finditer(text, run.end()) if other[0] == run[0])
            return next((other.end() for other in closing), run.end())
        if sign == "$":
            if formula := formula_at(text, at, len(text)):
                return formula.end
            run = _DOLLARS.match(text, at)
            return run.end() if run else at + 1
        if sign == "\\":
            if formula := formula_at(text, at, len(text)):
                return formula.end
            if self.tags and self.tags.form.begins(text, at + 1):
                raise Unsure
            self.escaped = at + 1
            return at + (2 if text[at + 1 : at + 2] in _PUNCTUATION else 1)
        return self._html(at) if sign == "<" else self._tag(at)

    def _open(self, at: int) -> int:
        if title := title_at(self.text, at, len(self.text), self.definitions):
            if self.openers or self.text[at - 1 : at] == "!":
                raise Unsure
            self.found.append((at, title.url, title.shown, False))
            return title.end
        self.openers.append((at, self.text[at - 1 : at] == "!" and self.escaped != at - 1))
        return at + 1

    def _close(self, at: int) -> int:
        if not self.openers:
            return at + 1
        begin, picture = self.openers.pop()
        url, end = self._destination(begin, at)
        if self.unsettled and end < self.unsettled:
            raise Unsure
        self.unsettled = 0
        if end < 0:
            return at + 1
        while self.found and self.found[-1][0] > begin:
            *_, bare = self.found.pop()
            if not bare and not picture:
                raise Unsure  # a link within a link
        if picture:
            return end
        if any(within for _, within in self.openers):
            raise Unsure  # a link in what may be a picture's description
        self.openers.clear()
        if not is_unsafe(url):
            self.found.append((begin, url, _bare_words(self.text[begin + 1 : at]), False))
        return end

    def _destination(self, begin: int, at: int) -> tuple[str, int]:
        """The address behind a closing bracket, and where it ends; -1 where there is none."""
        text, end = self.text, at + 1
        if self.tags and (tagged := _TAGGED.match(text, end)):
            return self._tagged(tagged.end())
        if found := _DESTINATION.match(text, end):
            if "\n" in found[0]:
                raise Unsure
            return _unescaped(found["pointed"] or found["bare"] or ""), found.end()
        if text.startswith("(", end) and text.find(")", end) > 0:
            raise Unsure  # an address in a form of its own
        if not self.definitions:
            return "", -1
        named = _REFERENCE.match(text, end)
        if named is None and text.startswith("[", end):
            raise Unsure
        label = " ".join(((named[1] if named else "") or text[begin + 1 : at]).split()).casefold()
        url = self.definitions.get(label)
        return ("", -1) if url is None else (_unescaped(url), named.end() if named else end)

    def _tagged(self, at: int) -> tuple[str, int]:
        """An address that is a tag: `({% post_url a %})`."""
        assert self.tags
        told = address_at(self.text, at, len(self.text), self.tags)
        rest = re.compile(r"([^\s(){}\\]*)[ \t]*\)").match(self.text, told[1]) if told else None
        if not told or not rest:
            raise Unsure
        return told[0] + rest[1], rest.end()

    def _html(self, at: int) -> int:
        if found := _AUTOLINK.match(self.text, at):
            if not found[1].lower().startswith("mailto:") and not is_unsafe(found[1]):
                self.found.append((at, found[1], found[1], False))
            return found.end()
        if found := _HARMLESS.match(self.text, at):
            return found.end()
        if _HTML.match(self.text, at):
            raise Unsure
        return at + 1

    def _bare(self, at: int, sign: str) -> int:
        told = bare_address(self.text, at if sign == "://" else at + 3, len(self.text))
        if told is None:
            return at + len(sign)
        begin, end, url = told
        if self.text[begin - 1 : begin] == "\\":
            raise Unsure
        within = _WITHIN.search(self.text, begin, end) if self.openers else None
        if within:  # of `[https://a.b](…)` the words are no link of their own: if they turn out to be words
            if within[0] != "]":
                raise Unsure
            self.unsettled, end = end, within.start()
        if not is_unsafe(url):
            self.found.append((begin, url, self.text[begin:end], True))
        return end

    def _tag(self, at: int) -> int:
        tags, text = self.tags, self.text
        if tags is None:
            return at + 1
        if tags.form.comment_end(text, at, len(text)) > 0:
            raise Unsure
        if not tags.form.begins(text, at):
            return at + 1
        tag = tags.form.at(text, at, len(text))
        if tag is None or tag.literal or tag.closes or tags.may_hold(tag.name):
            raise Unsure
        made = tags.inline[tag.name](tag.arguments)
        made = made.made if isinstance(made, Remark) else made
        if isinstance(made, Link):
            self.found.append((at, made.url, " ".join(plain(made.inlines).split()), False))
        elif not isinstance(made, Image | Text | None):
            raise Unsure
        return tag.end


def _unescaped(url: str) -> str:
    return unescapeAll(url) if "\\" in url or "&" in url else url


def _bare_words(text: str) -> str:
    """The words of a link without marks of emphasis and code, in one line."""
    return " ".join(unescapeAll(_MARKS.sub(r"\1", text)).split())
