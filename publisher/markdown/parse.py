"""Markdown text → document tree, with the author's lines and spans. Pure; any text can be parsed."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.markdown.dialects import DIALECTS
from publisher.markdown.parsing.builder import Wrapper
from publisher.markdown.parsing.content import blocks_of
from publisher.markdown.parsing.ending import left_open
from publisher.markdown.parsing.engine import engine
from publisher.markdown.parsing.footnotes import gather
from publisher.markdown.parsing.reader import Reader
from publisher.markdown.parsing.source import Source
from publisher.model.post import Note, Problem
from publisher.model.tree import Document


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

    CommonMark, GFM tables, strikethrough, task lists and bare addresses, footnotes, definition lists,
    alerts, formulas, raw HTML as far as the tree has nodes for it, and the dialect's own tags
    (hexo | hugo | jekyll | plain). Lines and spans are of the whole text. Raises KeyError for an
    unknown dialect, and never for the text.
    """
    source = Source(text, body_offset)
    reader = Reader(source, DIALECTS[dialect])
    md = engine(dialect)
    tokens = md.parse(source.body)
    nodes = reader.read(tokens)
    last = source.file_line(source.body.count("\n") - source.body.endswith("\n"))
    document = Document(blocks=blocks_of(nodes), lines=(source.first_line, last))
    document, unused = gather(document)
    found = reader.builder
    wrappers = (*found.wrappers, *left_open(md, source, tokens))
    return Parsed(document, (*found.notes, *unused), tuple(found.problems), wrappers)
