"""What an HTML element within a line becomes in the tree when it closes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from publisher.markdown.parsing.builder import Frame
from publisher.markdown.parsing.content import blocks_of, joined, tidy, wrap
from publisher.markdown.plain import plain
from publisher.model.tree import (
    Block,
    Code,
    Emphasis,
    HardBreak,
    Link,
    Node,
    Ruby,
    SoftBreak,
    Strike,
    Strong,
    Styled,
    Text,
)


def unwrapped(frame: Frame) -> Iterable[Node]:
    return frame.children


def gone(frame: Frame) -> Iterable[Node]:
    del frame
    return ()


def strong(frame: Frame) -> Iterable[Node]:
    return wrap(frame.children, lambda inlines: Strong(inlines=inlines))


def emphasis(frame: Frame) -> Iterable[Node]:
    return wrap(frame.children, lambda inlines: Emphasis(inlines=inlines))


def strike(frame: Frame) -> Iterable[Node]:
    return wrap(frame.children, lambda inlines: Strike(inlines=inlines))


def styled(frame: Frame) -> Iterable[Node]:
    title = frame.attributes.get("title", "")
    return wrap(frame.children, lambda inlines: Styled(tag=frame.element, inlines=inlines, title=title))


def quoted(frame: Frame) -> Iterable[Node]:
    first, last = ((line, line) for line in frame.lines)
    return (Text(text="“", lines=first), *frame.children, Text(text="”", lines=last))


def link(frame: Frame) -> Iterable[Node]:
    url = frame.attributes.get("href", "")
    if not url:
        return frame.children
    title = frame.attributes.get("title", "")
    return wrap(frame.children, lambda inlines: Link(url=url, inlines=inlines, title=title))


def code(frame: Frame) -> Iterable[Node]:
    text = code_text(frame.children)
    return (Code(text=" ".join(text.split("\n")), lines=frame.lines),) if text else ()


def code_text(nodes: Iterable[Node]) -> str:
    """The characters of what stands in a `pre` or `code`."""
    parts = []
    for node in nodes:
        if isinstance(node, Text | Code):
            parts.append(node.text)
        elif isinstance(node, SoftBreak | HardBreak):
            parts.append("\n")
        else:
            parts.append(plain(blocks_of([node]) if isinstance(node, Block) else node))
    return "".join(parts)


def ruby_text(frame: Frame) -> Iterable[Node]:
    """Marks where the reading of what came before it stands; `ruby` makes the pairs."""
    return (Ruby(reading=plain(joined(frame.children)), lines=frame.lines),)


def ruby(frame: Frame) -> Iterator[Node]:
    base: list[Node] = []
    for node in frame.children:
        if isinstance(node, Ruby) and not node.base:
            yield replace(node, base=tidy(base))
            base = []
        else:
            base.append(node)
    yield from base
