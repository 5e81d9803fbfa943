"""What each container of Markdown's becomes in the tree when it closes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from markdown_it.token import Token

from publisher.markdown.parsing import html_blocks
from publisher.markdown.parsing.builder import Frame
from publisher.markdown.parsing.content import blocks_of, inlines_of, lines_of, tidy
from publisher.markdown.parsing.html_blocks import ALIGNS
from publisher.markdown.parsing.html_tables import LooseCell
from publisher.markdown.parsing.kinds import KINDS, kind_of, titled
from publisher.model.tree import (
    Alert,
    Blocks,
    Details,
    Division,
    Emphasis,
    Footnote,
    HardBreak,
    Heading,
    Inline,
    Inlines,
    Item,
    List,
    Node,
    Paragraph,
    Quote,
    SoftBreak,
    Strike,
    Strong,
    Styled,
    Text,
)

_ALERT = re.compile(r"\[!([A-Za-z]+)\]([+-]?)[ \t]*")


def paragraph(frame: Frame, token: Token) -> Iterable[Node]:
    del token
    return blocks_of(frame.children, frame.lines)


def heading(frame: Frame, token: Token) -> Iterable[Node]:
    level = int(token.tag[1:])
    return (Heading(level=level, inlines=inlines_of(frame.children), lines=frame.lines),)


def quote(frame: Frame, token: Token) -> Iterable[Node]:
    """`> [!NOTE] title` makes an alert, Obsidian's `> [!faq]- title` what is to be opened."""
    del token
    blocks = blocks_of(frame.children)
    opening = blocks[0] if blocks else None
    first = opening.inlines[0] if isinstance(opening, Paragraph) and opening.inlines else None
    found = _ALERT.match(first.text) if isinstance(first, Text) else None
    if (
        not found
        or found[1].lower() not in KINDS
        or not isinstance(opening, Paragraph)
        or not isinstance(first, Text)
    ):
        return (Quote(blocks=blocks, lines=frame.lines),)
    inlines = (replace(first, text=first.text[found.end() :]), *opening.inlines[1:])
    title, rest = _first_line(inlines)
    below: Blocks = (Paragraph(inlines=rest, lines=lines_of(rest)),) if rest else ()
    kind, said = kind_of(found[1], "")
    title = title or tuple(replace(word, lines=first.lines) for word in titled(said))
    if found[2]:
        title = title or (Text(text=found[1], lines=first.lines),)
        return (Details(summary=title, blocks=(*below, *blocks[1:]), lines=frame.lines),)
    return (Alert(kind=kind, title=title, blocks=(*below, *blocks[1:]), lines=frame.lines),)


def _first_line(inlines: Inlines) -> tuple[Inlines, Inlines]:
    for at, inline in enumerate(inlines):
        if isinstance(inline, SoftBreak | HardBreak):
            return tidy(inlines[:at]), tidy(inlines[at:])
    return tidy(inlines), ()


def items(frame: Frame, token: Token) -> Iterable[Node]:
    ordered = token.type == "ordered_list_open"
    made = tuple(node for node in frame.children if isinstance(node, Item))
    start = int(token.attrs.get("start", 1)) if ordered else 1
    return (List(ordered=ordered, start=start, tight=not frame.loose, items=made, lines=frame.lines),)


def item(frame: Frame, token: Token) -> Iterable[Node]:
    checked = token.meta.get("checked")
    return (Item(blocks=blocks_of(frame.children), checked=checked, lines=frame.lines),)


def cell(frame: Frame, token: Token) -> Iterable[Node]:
    heads = token.type == "th_open"
    align = token.meta["align"]
    return (LooseCell(inlines=inlines_of(frame.children), align=align, heading=heads, lines=frame.lines),)


def footnote(frame: Frame, token: Token) -> Iterable[Node]:
    """Numbered, and moved to the end, once the whole document is known."""
    blocks = blocks_of(frame.children)
    return (Footnote(label=token.meta["label"], number=0, blocks=blocks, lines=frame.lines),)


def box(frame: Frame, token: Token) -> Iterable[Node]:
    """`:::note`, `!!! note` and their like."""
    form, title = token.meta["form"], frame.slots.get("title", ())
    blocks = blocks_of(frame.children)
    if form == "alert":
        return (Alert(kind=token.meta["kind"], title=title, blocks=blocks, lines=frame.lines),)
    if form == "details":
        return (Details(summary=title, blocks=blocks, lines=frame.lines),) if title or blocks else ()
    named: Blocks = (
        Paragraph(inlines=(Strong(inlines=title, lines=lines_of(title)),), lines=lines_of(title)),
    )
    blocks = (*named, *blocks) if title else blocks
    if form in ALIGNS and blocks:
        return (Division(align=form, blocks=blocks, lines=frame.lines),)
    return blocks


def _as_element(close: Callable[[Frame], Iterable[Node]]) -> Callable[[Frame, Token], Iterable[Node]]:
    return lambda frame, token: close(frame)


BLOCKS: Mapping[str, Callable[[Frame, Token], Iterable[Node]]] = {
    "paragraph": paragraph,
    "heading": heading,
    "blockquote": quote,
    "bullet_list": items,
    "ordered_list": items,
    "list_item": item,
    "table": _as_element(html_blocks.table),
    "tr": _as_element(html_blocks.row),
    "th": cell,
    "td": cell,
    "dl": _as_element(html_blocks.definitions),
    "dt": _as_element(html_blocks.term),
    "dd": _as_element(html_blocks.description),
    "footnote_reference": footnote,
    "tag": paragraph,
    "box": box,
    "title": paragraph,
}
"""By markdown-it's token type, less `_open`."""

INLINES: Mapping[str, Callable[[Inlines], Inline]] = {
    "strong": lambda inlines: Strong(inlines=inlines),
    "em": lambda inlines: Emphasis(inlines=inlines),
    "s": lambda inlines: Strike(inlines=inlines),
    "mark": lambda inlines: Styled(tag="mark", inlines=inlines),
    "ins": lambda inlines: Styled(tag="ins", inlines=inlines),
}
