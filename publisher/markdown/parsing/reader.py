"""markdown-it's tokens into the builder: the tree with its lines and spans."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

from markdown_it.token import Token

from publisher.markdown.own_links import WIKI
from publisher.markdown.parsing import closers
from publisher.markdown.parsing.addresses import inner_address, is_unsafe
from publisher.markdown.parsing.builder import Builder, Frame, Wrapper
from publisher.markdown.parsing.content import wrap
from publisher.markdown.parsing.context import Context
from publisher.markdown.parsing.fences import fences
from publisher.markdown.parsing.html_reader import HtmlReader
from publisher.markdown.parsing.html_scan import end_tags
from publisher.markdown.parsing.html_start import into_slot
from publisher.markdown.parsing.images import alternative, sized
from publisher.markdown.parsing.languages import language_of
from publisher.markdown.parsing.source import Places, Source, places
from publisher.model.tree import (
    Code,
    CodeBlock,
    FootnoteRef,
    HardBreak,
    Image,
    Link,
    List,
    Math,
    MathBlock,
    Node,
    Paragraph,
    SoftBreak,
    Styled,
    Text,
    ThematicBreak,
    Toc,
)

Span = tuple[int, int] | None


class Reader:
    """Goes through the tokens once. `notes` are the footnotes' frames by label."""

    def __init__(self, source: Source, context: Context) -> None:
        self.builder = Builder()
        self.html = HtmlReader(self.builder, context)
        self._context = context
        self._source = source
        self._content = ""
        self._places: Callable[[], Places] = lambda: Places([])

    def read(self, tokens: Iterable[Token]) -> list[Node]:
        for token in tokens:
            self._block(token)
        return self.builder.finish()

    # ── blocks ──────────────────────────────────────────────────────────────────────────────────

    def _block(self, token: Token) -> None:
        lines = self._lines(token)
        if lines:
            self.builder.line = lines[0]
        if token.type == "inline":
            self._enter(token)
            raw = (child.content for child in token.children or () if child.type in {"html_inline", "raw"})
            self.builder.coming = end_tags("".join(raw))
            for child in token.children or ():
                self._inline(child)
        elif token.nesting > 0:
            close = closers.BLOCKS[token.type.removesuffix("_open")]
            frame = Frame(
                lambda frame: close(frame, token), lines or (0, 0), token.type.removesuffix("_open")
            )
            if token.type == "tag_open":
                self.html.open_container(token.meta["made"], (lines or (0, 0))[1])
                return
            if token.type == "title_open":
                frame.close = into_slot(self.builder.top, "title")
            if token.meta.get("form") in {"tab", "tabs"} and not token.meta.get("follows"):
                self.builder.note("tabs-flattened", "tabs are shown one below the other")
            if token.type == "paragraph_open" and not token.hidden and self.builder.top.mark == "list_item":
                self.builder.stack[-2].loose = True
            self.builder.open(frame)
        elif token.nesting < 0:
            self.builder.close()
        else:
            self._leaf_block(token, lines or (0, 0))

    def _leaf_block(self, token: Token, lines: tuple[int, int]) -> None:
        if token.type in {"fence", "code_block"}:
            self._code(token, lines)
        elif token.type == "formula_block":
            span = self._source.span(*token.meta["body_span"])
            self.builder.add(MathBlock(tex=token.content, lines=lines, span=span))
        elif token.type == "hr":
            self.builder.add(ThematicBreak(lines=lines))
        elif token.type == "toc":
            self.builder.add(Toc(lines=lines))
        elif token.type == "attributes":
            self._attributes(token, lines)
        elif token.type == "html_block":
            self._enter(token)
            self.builder.wrappers.append(Wrapper("html", lines))
            self.html.read(token.content, self._span)
            self.builder.line = min(self.builder.line, lines[1])
        elif token.type == "raw":
            self._enter(token)
            self.builder.wrappers.append(Wrapper("raw", lines))
            self._raw(token.content)
        elif token.type == "tag_block":
            at, made = token.meta.get("body_span"), token.meta["made"]
            if isinstance(made, Math) and made.display:
                made = MathBlock(tex=made.tex)
            self.html.made(made, self._source.span(*at) if at else None, lines[1])

    def _code(self, token: Token, lines: tuple[int, int]) -> None:
        """A fence; one in the language `math` is a formula, as on GitHub and GitLab."""
        info, code = token.info.strip(), self._as_shown(token.content.removesuffix("\n"))
        language = language_of(info)
        if language == "math" and code.strip():
            self.builder.add(MathBlock(tex=code, lines=lines))
        else:
            self.builder.add(CodeBlock(code=code, language=language, info=info, lines=lines))

    def _attributes(self, token: Token, lines: tuple[int, int]) -> None:
        """`{:toc}` makes the list above it a table of contents; a size is of the picture above."""
        above = self.builder.top.children
        last = above[-1] if above else None
        if token.meta["toc"]:
            if isinstance(last, List):
                above.pop()
                lines = (last.lines[0], lines[1])
            self.builder.add(Toc(lines=lines))
        elif isinstance(last, Paragraph) and len(last.inlines) == 1 and isinstance(last.inlines[0], Image):
            image = sized(last.inlines[0], token.meta["attributes"])
            above[-1] = replace(last, inlines=(image,))

    def _raw(self, text: str) -> None:
        """What `{% raw %}` holds: HTML, but fences are code: Hexo sees them before it sees tags."""
        at, builder = 0, self.builder
        for fence in (*fences(text), None):
            begin = fence.begin if fence else len(text)

            def place(a: int, b: int, at: int = at) -> Span:
                return self._span(at + a, at + b)

            self.html.read(text[at:begin], place, decode=True)
            if fence:
                at, first = fence.end, builder.line
                builder.line += text.count("\n", begin, at)
                lines = (first, builder.line)
                language = language_of(fence.info)
                builder.add(CodeBlock(code=fence.code, language=language, info=fence.info, lines=lines))

    def _lines(self, token: Token) -> tuple[int, int] | None:
        """First and last line in the author's file; blank lines at the end are not the block's."""
        if token.map is None:
            return None
        first, end = token.map
        last = min(max(first, end - 1), len(self._source.lines) - 1)
        if token.nesting > 0:
            blank = " \t" if token.type == "blockquote_open" else " \t>"
            while last > first and not self._source.lines[last].strip(blank):
                last -= 1
        return self._source.file_line(first), self._source.file_line(last)

    # ── inlines ─────────────────────────────────────────────────────────────────────────────────

    def _enter(self, token: Token) -> None:
        """Gets ready to tell where in the author's text the parts of a token's content stand."""
        first, end = token.map or (0, 0)
        content = token.content
        starts = token.meta.get("starts")
        self._content = content
        self._places = cache(
            lambda: Places(starts) if starts else places(self._source, content, first, end - 1)
        )

    def _span(self, begin: int, end: int) -> Span:
        """The author's span for a stretch of the content; None unless it reads there as it does here."""
        first, last = self._places().body(begin), self._places().body(end - 1)
        if first is None or last is None or last < first:
            return None
        span = self._source.span(first, last + 1)
        here, there = self._content[begin:end], self._source.text[slice(*span)]
        if here == there or ("\n" in here and here[:2] == there[:2] and here[-2:] == there[-2:]):
            return span
        return None

    def _inline(self, token: Token) -> None:
        builder = self.builder
        here = (builder.line, builder.line)
        at: tuple[int, int] | None = token.meta.get("at")
        span = self._span(*at) if at else None
        if token.type == "text":
            builder.say(token.content)
        elif token.type == "softbreak":
            builder.add(SoftBreak(lines=here))
            builder.line += 1
        elif token.type == "hardbreak":
            builder.add(HardBreak(lines=here))
            builder.line += 1
        elif token.type == "tag_open":
            self.html.open_container(token.meta["made"])
        elif token.nesting > 0:
            self._open(token, span)
        elif token.nesting < 0:
            builder.close()
        else:
            self._leaf(token, span)
            if at:
                builder.line = here[0] + self._content.count("\n", *at)

    def _open(self, token: Token, span: Span) -> None:
        kind = token.type.removesuffix("_open")
        here = (self.builder.line, self.builder.line)
        if kind == "link":
            close = self._link_closer(token, span)
        elif kind == "note":
            close = self.builder.inline_note
        else:
            make = closers.INLINES[kind]

            def close(frame: Frame) -> Iterable[Node]:
                made = wrap(frame.children, make)
                return [replace(made[0], span=span)] if len(made) == 1 else made

        self.builder.open(Frame(close, here, kind, span=span))

    def _link_closer(self, token: Token, span: Span) -> Callable[[Frame], Iterable[Node]]:
        url, title = str(token.attrs.get("href", "")), str(token.attrs.get("title", ""))
        auto = token.info == "auto"
        if inner := inner_address(url):
            self.builder.note("link-nested", f"the address {url} is itself a link: {inner} is taken")
            url = inner
        if is_unsafe(url):
            self.builder.note("html-dropped", f"the link {url[:40]!r} could run something")
            return lambda frame: frame.children
        if token.meta.get("embed"):
            self.builder.note("embed-as-link", f"![[…]] of a text became a link to {url.removeprefix(WIKI)}")

        def close(frame: Frame) -> Iterable[Node]:
            made = wrap(
                frame.children, lambda inlines: Link(url=url, inlines=inlines, title=title, auto=auto)
            )
            if not made:
                made = [Link(url=url, title=title, lines=frame.lines)]
            if len(made) == 1 and isinstance(made[0], Link):
                made = [replace(made[0], span=span)]
            return made

        return close

    def _leaf(self, token: Token, span: Span) -> None:
        builder = self.builder
        line = builder.line
        if token.type == "code_inline":
            builder.add(Code(text=self._as_shown(token.content), span=span, lines=(line, line)))
        elif token.type == "script":
            text = Text(text=token.content, lines=(line, line))
            builder.add(Styled(tag=token.tag, inlines=(text,), span=span, lines=(line, line)))
        elif token.type == "formula":
            lines = (line, line + token.content.count("\n"))
            builder.add(Math(tex=token.content, display=self._is_display(token), span=span, lines=lines))
        elif token.type == "image":
            self._image(token, span)
        elif token.type == "html_inline":
            self.html.tag(token.content, span)
        elif token.type == "footnote_ref":
            builder.add(FootnoteRef(label=token.meta["label"], number=0, span=span, lines=(line, line)))
        elif token.type == "tag":
            made = token.meta["made"]
            if isinstance(made, Math) and made.display:
                made = replace(made, display=self._stands_alone(*token.meta["at"]))
            self.html.made(made, span)
        elif token.type == "raw":
            begin = token.meta["at"][0]
            builder.wrappers.append(Wrapper("raw", (line, line + token.content.count("\n"))))
            self.html.read(token.content, lambda a, b: self._span(begin + a, begin + b), decode=True)
            builder.line = line

    def _as_shown(self, code: str) -> str:
        return self._context.tags.code(code) if self._context.tags else code

    def _is_display(self, token: Token) -> bool:
        """kramdown's `$$x$$` stands within a line where words stand beside it."""
        if not (self._context.inline_dollars and token.markup == "$$"):
            return bool(token.meta["display"])
        return self.builder.top.mark == "paragraph" and self._content.strip() == f"$${token.content}$$"

    def _stands_alone(self, begin: int, end: int) -> bool:
        """Whether a paragraph has nothing else on the lines of a stretch of it."""
        before = self._content[:begin].rpartition("\n")[2]
        after = self._content[end:].partition("\n")[0]
        return self.builder.top.mark == "paragraph" and not before.strip() and not after.strip()

    def _image(self, token: Token, span: Span) -> None:
        src, title = str(token.attrs.get("src", "")), str(token.attrs.get("title", ""))
        alt = token.meta.get("alt") or alternative(token.children or ())
        line = self.builder.line
        if not src or is_unsafe(src, picture=True):
            self.builder.note("html-dropped", f"a picture with {'an unsafe' if src else 'no'} address")
            self.builder.say(alt)
            return
        tag = token.meta.get("tag", "")
        image = Image(src=src, alt=alt, title=title, tag=tag, span=span, lines=(line, line))
        self.builder.add(sized(image, token.meta.get("attributes", {})))
