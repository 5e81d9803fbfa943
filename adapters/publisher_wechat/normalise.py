"""WeChat's HTML, as sent, as stored, or as saved by its editor → lines of text that say the same for all.

The platform rewrites what it gets: other spellings of breaks and colours, pictures under `data-src`, no
ids, links unwrapped, a hidden tail; opening a draft in the editor wraps every run of text in a span. None
of that is a person's edit. What is compared is what a reader gets: words, headings, pictures and formulas
in their places.
"""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

BLOCKS = frozenset(
    {"section", "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "li", "hr"}
    | {"figure", "figcaption", "table", "thead", "tbody", "tr", "td", "th"}
)
VOID = frozenset({"br", "img", "hr", "input", "meta", "link", "source", "wbr"})
HIDDEN = re.compile(r"display\s*:\s*none", re.I)
BLANK = re.compile(r"[\s\u00a0]+")
INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
PICTURE, FORMULA = "▣", "∫"
"""Signs that are no letters: whoever compares only letters and digits sees what stands in the HTML."""


def normalise(html: str) -> str:
    """One line per block or break, blank ones left out; headings start with their level's `#`."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_line()
    return "\n".join(reader.lines)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line: list[str] = []
        self.level = 0
        self.hidden: list[str] = []  # the open elements from a hidden one inwards

    def end_line(self) -> None:
        text = BLANK.sub(" ", INVISIBLE.sub("", "".join(self.line))).strip()
        self.line = []
        if text:
            self.lines.append(
                "#" * self.level + (" " if self.level else "") + unicodedata.normalize("NFC", text)
            )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.hidden:
            if tag not in VOID:
                self.hidden.append(tag)
            return
        if tag in BLOCKS or tag == "br":
            self.end_line()
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.level = int(tag[1])
        if tag == "img":
            self.line.append(PICTURE)
        elif tag == "svg":
            self.line.append(FORMULA)
        elif tag not in VOID and HIDDEN.search(dict(attrs).get("style") or ""):
            self.hidden.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.hidden:
            self.handle_starttag(tag, attrs)
            if tag not in VOID:
                self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.hidden:
            if tag in self.hidden:
                del self.hidden[len(self.hidden) - 1 - self.hidden[::-1].index(tag) :]
            return
        if tag in BLOCKS:
            self.end_line()
            if len(tag) == 2 and tag[0] == "h":
                self.level = 0

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.line.append(data)
