"""What the platform's interface makes of an article's HTML when it arrives."""

from __future__ import annotations

import re
from collections.abc import Collection
from html import escape
from html.parser import HTMLParser

from .refusals import Refused

TAIL = '<p style="display: none;"><mp-style-type data-value="3"></mp-style-type></p>'
REFUSED_TAGS = frozenset({"script", "iframe", "form", "input", "object", "embed"})
KEPT_TAGS = frozenset(
    {"section", "p", "div", "span", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "b", "em", "i", "u", "s"}
    | {"del", "sup", "sub", "br", "hr", "blockquote", "ul", "ol", "li", "pre", "code", "table", "thead"}
    | {"tbody", "tr", "th", "td", "img", "figure", "figcaption", "a", "mp-style-type"}
)
SVG_TAGS = frozenset(
    {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polygon", "polyline", "text", "tspan"}
)
VOID = frozenset({"br", "hr", "img"})
HEX = re.compile(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
GONE = re.compile(r"\s*(position|filter|--[\w-]+)\s*:|.*(\bvar\(|\burl\(|expression\()", re.I | re.S)
OWN = re.compile(r"https?://mp\.weixin\.qq\.com/", re.I)


class Sanitiser(HTMLParser):
    """Reads one article; `html()` is what is stored. Raises Refused(45166)."""

    def __init__(self, issued: Collection[str], *, refuses_links: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._issued = issued
        self._refuses_links = refuses_links
        self._out: list[str] = []
        self._links: list[bool] = []
        self._drawing = 0

    def html(self) -> str:
        return "".join(self._out) + TAIL

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in REFUSED_TAGS:
            raise Refused(45166)
        self._drawing += tag == "svg"
        if tag == "a":
            self._link(values)
        elif tag == "img":
            self._picture(values)
        elif tag == "br":
            self._out.append("<br  />")
        elif tag in KEPT_TAGS or (self._drawing and tag in SVG_TAGS):
            self._out.append(self._open(tag, values))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if tag == "a":
            if self._links and self._links.pop():
                self._out.append("</a>")
        elif tag in KEPT_TAGS or (self._drawing and tag in SVG_TAGS):
            self._out.append(f"</{tag}>")
        self._drawing -= tag == "svg" and self._drawing > 0

    def handle_data(self, data: str) -> None:
        self._out.append(_text(data))

    def _link(self, values: dict[str, str]) -> None:
        href = values.get("href", "")
        if href.startswith("#") or "javascript:" in href.lower():
            raise Refused(45166)
        kept = OWN.match(href) is not None
        if href and not kept and self._refuses_links:
            raise Refused(45166)
        self._links.append(kept)
        if kept:
            self._out.append(self._open("a", values))

    def _picture(self, values: dict[str, str]) -> None:
        source = values.pop("src", "")
        if source.startswith("http://mmbiz.") or "from=appmsg" in source:
            raise Refused(45166)
        if source in self._issued:  # any other picture is gone, and nobody says so
            self._out.append(self._open("img", {"data-src": source, **values}))

    def _open(self, tag: str, values: dict[str, str]) -> str:
        kept = []
        for name, value in values.items():
            if name in {"id", "class"} or name.startswith("on") or "url(#" in value:
                continue
            if name == "style":
                value = "" if tag == "code" else _style(value)
                if not value:
                    continue
            kept.append(f' {name}="{escape(value)}"')
        return f"<{tag}{''.join(kept)}>"


class Words(HTMLParser):
    """Text without markup."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def sanitise(html: str, issued: Collection[str], *, refuses_links: bool) -> str:
    """The article as stored: styles rewritten, strange pictures gone. Raises Refused(45166)."""
    sanitiser = Sanitiser(issued, refuses_links=refuses_links)
    _read(sanitiser, html)
    return sanitiser.html()


def words(html: str) -> str:
    """The text alone, for the digest the platform makes itself."""
    reader = Words()
    _read(reader, html)
    return " ".join("".join(reader.found).split())


def _read(parser: HTMLParser, html: str) -> None:
    parser.feed(html)
    parser.close()


def _text(data: str) -> str:
    return escape(data, quote=False).replace("\u00a0", "&nbsp;")


def _style(style: str) -> str:
    kept = [part.strip() for part in style.split(";") if part.strip() and not GONE.match(part)]
    return HEX.sub(_rgb, "; ".join(kept) + ";") if kept else ""


def _rgb(found: re.Match[str]) -> str:
    digits = found.group(1)
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return f"rgb({red}, {green}, {blue})"
