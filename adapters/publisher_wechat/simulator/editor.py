"""What the platform's editor makes of a draft that somebody opens and saves: everything it is known to break.

White space between blocks becomes blank lines; items of lists are torn apart, their levels lost; text loses
what it took over from a box around it; in code, line ends and leading spaces go.
"""

from __future__ import annotations

import re

from .tree import BLOCKS, Element, parse, write

LOST = ("font-size", "line-height", "color")
BOXES = frozenset({"section", "div", "blockquote"})
DEEPEST = 2
"""Levels of lists that are kept."""


def reopened(html: str) -> str:
    """The article after a save without a change."""
    root = parse(html)
    _lists(root, 0)
    _boxes(root)
    _spaces(root, code=False)
    _leaves(root)
    return write(root)


def _lists(element: Element, depth: int) -> None:
    for child in list(element.elements()):
        if child.tag in {"ul", "ol"}:
            if depth >= DEEPEST:
                element.children.remove(child)
                continue
            _restyle(child, [name for name in child.style if name.startswith("margin")])
            _lists(child, depth + 1)
        elif child.tag == "li":
            _lists(child, depth)
            _item(child, element)
        else:
            _lists(child, depth)


def _item(item: Element, parent: Element) -> None:
    """What follows an item's first piece is put into a block of its own, a list in an item gets a bullet,
    a paragraph an empty line. One section around everything is left alone."""
    children = [child for child in item.children if not isinstance(child, str) or child.strip()]
    nested = [child for child in item.elements() if child.tag in {"ul", "ol"}]
    for _ in nested:
        parent.children.insert(parent.children.index(item) + 1, Element("li", {}, [Element("br")]))
    for child in item.elements():
        if child.tag == "p":
            item.children.insert(item.children.index(child) + 1, Element("p", {}, [Element("br")]))
    if len(children) > 1:
        item.children = [children[0], Element("section", {}, children[1:])]


def _boxes(root: Element) -> None:
    """What a box only hands on to the blocks inside it."""
    for element in root.walk():
        if element.tag in BOXES and any(child.tag in BLOCKS for child in element.elements()):
            _restyle(element, list(LOST))


def _spaces(element: Element, *, code: bool) -> None:
    kept: list[Element | str] = []
    code = code or element.tag in {"pre", "code"}
    for at, child in enumerate(element.children):
        if isinstance(child, Element):
            if child.tag != "svg":
                _spaces(child, code=code)
            kept.append(child)
            continue
        before = element.children[at - 1] if at else None
        after = element.children[at + 1] if at + 1 < len(element.children) else None
        if not child.strip(" \t\n"):
            if _block(before) or _block(after):
                kept.append(Element("p", {}, [Element("br")]))
                continue
            if (
                isinstance(before, Element)
                and isinstance(after, Element)
                and before.tag == after.tag == "span"
            ):
                continue
        if code:
            child = re.sub(r"\n[ \t]*", "", child)
            if isinstance(before, Element) and before.tag == "br":
                child = child.lstrip(" ")
        kept.append(re.sub(r"[ \t\n]+", " ", child))
    element.children = kept


def _leaves(element: Element) -> None:
    """Every run of text in a span of its own."""
    if element.tag == "svg" or "leaf" in element.attributes:
        return
    for at, child in enumerate(element.children):
        if isinstance(child, Element):
            _leaves(child)
        elif child:
            element.children[at] = Element("span", {"leaf": ""}, [child])


def _block(node: Element | str | None) -> bool:
    return isinstance(node, Element) and node.tag in BLOCKS


def _restyle(element: Element, gone: list[str]) -> None:
    left = {name: value for name, value in element.style.items() if name not in gone}
    if left:
        element.attributes["style"] = "".join(f"{name}: {value};" for name, value in left.items())
    else:
        element.attributes.pop("style", None)
