"""The document tree: what a post says, free of any markup language. Frozen, made once, never edited.

A node kind is a class; render rules are a mapping from class to function. `lines` is the first and
last line in the author's file (1-based, inclusive; (0, 0) = generated, not authored). `span` is the
half-open range of character offsets into `Post.text`, where the parser knows it exactly.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    lines: tuple[int, int] = (0, 0)
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Node):
    """Stands on lines of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inline(Node):
    """Stands within a line."""


Blocks = tuple[Block, ...]
Inlines = tuple[Inline, ...]


# ── blocks ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Block):
    blocks: Blocks = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Block):
    inlines: Inlines = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Block):
    level: int  # 1–6
    inlines: Inlines = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Block):
    blocks: Blocks = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert(Block):
    """A call-out (`> [!NOTE]`); `title` is the author's own wording, else ()."""

    kind: str  # note | tip | important | warning | caution
    title: Inlines = ()
    blocks: Blocks = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Block):
    """A list item; `checked` is None unless it is a task."""

    blocks: Blocks = ()
    checked: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class List(Block):
    ordered: bool
    start: int = 1
    tight: bool = True
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBlock(Block):
    """`code` ends without a line break; `language` is the info's first word, lower-case, "" = none.
    `picture` is the reference of a picture the author keeps to be shown for a diagram, "" = none."""

    code: str
    language: str = ""
    info: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MathBlock(Block):
    """A display formula on its own. `tex` is the author's between the delimiters; for a bare
    environment (`\\begin{align}…`) it is the whole environment. `complete` as in Math."""

    tex: str
    complete: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell(Block):
    inlines: Inlines = ()
    align: str = ""  # left | center | right | ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Block):
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Block):
    """Every row has as many cells as the widest; `head` is None for an HTML table without one."""

    head: Row | None = None
    rows: tuple[Row, ...] = ()
    caption: Inlines = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ThematicBreak(Block):
    """A rule (`***`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Block):
    term: Inlines = ()
    descriptions: tuple[Blocks, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionList(Block):
    items: tuple[Definition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Details(Block):
    summary: Inlines = ()
    blocks: Blocks = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Division(Block):
    """Blocks the author set apart with HTML: `<center>`, `<div align=…>`. `align` as in Cell."""

    align: str = ""
    blocks: Blocks = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Block):
    """A picture alone on its line, with what to print beneath it ((): nothing)."""

    image: Image
    caption: Inlines = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote(Block):
    """A note's text; `number` counts from 1 in order of first use."""

    label: str
    number: int
    blocks: Blocks = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnotes(Block):
    """All notes that are referred to, at the end of the document, by number."""

    notes: tuple[Footnote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Toc(Block):
    """Where the author wants a table of contents (`[TOC]`, `[[toc]]`, `{:toc}`…)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class More(Block):
    """Where the excerpt ends (`<!-- more -->`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region(Block):
    """A stretch of the source that is generated, not authored: a `[[blocks]]` entry recognised in an
    old post (`blocks` = what the author kept there by hand, `lines` = where), or a place where one is
    to be put (`lines` = (0, 0), `blocks` = ()). `markdown.blocks.fill` replaces `blocks` by what the
    target's template makes of it, or removes the region (`keep` = False: a further one of its name)."""

    name: str
    blocks: Blocks = ()
    keep: bool = True


# ── inlines ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Inline):
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SoftBreak(Inline):
    """A line end in the source that means nothing but a space, or in Chinese nothing at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HardBreak(Inline):
    """A line end the author asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Emphasis(Inline):
    inlines: Inlines = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Strong(Inline):
    inlines: Inlines = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Strike(Inline):
    inlines: Inlines = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Styled(Inline):
    """Inline HTML with a meaning Markdown has no sign for: u, mark, sub, sup, small, big, kbd, abbr…"""

    tag: str
    inlines: Inlines = ()
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruby(Inline):
    base: Inlines = ()
    reading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code(Inline):
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Math(Inline):
    """A formula within a line; `display` when the author wrote `$$…$$` or `\\[…\\]` there.

    `tex` is the author's. `complete` is what an engine needs to draw it on its own, set by
    `passes.formulas`: macros the post defined earlier put in front, references to numbered equations
    resolved; "" where nothing is left to draw (a formula that only defines), None before the pass."""

    tex: str
    display: bool = False
    complete: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Inline):
    """`url` as resolved so far; `own` is the key of the own post it leads to, "" = elsewhere.
    `number` is set where a pass turned the address into a numbered reference (0 = none)."""

    url: str
    inlines: Inlines = ()
    title: str = ""
    own: str = ""
    auto: bool = False  # the text is the address itself
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Image(Inline):
    """`src` as the author wrote it; `asset` is the reference (`asset:<sha256>`) once bound, "" before.
    Sizes are CSS pixels the author asked for, `share` is percent of the column, 0 = none. `tag` is
    "asset_img" where a Hexo tag said it."""

    src: str
    alt: str = ""
    title: str = ""
    width: int = 0
    height: int = 0
    asset: str = ""
    tag: str = ""
    share: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FootnoteRef(Inline):
    label: str
    number: int
