"""WeChat's HTML, as sent, as stored, or as saved by its editor → lines that say the same for all.

The platform rewrites what it gets: other spellings of breaks and colours, pictures under `data-src`, no
ids, links unwrapped, a hidden tail; opening a draft in the editor wraps every run of text in a span. None
of that is a person's edit. What is compared is what a reader gets: words with their emphasis, headings,
quotes, lists, cells, links by target, pictures by name, formulas by their drawing. Colours, sizes and
distances are not: both the platform and its editor rewrite them.
"""

from __future__ import annotations

import hashlib
import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

from publisher.markdown.seen import Lines

BLOCKS = frozenset(
    {"section", "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "li", "hr"}
    | {"figure", "figcaption", "table", "thead", "tbody", "tr"}
)
VOID = frozenset({"br", "img", "hr", "input", "meta", "link", "source", "wbr"})
MARKS = {"strong": "b", "b": "b", "em": "i", "i": "i", "u": "u", "s": "s", "del": "s", "strike": "s"}
STYLED = (
    ("b", re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)),
    ("i", re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.I)),
    ("u", re.compile(r"text-decoration(?:-line)?\s*:[^;]*underline", re.I)),
    ("s", re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.I)),
)
"""The editor's own buttons style a span instead of using a tag."""
PLAIN = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.I)
UPRIGHT = re.compile(r"font-style\s*:\s*normal", re.I)
HIDDEN = re.compile(r"display\s*:\s*none", re.I)
HARD = "\u00a0"
DRAWN = ("d", "transform", "x", "y", "width", "height", "points", "x1", "x2", "y1", "y2", "cx", "cy", "r")
"""What makes a drawing: the rest of an SVG's attributes is colours, names and namespaces."""


def normalise(html: str) -> str:
    """Lines as in `publisher.markdown.seen`; equal for what was sent, stored, and saved again."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.seen.end_line()
    return "\n".join(reader.seen.lines)


def picture_name(address: str) -> str:
    """What names a picture of the platform in its address, whatever host, size and parameters; another
    address as it is."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if not (parts.hostname or "").endswith((".qpic.cn", ".qlogo.cn")):
        return address
    named = [part for part in parts.path.split("/") if not part.isdigit()]  # the last number is a size
    return named[-1]


def link_target(href: str) -> str:
    """An address without what only says how somebody came by it; articles by what names them."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return href.strip()
    if parts.hostname != "mp.weixin.qq.com":
        return href.strip()
    query = parse_qs(parts.query)
    named = "&".join(f"{name}={query[name][0]}" for name in ("__biz", "mid", "idx") if name in query)
    return f"https://mp.weixin.qq.com{parts.path}{'?' if named else ''}{named}"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = Lines()
        self.open: list[tuple[str, tuple[str, ...]]] = []  # inline elements with what they mark
        self.links: list[str] = []
        self.lists: list[str] = []
        self.quotes = self.code = self.cells = self.drawing = 0
        self.drawn: list[str] = []
        self.hidden: list[str] = []  # the open elements from a hidden one inwards

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if self.hidden:
            if tag not in VOID:
                self.hidden.append(tag)
        elif tag == "svg" or self.drawing:
            self.drawing += tag == "svg"
            self.drawn.append(" ".join((tag, *(" ".join(values.get(name, "").split()) for name in DRAWN))))
        elif tag not in VOID and HIDDEN.search(values.get("style", "")):
            self.hidden.append(tag)
        elif tag in BLOCKS or tag == "br":
            self._block(tag)
        elif tag in {"td", "th"}:
            self.seen.text(" | " if not self.seen.is_blank else "| ")
            self.cells += 1
        elif tag == "img":
            self.seen.token(f"图 {picture_name(values.get('data-src') or values.get('src', ''))}")
        elif tag == "a":
            self.links.append(link_target(values.get("href", "")))
        else:
            self._inline(tag, values.get("style", ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.hidden:
            if tag in self.hidden:
                del self.hidden[len(self.hidden) - 1 - self.hidden[::-1].index(tag) :]
        elif self.drawing:
            self.drawing -= tag == "svg"
            if not self.drawing:
                digest = hashlib.sha256("\n".join(self.drawn).encode()).hexdigest()[:12]
                self.seen.token(f"式 {digest}")
                self.drawn = []
        elif tag in BLOCKS:
            self._end_block(tag)
        elif tag in {"td", "th"}:
            self.cells = max(0, self.cells - 1)
        elif tag == "a":
            if self.links and (target := self.links.pop()):
                self.seen.token(target)
        else:
            self._end_inline(tag)

    def handle_data(self, data: str) -> None:
        if self.hidden:
            return
        if self.drawing:
            self.drawn.append(" ".join(data.split()))
            return
        if self.code and self.seen.is_blank:
            words = data.lstrip(HARD)
            self.seen.indent(len(data) - len(words))
            data = words
        self.seen.text(data)

    def _block(self, tag: str) -> None:
        if self.cells and tag not in {"table", "tr"}:
            self.seen.text(" ")  # whatever a cell is made of, it is one stretch of its row
            return
        self.seen.end_line()
        if tag[0] == "h" and tag[1:].isdigit():
            self.seen.prefix = "#" * int(tag[1:]) + " "
        elif tag == "hr":
            self.seen.alone("———")
        elif tag == "blockquote":
            self._quote(1)
        elif tag == "pre":
            self.code += 1
        elif tag in {"ul", "ol"}:
            self.lists.append(tag)
        elif tag == "li":
            self.seen.prefix = "#. " if self.lists[-1:] == ["ol"] else "• "

    def _end_block(self, tag: str) -> None:
        if self.cells and tag not in {"table", "tr"}:
            self.seen.text(" ")
            return
        self.seen.end_line()
        if tag == "blockquote":
            self._quote(-1)
        elif tag == "pre":
            self.code = max(0, self.code - 1)
        elif tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        if tag == "li" or (tag[0] == "h" and tag[1:].isdigit()):
            self.seen.prefix = ""

    def _quote(self, deeper: int) -> None:
        self.quotes = max(0, self.quotes + deeper)
        self.seen.before = "> " * (self.quotes > 0)

    def _inline(self, tag: str, style: str) -> None:
        marks = {name for name, said in STYLED if said.search(style)}
        if tag in MARKS:
            marks.add(MARKS[tag])
        marks -= {"b"} if PLAIN.search(style) else set()
        marks -= {"i"} if UPRIGHT.search(style) else set()
        if self.code:
            marks = set()  # how code is coloured is no emphasis of the author's
        self.open.append((tag, tuple(sorted(marks))))
        for name in self.open[-1][1]:
            self.seen.mark(name, on=True)

    def _end_inline(self, tag: str) -> None:
        at = next((at for at in range(len(self.open) - 1, -1, -1) if self.open[at][0] == tag), None)
        if at is None:
            return
        for _, marks in self.open[at:]:
            for name in marks:
                self.seen.mark(name, on=False)
        del self.open[at:]
