"""Zhihu's HTML in any of its forms → lines of plain text that say the same for all of them.

Opening a draft in Zhihu's editor saves it once, re-serialised: other tags, other attributes, empty
paragraphs. None of that is a person's edit. What is compared is therefore what a reader gets: words
with their emphasis, links by target, formulas by `alt`, pictures by name, blocks line by line.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, unquote, urlsplit

from publisher.markdown.seen import Lines, token

BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "pre", "table", "tbody"}
    | {"thead", "tr", "figure", "figcaption", "hr", "div", "section"}
)
MARKS = {"b": "b", "strong": "b", "i": "i", "em": "i", "u": "u", "code": "code"}
HEADINGS = {"h1": "## ", "h2": "## ", "h3": "### "}
SERVED = re.compile(r"v2-[0-9a-f]{32}")


def normalise(html: str) -> str:
    """Lines as in `publisher.markdown.seen`; equal for edit form, stored draft and reopened draft."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.seen.end_line()
    return "\n".join(reader.seen.lines)


def picture_name(address: str) -> str:
    """A served picture's name without host, size or extension; an unknown address as it is."""
    found = SERVED.search(address)
    return found.group() if found else address


def without_pictures(text: str) -> str:
    """Normalised text with pictures made anonymous: comparable before and after they are uploaded."""
    return re.sub(r"<图 [^ >]+", "<图", text)


def link_target(href: str) -> str:
    """The address behind Zhihu's interstitial page; a bare host gets its slash."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return href
    if parts.netloc == "link.zhihu.com":
        return link_target(parse_qs(parts.query).get("target", [""])[-1])
    if parts.scheme in {"http", "https"} and not parts.path:
        return parts._replace(path="/").geturl()
    return href


class _Reader(HTMLParser):
    """Reads into lines. Inside `pre` white space is text; elsewhere runs of it are one space."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = Lines()
        self.code: list[str] | None = None  # what stands in the open `pre`
        self.links: list[str] = []
        self.quotes = 0
        self.lists: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        seen = self.seen
        if tag in BLOCKS or tag == "br":
            seen.end_line()
        if tag in HEADINGS:
            seen.prefix = HEADINGS[tag]
        elif tag in {"ul", "ol"}:
            self.lists.append(tag)
        elif tag == "li":
            seen.prefix = "#. " if self.lists[-1:] == ["ol"] else "• "
        elif tag == "pre":
            self.code = []
        elif tag == "blockquote":
            self._quote(1)
        elif tag == "hr":
            seen.alone("———")
        elif tag in {"td", "th"}:
            seen.text("| " if seen.is_blank else " | ")
        elif tag == "img":
            self._picture(values)
        elif tag == "a":
            self.links.append(link_target(values.get("href", "")))
        elif tag == "sup" and values.get("data-draft-type") == "reference":
            seen.token(f"注 {values.get('data-text', '')} {values.get('data-url', '')}")
        elif tag in MARKS and self.code is None:
            seen.mark(MARKS[tag], on=True)

    def handle_endtag(self, tag: str) -> None:
        if tag == "pre" and self.code is not None:
            self.seen.code("".join(self.code))
            self.code = None
        if tag in BLOCKS:
            self.seen.end_line()
            self.seen.prefix = ""
        if tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        elif tag == "blockquote":
            self._quote(-1)
        elif tag == "a" and self.links:
            self.seen.token(self.links.pop())
        elif tag in MARKS and self.code is None:
            self.seen.mark(MARKS[tag], on=False)

    def handle_data(self, data: str) -> None:
        if self.code is None:
            self.seen.text(data)
        else:
            self.code.append(data)

    def _quote(self, deeper: int) -> None:
        self.quotes = max(0, self.quotes + deeper)
        self.seen.before = "> " * (self.quotes > 0)

    def _picture(self, values: dict[str, str]) -> None:
        tex = values.get("alt", "").strip()
        if values.get("eeimg") or "/equation?tex=" in values.get("src", ""):
            tex = tex if tex and tex != "[公式]" else unquote(values.get("src", "").partition("tex=")[2])
            self.seen.token(f"${tex}$")
            return
        address = values.get("data-original-src") or values.get("data-original") or values.get("src", "")
        self.seen.alone(token(f"图 {picture_name(address)} {values.get('data-caption', '')}"))
