"""Raw HTML into the builder: sanitised by construction, since only what the tree has a node for gets in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from html import unescape

from publisher.markdown.parsing.addresses import is_unsafe
from publisher.markdown.parsing.builder import Builder, Frame
from publisher.markdown.parsing.content import Lines, blocks_of, wrap
from publisher.markdown.parsing.context import Context
from publisher.markdown.parsing.formulas import Formula
from publisher.markdown.parsing.html_names import VOID
from publisher.markdown.parsing.html_scan import Comment, EndTag, StartTag, end_tags, scan, tag_of
from publisher.markdown.parsing.html_start import Span, start
from publisher.markdown.parsing.tag_rules import SHIELD
from publisher.markdown.parsing.tags import Container, Made, Mistake, Parameter, Remark, Tagged, Words, kept
from publisher.markdown.walk import transform, walk
from publisher.model.post import Problem
from publisher.model.tree import (
    Figure,
    HardBreak,
    Image,
    Link,
    Math,
    More,
    Node,
    Paragraph,
    SoftBreak,
    Strong,
    Text,
)

Place = Callable[[int, int], Span]
"""The author's span for a stretch of the raw text."""

_MORE = re.compile(r"-*\s*more\s*-*", re.IGNORECASE)
_TAB = re.compile(r"\s*tab\s+(?!-->)(\S.*?)\s*\Z", re.DOTALL)
"""NexT: `<!-- tab title@icon -->` begins a page of `{% tabs %}`."""
_WORDS = frozenset({"s"})
"""End tags that stand for themselves where nothing is open: `</s>` is a token language models use."""


class HtmlReader:
    """Feeds pieces of raw HTML to a builder."""

    def __init__(self, builder: Builder, context: Context) -> None:
        self._builder = builder
        self._context = context

    def tag(self, raw: str, span: Span) -> None:
        """One tag, comment or declaration within a line of Markdown."""
        if raw.startswith("<!--"):
            self._comment(raw[4:].removesuffix("-->"))
        elif tag := tag_of(raw, self._context.tags):
            self._piece(tag, span)

    def read(self, text: str, place: Place, *, decode: bool = False) -> None:
        """A stretch of HTML. With `decode` (`{% raw %}`), entities within formulas are decoded too, and
        source tags are text."""
        first = self._builder.line
        seen = 0
        coming = self._builder.coming
        self._builder.coming = coming + end_tags(text)
        shielded = decode or any(frame.mark == SHIELD for frame in self._builder.stack)
        tags = None if shielded else self._context.tags
        for begin, end, piece in scan(text, tags, self._code_in(text)):
            self._builder.line += text.count("\n", seen, begin)
            seen = begin
            if isinstance(piece, str):
                self._words(piece)
            elif isinstance(piece, Formula):
                self._formula(piece, place(begin, end), decode=decode)
            elif isinstance(piece, Tagged):
                self._tagged(piece, text, place)
            elif isinstance(piece, Comment):
                self._comment(piece.text)
                if not piece.ends:
                    self._builder.note("html-dropped", "a comment that never ends (`-->`) hides what follows")
            else:
                self._piece(piece, place(begin, end))
        self._builder.line = first + text.count("\n")
        self._builder.coming = coming

    def _code_in(self, text: str) -> Callable[[int], bool]:
        """Tells whether a place in a text is in code; a `<code>` that never ends was a word."""
        lower = text.lower()
        ends = {name: lower.rfind(f"</{name}") for name in ("code", "tt", "samp")}
        around = self._builder.around

        def is_code(at: int) -> bool:
            if around("pre", "script", "style"):
                return True
            return any(at <= end and around(name) for name, end in ends.items())

        return is_code

    def _words(self, text: str) -> None:
        if self._builder.around("pre"):
            self._builder.say(text)
            return
        line = self._builder.line
        for number, part in enumerate(re.split(r"[ \t]*\n[ \t]*", text)):
            if number:
                self._builder.add(SoftBreak(lines=(line + number - 1, line + number - 1)))
            if part:
                self._builder.add(Text(text=part, lines=(line + number, line + number)))

    def _formula(self, formula: Formula, span: Span, *, decode: bool) -> None:
        line = self._builder.line
        tex = unescape(formula.tex) if decode else formula.tex
        lines = (line, line + tex.count("\n"))
        self._builder.add(Math(tex=tex, display=formula.display, span=span, lines=lines))

    def _tagged(self, tagged: Tagged, text: str, place: Place) -> None:
        if tagged.inner is None:
            self.made(tagged.made, place(tagged.begin, tagged.end))
            return
        begin, end = tagged.inner
        container = tagged.made if isinstance(tagged.made, Container) else None
        if container:
            self.open_container(container)
        line = self._builder.line
        self._builder.line += text.count("\n", tagged.begin, begin)
        self.read(text[begin:end], lambda a, b: place(begin + a, begin + b), decode=container is None)
        self._builder.line = line
        if container:
            self._builder.close()

    def made(self, made: Made | Container, span: Span, last: int = 0) -> None:
        """What a source tag became; `last` is its last line where it is not the current one."""
        line = self._builder.line
        if isinstance(made, Remark):
            self._builder.note(made.kind, made.detail)
            made = made.made
        if isinstance(made, Parameter):
            value = self._context.parameter(made.name)
            hint = "write the words themselves"
            made = Mistake(f"`{made.shown}` has no value here", hint) if value is None else Text(text=value)
        if made is None or isinstance(made, Mistake):
            self._builder.say(" ")  # what stood around the tag must not become one word, or a tag
        if isinstance(made, Mistake):
            self._builder.problems.append(Problem(made.message, made.hint, line, "tag-broken"))
        elif isinstance(made, Node):
            if any(_is_unsafe(node) for node in walk(made)):
                self._builder.note("html-dropped", "an address that could run something")
                return
            placed = _placed(transform(made, self._read), (line, line))
            placed = replace(placed, lines=(line, last or line), span=span)
            if isinstance(placed, Figure):
                placed = replace(placed, image=replace(placed.image, span=span))
            self._builder.add(placed)

    def open_container(self, container: Container, last: int = 0) -> None:
        line = self._builder.line
        if container.remark:
            self._builder.note(container.remark.kind, container.remark.detail)

        def close(frame: Frame) -> Iterable[Node]:
            inner: list[Node] = frame.children
            if container.within:
                inner = wrap(frame.children, container.within)
                if any(isinstance(node, Link) and is_unsafe(node.url) for top in inner for node in walk(top)):
                    self._builder.note("html-dropped", "an address that could run something")
                    return frame.children
            if container.within or container.make is kept:
                return inner
            made = container.make(blocks_of(frame.children))
            if isinstance(made, Node):
                return (replace(_placed(transform(made, self._read), (line, line)), lines=frame.lines),)
            return tuple(_placed(transform(node, self._read), (line, line)) for node in made)

        mark = SHIELD if container.shield else container.kind
        self._builder.open(Frame(close, (line, last or line), mark))

    def _read(self, node: Node) -> Node | tuple[Node, ...]:
        """Text that a tag was given, read as the Markdown it is."""
        return self._context.inlines(node.text) if isinstance(node, Words) else node

    def _comment(self, text: str) -> None:
        line = (self._builder.line, self._builder.line)
        if _MORE.fullmatch(text.strip()):
            self._builder.add(More(lines=line))
        elif (tab := _TAB.match(text)) and any(frame.mark == "tabs" for frame in self._builder.stack):
            words = (Text(text=tab[1].partition("@")[0].strip(), lines=line),)
            self._builder.add(Paragraph(inlines=(Strong(inlines=words, lines=line),), lines=line))

    def _piece(self, piece: StartTag | EndTag, span: Span) -> None:
        if isinstance(piece, StartTag):
            start(self._builder, piece, span)
        elif piece.name not in VOID and not self._builder.end(piece.name) and piece.name in _WORDS:
            self._builder.say(piece.raw)
        elif piece.name == "br":
            self._builder.add(HardBreak(lines=(self._builder.line, self._builder.line)))


def _is_unsafe(node: Node) -> bool:
    if isinstance(node, Link):
        return is_unsafe(node.url)
    return isinstance(node, Image) and is_unsafe(node.src, picture=True)


def _placed(node: Node, lines: Lines) -> Node:
    """What a tag made knows no lines: those of the tag."""
    return transform(node, lambda below: below if below.lines != (0, 0) else replace(below, lines=lines))
