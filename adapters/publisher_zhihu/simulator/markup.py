"""HTML → a small tree of elements and text, and back: what the linter reads and the editor rewrites."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

VOID = frozenset({"img", "br", "hr", "col", "input"})


@dataclass(slots=True)
class Element:
    """One tag with what it holds; the root's tag is ""."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def elements(self) -> list[Element]:
        return [child for child in self.children if isinstance(child, Element)]

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def walk(self) -> Iterator[tuple[Element, tuple[Element, ...]]]:
        """Every element below, with its ancestors, outermost first."""
        yield from self._walk((self,))

    def _walk(self, above: tuple[Element, ...]) -> Iterator[tuple[Element, tuple[Element, ...]]]:
        for child in self.elements:
            yield child, above
            yield from child._walk((*above, child))


def parse(html: str) -> Element:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


def write(element: Element) -> str:
    inner = "".join(
        escape(child, quote=False) if isinstance(child, str) else write(child) for child in element.children
    )
    if not element.tag:
        return inner
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.attributes.items())
    return f"<{element.tag}{attributes}>" + ("" if element.tag in VOID else f"{inner}</{element.tag}>")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        self.open[-1].children.append(Element("!--", {}, [data]))
