"""Markdown text → document tree, with the author's lines and spans. Pure; any text can be parsed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from markdown_it import MarkdownIt

from publisher.errors import SourceError
from publisher.markdown.dialects import DIALECTS
from publisher.markdown.front_matter import read
from publisher.markdown.parsing.abbreviations import KNOWN, explain
from publisher.markdown.parsing.builder import Wrapper
from publisher.markdown.parsing.content import blocks_of, inlines_of
from publisher.markdown.parsing.context import Context
from publisher.markdown.parsing.ending import left_open
from publisher.markdown.parsing.engine import engine
from publisher.markdown.parsing.footnotes import gather
from publisher.markdown.parsing.reader import Reader
from publisher.markdown.parsing.source import Source
from publisher.markdown.plain import plain
from publisher.markdown.walk import transform
from publisher.model.post import Note, Problem
from publisher.model.tree import Document, FootnoteRef, Inlines, Node, Paragraph, Text


@dataclass(frozen=True, slots=True)
class Parsed:
    """`problems` must be mended before the post can be sent, `notes` are losses and remarks; `wrappers` tell
    of lines that stand in HTML although the tree shows them outside."""

    document: Document
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()
    wrappers: tuple[Wrapper, ...] = ()


def parse(text: str, *, dialect: str = "hexo", body_offset: int = 0) -> Parsed:
    """The tree of a whole file's text whose Markdown begins at `body_offset` (behind the front matter).

    CommonMark, GFM tables, strikethrough, task lists and bare addresses, footnotes (also `^[…]`), definition
    lists, alerts and boxes (`:::`, `!!!`, `???`), formulas, `==mark==`, `++ins++`, sub- and superscript,
    emoji names, wikilinks, attribute lists, markers for a table of contents, abbreviations, raw HTML as far
    as the tree has nodes for it, and the dialect's own tags (hexo | hugo | jekyll | plain). Lines and spans
    are of the whole text. Raises KeyError for an unknown dialect, and never for the text.
    """
    source = Source(text, body_offset)
    md = engine(dialect)
    reader = Reader(source, _context(text, dialect, body_offset, md))
    environment: dict[str, Any] = {}
    tokens = md.parse(source.body, environment)
    nodes = reader.read(tokens)
    last = source.file_line(source.body.count("\n") - source.body.endswith("\n"))
    nodes += reader.builder.inline_notes
    document = Document(blocks=blocks_of(nodes), lines=(source.first_line, last))
    document, unused = gather(explain(document, environment.get(KNOWN, {})))
    found = reader.builder
    wrappers = (*found.wrappers, *left_open(md, source, tokens))
    return Parsed(document, (*found.notes, *unused), tuple(found.problems), wrappers)


def _context(text: str, dialect: str, body_offset: int, md: MarkdownIt) -> Context:
    tags = DIALECTS[dialect]

    def parameter(path: str) -> str | None:
        try:
            value: object = read(text).data if body_offset else {}
        except SourceError:  # told by whoever reads the front matter
            return None
        for name in path.split("."):
            value = value.get(name) if isinstance(value, Mapping) else None
        return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None

    def words(part: str) -> Inlines:
        inner = Reader(Source(part, 0), Context(tags, lambda text: (Text(text=text),), parameter))
        made = inlines_of(inner.read(md.parseInline(part)))
        notes = {note.label: plain(note.blocks) for note in inner.builder.inline_notes}

        def placeless(node: Node) -> Node:
            if isinstance(node, FootnoteRef):
                return Text(text=f"（{notes.get(node.label, node.label)}）")
            return replace(node, lines=(0, 0), span=None)

        return tuple(transform(Paragraph(inlines=made), placeless).inlines)

    return Context(tags, words, parameter, inline_dollars=dialect == "jekyll")
