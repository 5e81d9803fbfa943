"""Pictures that stand alone become figures, with what the author wrote about them beneath."""

from __future__ import annotations

from publisher.markdown.walk import transform
from publisher.model.tree import (
    Document,
    Figure,
    HardBreak,
    Image,
    Inline,
    Inlines,
    Node,
    Paragraph,
    SoftBreak,
    Text,
)


def lift(document: Document) -> Document:
    """A copy in which a paragraph of pictures, one a line, is a Figure for each.

    The caption is the title; for a Hexo `asset_img` also the alternative text, since there the
    author's words are meant to be read.
    """
    return transform(document, _lifted)


def _lifted(node: Node) -> Node | tuple[Node, ...]:
    if not isinstance(node, Paragraph):
        return node
    images = _one_a_line(node.inlines)
    return tuple(_figure(image, node) for image in images) if images else node


def _one_a_line(inlines: Inlines) -> tuple[Image, ...]:
    """The pictures of a paragraph that holds nothing else and no two on a line; else ()."""
    images: list[Image] = []
    taken = False
    for inline in inlines:
        if isinstance(inline, SoftBreak | HardBreak):
            taken = False
        elif isinstance(inline, Image) and not taken:
            images.append(inline)
            taken = True
        elif not _is_blank(inline):
            return ()
    return tuple(images)


def _is_blank(inline: Inline) -> bool:
    return isinstance(inline, Text) and not inline.text.strip()


def _figure(image: Image, paragraph: Paragraph) -> Figure:
    words = image.title or (image.alt if image.tag == "asset_img" else "")
    lines = image.lines if image.lines != (0, 0) else paragraph.lines
    return Figure(image=image, caption=(Text(text=words, lines=lines),) if words else (), lines=lines)
