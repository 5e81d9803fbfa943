"""HTML as a tree, as far as an editor needs one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img"})
BLOCKS = frozenset(
    {"section", "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "li", "hr"}
    | {"table", "thead", "tbody", "tr", "td", "th", "figure", "figcaption"}
)


@dataclass
class Element:
    """Text stands among the children as it is, unescaped."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def elements(self) -> list[Element]:
        return [child for child in self.children if isinstance(child, Element)]

    def walk(self) -> Iterator[Element]:
        yield self
        for child in self.elements():
            yield from child.walk()

    @property
    def style(self) -> dict[str, str]:
        pairs = (part.partition(":") for part in self.attributes.get("style", "").split(";"))
        return {name.strip().lower(): value.strip() for name, _, value in pairs if value.strip()}

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


def parse(html: str) -> Element:
    """The fragment inside an element without a name."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.open[0]


def write(node: Element | str) -> str:
    """What `parse` read, spelt as the platform does."""
    if isinstance(node, str):
        return escape(node, quote=False).replace("\u00a0", "&nbsp;")
    content = "".join(map(write, node.children))
    if not node.tag:
        return content
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes.items())
    if node.tag in VOID:
        return "<br  />" if node.tag == "br" else f"<{node.tag}{attributes}>"
    return f"<{node.tag}{attributes}>{content}</{node.tag}>"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)
