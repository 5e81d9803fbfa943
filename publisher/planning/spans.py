"""Where the elements of a piece of HTML begin and end, so that parts of it can be left out. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})


@dataclass(slots=True)
class Span:
    """An element by offsets: all of it is `[start, end)`, what is inside `[inner, outer)`."""

    tag: str
    start: int
    inner: int
    outer: int = 0
    end: int = 0
    children: list[Span] = field(default_factory=list)


def read(html: str) -> Span:
    """The whole text as an element without tags; never raises, whatever is left open ends with its parent."""
    reader = _Reader(html)
    reader.feed(html)
    reader.close()
    return reader.root()


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self._html = html
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._open = [Span("", 0, 0)]

    def root(self) -> Span:
        self._close(0, len(self._html), len(self._html))
        return self._open[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._begin(tag, closed=tag in VOID)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._begin(tag, closed=True)

    def handle_endtag(self, tag: str) -> None:
        at = next((n for n in range(len(self._open) - 1, 0, -1) if self._open[n].tag == tag), 0)
        if at:
            start = self._offset()
            self._close(at, start, self._html.index(">", start) + 1 if ">" in self._html[start:] else start)
            del self._open[at:]

    def _begin(self, tag: str, *, closed: bool) -> None:
        start = self._offset()
        inner = start + len(self.get_starttag_text() or "")
        span = Span(tag, start, inner, inner, inner)
        self._open[-1].children.append(span)
        if not closed:
            self._open.append(span)

    def _close(self, at: int, outer: int, end: int) -> None:
        """The innermost open elements down to `at` end here; those within end before its tag."""
        for span in self._open[at:]:
            span.outer, span.end = outer, outer
        self._open[at].end = end

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
