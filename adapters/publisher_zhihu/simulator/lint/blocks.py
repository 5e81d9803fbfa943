"""What stands around text: nothing between blocks, what may hold what, code, lists, tables (R1–R15)."""

from __future__ import annotations

from ..markup import Element
from .tags import BLOCKS, Found

EMPTY = ["br"]


def texts(root: Element) -> Found:
    for element, above in [(root, ()), *root.walk()]:
        if element.tag in {"pre", "!--"} or any(outer.tag == "pre" for outer in above):
            continue
        holds_blocks = element.tag in {"", "ul", "ol", "table", "tbody", "tr", "figure"}
        for text in (child for child in element.children if isinstance(child, str)):
            if not text.strip(" \t\r\n") and holds_blocks:
                yield "blank-between-blocks", f"in <{element.tag}>"
            elif holds_blocks:
                yield "text-outside-block", text[:40]
            if "\n" in text or "\r" in text:
                yield "newline-in-text", text[:40]
        if element.tag in {"p", "li", "h2", "h3", "blockquote"} and not element.children:
            yield "empty-block", f"<{element.tag}>"


def nesting(root: Element) -> Found:
    for element, above in root.walk():
        parent = above[-1]
        if parent.tag == "li" and element.tag in {"ul", "ol"}:
            yield "list-in-item", element.text[:40]
        elif any(outer.tag == "li" for outer in above) and element.tag in BLOCKS:
            yield "block-in-item", f"<{element.tag}>"
        if any(outer.tag == "blockquote" for outer in above) and element.tag in BLOCKS:
            yield "block-in-quote", f"<{element.tag}>"
        if parent.tag in {"p", "h2", "h3"} and element.tag in BLOCKS:
            yield "block-in-text", f"<{element.tag}> in <{parent.tag}>"
        if parent.tag in {"ul", "ol"} and element.tag not in {"li", "ul", "ol"}:
            yield "not-an-item", f"<{element.tag}>"
        if element.tag == "li" and parent.tag not in {"ul", "ol"}:
            yield "item-outside-list", element.text[:40]
        if element.tag in {"ul", "ol"} and (not element.elements or element.elements[0].tag != "li"):
            yield "list-without-item", f"<{element.tag}>"
        yield from _code(element, parent)
    yield from _neighbours(root.elements)


def _code(element: Element, parent: Element) -> Found:
    if parent.tag == "pre":
        yield "tag-in-pre", f"<{element.tag}>"
    if element.tag == "pre":
        if not element.attributes.get("lang"):
            yield "pre-language", element.text[:40]
        if element.text != element.text.strip("\n"):
            yield "pre-edge", element.text[:40]


def _neighbours(blocks: list[Element]) -> Found:
    """What would merge with what follows it; and empty lines that keep nothing apart."""
    for before, block, after in zip([None, *blocks], blocks, [*blocks[1:], None], strict=False):
        if after and block.tag == after.tag == "pre":
            yield "adjacent-pre", after.text[:40]
        if after and block.tag == after.tag == "ol":
            yield "adjacent-ol", after.text[:40]
        if block.tag == "p" and [child.tag for child in block.elements] == EMPTY and not block.text:
            apart = before and after and before.tag == after.tag and before.tag in {"pre", "ol"}
            if not apart:
                yield "empty-line", "<p><br></p>"


def tables(root: Element) -> Found:
    for table in (element for element, _ in root.walk() if element.tag == "table"):
        wanted = {"data-draft-node": "block", "data-draft-type": "table", "data-size": "normal"}
        for name, value in wanted.items():
            if table.attributes.get(name) != value:
                yield "table-attributes", f"{name} is not {value}"
        if table.attributes.get("data-row-style", "normal") not in {"normal", "striped"}:
            yield "table-attributes", "data-row-style is neither normal nor striped"
        if [child.tag for child in table.elements] != ["tbody"]:
            yield "table-parts", " ".join(child.tag for child in table.elements)
        rows = [element for element, _ in table.walk() if element.tag == "tr"]
        widths = {len(row.elements) for row in rows}
        if len(widths) != 1 or 0 in widths:
            yield "table-rows", f"rows of {sorted(widths)} cells"
        for inner, above in table.walk():
            picture = inner.tag == "img" and "eeimg" not in inner.attributes
            if any(outer.tag in {"td", "th"} for outer in above) and (inner.tag in BLOCKS or picture):
                yield "block-in-cell", f"<{inner.tag}>"
