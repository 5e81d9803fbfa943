"""Hexo's tags that hold something: code, quotes, and what the NexT and Butterfly themes add."""

from __future__ import annotations

import re

from publisher.markdown.dialects.arguments import joined, listed, verbatim, words
from publisher.markdown.dialects.makers import box
from publisher.markdown.parsing.kinds import KINDS, kind_of
from publisher.markdown.parsing.languages import language_of
from publisher.markdown.parsing.tags import Container, Mistake, worded
from publisher.model.tree import (
    Alert,
    Block,
    CodeBlock,
    Inline,
    Item,
    Link,
    List,
    Math,
    Paragraph,
    Quote,
    Text,
)

_LANGUAGE = re.compile(r"(?:^|\s)lang:(\S+)")
_LOOKS = frozenset({"no-icon", "simple", "modern", "flat", "disabled"})
"""Butterfly's and NexT's words for how a note looks."""


def codeblock(arguments: str, body: str) -> Block:
    """`[title] [lang:language] [url] [link text]`."""
    language = _LANGUAGE.search(arguments)
    name = language_of(language[1]) if language else ""
    return CodeBlock(code=verbatim(body), language=name, info=arguments)


def include_code(arguments: str) -> Mistake:
    """The file lies in the blog's own folder for downloads, which a manuscript knows nothing of."""
    del arguments
    return Mistake("`{% include_code %}` shows a file of the blog's", "put the code into a fence (```) here")


def mermaid(arguments: str, body: str) -> Block:
    """NexT: the diagram's first line may stand in the tag itself."""
    return CodeBlock(code=verbatim(arguments + body), language="mermaid")


def math(arguments: str, body: str) -> Math:
    """hexo-math: `{% math %}…{% endmath %}`; within a line when words stand beside it."""
    del arguments
    return Math(tex=body, display=True)


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
    parts = [part for part in words(arguments) if part.text not in _LOOKS]
    known = bool(parts) and parts[0].text.lower() in KINDS
    kind = kind_of(parts[0].text if known else "note", "")[0]
    title = joined(parts[1:] if known else parts)
    return Container(lambda blocks: Alert(kind=kind, title=worded(title), blocks=blocks))


def toggle(arguments: str) -> Container:
    """Butterfly's `{% hideToggle title[, colours] %}`."""
    return box("", listed(arguments)[0], folded=True)


def folding(arguments: str) -> Container:
    """Volantis' `{% folding [colour] [open], title %}`."""
    return box("", listed(arguments)[-1], folded=True)


def links(arguments: str, body: str) -> Block:
    """NexT's `{% linkgrid %}`: `name | address | description | picture` a line."""
    del arguments
    items = []
    for line in body.strip().splitlines():
        parts = [part.strip() for part in line.split("|")]
        if not parts[0]:
            continue
        link: Inline = Text(text=parts[0])
        if len(parts) > 1 and parts[1]:
            link = Link(url=parts[1], inlines=(link,))
        told = (Text(text=f"：{parts[2]}"),) if len(parts) > 2 and parts[2] else ()
        items.append(Item(blocks=(Paragraph(inlines=(link, *told)),)))
    return List(ordered=False, items=tuple(items))
