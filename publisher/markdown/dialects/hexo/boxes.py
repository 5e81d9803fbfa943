"""Hexo's tags that hold something: code, quotes, and NexT's notes and diagrams."""

from __future__ import annotations

import re

from publisher.markdown.dialects.arguments import joined, verbatim, words
from publisher.markdown.parsing.languages import language_of
from publisher.markdown.parsing.tags import Container
from publisher.model.tree import Alert, Block, CodeBlock, Paragraph, Quote, Text

_LANGUAGE = re.compile(r"(?:^|\s)lang:(\S+)")
NOTES = {
    "default": "note",
    "primary": "important",
    "success": "tip",
    "info": "note",
    "warning": "warning",
    "danger": "caution",
    "note": "note",
    "tip": "tip",
    "important": "important",
    "caution": "caution",
}
"""NexT's note classes as alerts."""


def codeblock(arguments: str, body: str) -> Block:
    """`[title] [lang:language] [url] [link text]`."""
    language = _LANGUAGE.search(arguments)
    name = language_of(language[1]) if language else ""
    return CodeBlock(code=verbatim(body), language=name, info=arguments)


def mermaid(arguments: str, body: str) -> Block:
    """NexT: the diagram's first line may stand in the tag itself."""
    return CodeBlock(code=verbatim(arguments + body), language="mermaid")


def blockquote(arguments: str) -> Container:
    """`[author[, source]] [link] [source link title]`: who said it stands beneath, after a dash."""
    source = joined(words(arguments))
    said = (Paragraph(inlines=(Text(text=f"—— {source}"),)),) if source else ()
    return Container(lambda blocks: Quote(blocks=(*blocks, *said)))


def plain_quote(arguments: str) -> Container:
    del arguments  # a class
    return Container(lambda blocks: Quote(blocks=blocks))


def note(arguments: str) -> Container:
    """`[class] [no-icon] [title]`."""
    parts = [part for part in words(arguments) if part.text != "no-icon"]
    known = bool(parts) and parts[0].text.lower() in NOTES
    kind = NOTES[parts[0].text.lower()] if known else "note"
    title = joined(parts[1:] if known else parts)
    return Container(
        lambda blocks: Alert(kind=kind, title=(Text(text=title),) if title else (), blocks=blocks)
    )
