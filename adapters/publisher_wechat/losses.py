"""What WeChat cannot show, said as notes; and how each link reaches the reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from publisher.markdown.code_info import read
from publisher.markdown.plain import plain
from publisher.markdown.walk import walk
from publisher.model.post import Note
from publisher.model.rendition import LinkUse
from publisher.model.tree import CodeBlock, Details, Document, Figure, Image, Link, Node, Ruby

PLAIN = read(CodeBlock(code=""))
"""What a block says that asks for nothing."""


def losses(document: Document) -> Iterator[Note]:
    """A note for everything of the author's that a reader will not find as it was meant."""
    captioned = {id(node.image) for node in walk(document) if isinstance(node, Figure) and node.caption}
    for node in walk(document):
        for kind, detail in _lost(node, captioned=id(node) in captioned):
            yield Note(kind, detail, node.lines[0])


def _lost(node: Node, *, captioned: bool) -> Iterator[tuple[str, str]]:
    if isinstance(node, Link) and node.url.startswith("#"):
        yield "link-in-page", f"a link within the page becomes text: {node.url}"
    elif isinstance(node, Details):
        yield "details-open", "folded text is shown unfolded"
    elif isinstance(node, Image):
        if not node.asset:
            yield "picture-missing", f"the picture is shown as its description: {node.src}"
        elif node.title and node.title != node.alt and not captioned:
            yield "picture-title", f"a picture's tooltip is not shown: {node.title}"
    elif isinstance(node, CodeBlock):
        named = re.compile(rf"(?:lang:)?{re.escape(node.language)}", re.IGNORECASE)
        rest = named.sub("", node.info, count=1).strip(" \t{}.,")
        if rest and read(node) == PLAIN:
            yield "code-info", f"what follows a code block's language is not shown: {rest}"
    elif isinstance(node, Ruby) and node.reading:
        yield "ruby-plain", f"a reading is shown in brackets: {node.reading}"


def link_uses(document: Document, live: Callable[[Link], bool]) -> tuple[LinkUse, ...]:
    """Every link: live, a numbered reference, or its text alone (which then is the address)."""
    return tuple(
        LinkUse(
            url=node.url,
            text=plain(node).strip(),
            form="live" if live(node) else "reference" if node.number else "text",
            own=node.own,
            line=node.lines[0],
        )
        for node in walk(document)
        if isinstance(node, Link)
    )
