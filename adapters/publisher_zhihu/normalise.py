"""Zhihu's HTML in any of its forms → lines of plain text that say the same for all of them.

Opening a draft in Zhihu's editor saves it once, re-serialised: other tags, other attributes, empty
paragraphs. None of that is a person's edit. What is compared is therefore what a reader gets: words
with their emphasis, links by target, formulas by `alt`, pictures by name, blocks line by line. What is
no word of the text (an address, a formula, a picture) stands in `<…>`, as in the HTML it came from.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape
from html.parser import HTMLParser
from urllib.parse import parse_qs, unquote, urlsplit

BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "pre", "table", "tbody"}
    | {"thead", "tr", "figure", "figcaption", "hr", "div", "section"}
)
MARKS = {"b": "*", "strong": "*", "i": "/", "em": "/", "u": "_", "code": "`"}
SERVED = re.compile(r"v2-[0-9a-f]{32}")


def normalise(html: str) -> str:
    """One line per block, blank ones left out; equal for edit form, stored draft and reopened draft."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_line()
    return "\n".join(reader.lines)


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
    """Collects lines. Inside `pre` white space is text; elsewhere runs of it are one space."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line: list[str] = []
        self.pre = False
        self.links: list[str] = []
        self.prefix = ""
        self.quotes = 0
        self.lists: list[str] = []

    def end_line(self) -> None:
        text = re.sub(r"[ \t\u00a0]+", " ", "".join(self.line)).strip()
        self.line = []
        if text:
            quoted = "> " if self.quotes else ""
            self.lines.append(quoted + self.prefix + unicodedata.normalize("NFC", text))
            self.prefix = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in BLOCKS:
            self.end_line()
        if tag in {"h1", "h2", "h3"}:
            self.prefix = {"h1": "## ", "h2": "## ", "h3": "### "}[tag]
        elif tag in {"ul", "ol"}:
            self.lists.append(tag)
        elif tag == "li":
            self.prefix = "#. " if self.lists[-1:] == ["ol"] else "• "
        elif tag == "pre":
            self.pre = True
        elif tag == "blockquote":
            self.quotes += 1
        elif tag == "br":
            self.end_line()
        elif tag == "hr":
            self.lines.append("———")
        elif tag in {"td", "th"} and self.line:
            self.line.append(" | ")
        elif tag == "img":
            self._picture(values)
        elif tag == "a":
            self.links.append(link_target(values.get("href", "")))
        elif tag == "sup" and values.get("data-draft-type") == "reference":
            self.line.append(_token(f"注 {values.get('data-text', '')} {values.get('data-url', '')}"))
        elif tag in MARKS and not self.pre:
            self._mark(MARKS[tag])

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            if tag == "pre":
                self._code()
            self.end_line()
            self.prefix = ""
        if tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        elif tag == "blockquote":
            self.quotes = max(0, self.quotes - 1)
        elif tag == "a" and self.links:
            self.line.append(_token(self.links.pop()))
        elif tag in MARKS and not self.pre:
            self._mark(MARKS[tag])

    def handle_data(self, data: str) -> None:
        self.line.append(escape(data if self.pre else re.sub(r"\s+", " ", data), quote=False))

    def _mark(self, sign: str) -> None:
        if self.line[-1:] == [sign]:
            self.line.pop()  # nothing between, or one run ends where the next begins
        else:
            self.line.append(sign)

    def _code(self) -> None:
        self.lines.extend(("```", *"".join(self.line).strip("\n").split("\n"), "```"))
        self.line, self.pre = [], False

    def _picture(self, values: dict[str, str]) -> None:
        tex = values.get("alt", "").strip()
        if values.get("eeimg") or "/equation?tex=" in values.get("src", ""):
            tex = tex if tex and tex != "[公式]" else unquote(values.get("src", "").partition("tex=")[2])
            self.line.append(_token(f"${' '.join(tex.split())}$"))
            return
        self.end_line()
        address = values.get("data-original-src") or values.get("data-original") or values.get("src", "")
        caption = values.get("data-caption", "")
        self.lines.append(_token(f"图 {picture_name(address)} {caption}"))


def _token(text: str) -> str:
    return f"<{escape(text.strip(), quote=False)}>"
