"""Rules for lists: paragraphs with a marker as text and a hanging indent.

Real lists suffer twice, from the platform's filter and from its editor (split items, phantom bullets,
lost levels). Nothing can happen to a paragraph. A flat list may be a real one where the author wants it.
"""

from __future__ import annotations

from dataclasses import replace

from publisher.model.tree import Block, Blocks, Definition, DefinitionList, Item, List, Paragraph

from .ink import SPACE, Ink, em, words
from .paragraphs import paragraphs, pieces

BULLETS = ("•", "◦", "▪")
FIGURE_SPACE = "\u2007"
"""As wide as a digit."""


def list_(ink: Ink, node: List) -> str:
    if ink.options.native and not ink.level and all(map(_plain, node.items)):
        return _native(ink, node)
    width = _width(ink, node)
    margin = {} if ink.level else _margin(ink)
    place = {**margin, "padding-left": em(width), "text-indent": em(-width)}

    def write(inner: Ink) -> str:
        items = replace(inner, level=ink.level + 1)
        markers = [_marker(items, node, at, width) for at in range(len(node.items))]
        return "".join(
            entry(items, *one, width) for one in zip(markers, (i.blocks for i in node.items), strict=True)
        )

    return ink.within(".item").box("section", write, extra=place)


def entry(ink: Ink, marker: str, blocks: Blocks, width: float) -> str:
    """A marker and the blocks of its item, inside a box that hangs by `width` em."""
    first = blocks[0] if blocks and isinstance(blocks[0], Paragraph) else None
    text = paragraphs(ink, first, marker, {"text-indent": em(-width)})
    return text + "".join(ink.write(block) for block in (blocks[1:] if first else blocks))


def definition_list(ink: Ink, node: DefinitionList) -> str:
    return "".join(_definition(ink, item) for item in node.items)


def _definition(ink: Ink, node: Definition) -> str:
    term = ink.block("p", ink.write(node.term), (*ink.text, ".term"))

    def write(inner: Ink) -> str:
        return "".join(inner.write(block) for blocks in node.descriptions for block in blocks)

    return term + ink.within(".item").box("section", write, extra={**_margin(ink), "padding-left": "2em"})


def _marker(ink: Ink, node: List, at: int, width: float) -> str:
    """The marker of an item, as HTML."""
    checked = node.items[at].checked
    if checked is not None:
        mark = "☑" if checked else "☐"
    elif node.ordered:
        mark = f"{node.start + at}."
    else:
        mark = BULLETS[min(ink.level, len(BULLETS)) - 1]
    if ink.manner.marks:
        place = {"display": "inline-block", "min-width": em(width), "text-indent": "0"}
        return ink.element("span", words(mark) + SPACE, ".marker", extra=place)
    longest = len(str(node.start + len(node.items) - 1)) + 1 if node.ordered and checked is None else 0
    return mark.rjust(longest, FIGURE_SPACE) + SPACE


def _width(ink: Ink, node: List) -> float:
    """The room of the markers, in em: where nothing fixes it, as wide as they are drawn, about."""
    tasks = any(item.checked is not None for item in node.items)
    digits = len(str(node.start + len(node.items) - 1)) if node.ordered else 0
    if ink.manner.marks:
        return 1.5 if tasks else 0.7 + 0.6 * digits if digits else 1.2
    return 1.25 if tasks else 0.5 + 0.56 * digits if digits else 0.85


def _margin(ink: Ink) -> dict[str, str]:
    """The space around a whole list: a paragraph's."""
    style = ink.style((*ink.text, ".last"))
    return {name: value for name, value in style.items() if name.startswith("margin")}


def _plain(item: Item) -> bool:
    """Whether an item is one line of text: nothing in it the editor could tear apart."""
    blocks = item.blocks
    return (
        item.checked is None
        and len(blocks) == 1
        and isinstance(blocks[0], Paragraph)
        and len(pieces(blocks[0])) == 1
    )


def _native(ink: Ink, node: List) -> str:
    tag = "ol" if node.ordered else "ul"
    place = {
        **_margin(ink),
        "padding-left": "1.6em",
        "list-style-type": "decimal" if node.ordered else "disc",
    }

    def write(inner: Ink) -> str:
        # one section around all of an item's text: the editor leaves it whole
        return "".join(
            inner.block("li", f"<section>{_line(inner, item.blocks[0])}</section>") for item in node.items
        )

    html = ink.within(".item").box(tag, write, extra=place)
    return html.replace("<ol", f'<ol start="{node.start}"', 1) if node.ordered and node.start != 1 else html


def _line(ink: Ink, block: Block) -> str:
    assert isinstance(block, Paragraph)
    return ink.write(block.inlines)
