"""Chinese punctuation after bold or slanted words joins them, lest WeChat's editor break the line there."""

from __future__ import annotations

import re
from dataclasses import replace

from publisher.markdown.walk import transform
from publisher.model.tree import Document, Emphasis, Inline, Inlines, Node, Paragraph, Strong, Text

CLOSING = re.compile("^[，。、；：？！）》」』】”’]+")


def join(document: Document) -> Document:
    """`<b>词</b>：` becomes `<b>词：</b>`. In running text, where the words inside end in text."""
    return transform(document, _joined)


def _joined(node: Node) -> Node:
    if not isinstance(node, Paragraph):
        return node
    inlines: Inlines = ()
    for inline in node.inlines:
        before = inlines[-1] if inlines else None
        if isinstance(inline, Text) and isinstance(before, Strong | Emphasis) and _ends_in_text(before):
            found = CLOSING.match(inline.text)
            if found:
                last = before.inlines[-1]
                assert isinstance(last, Text)
                longer = replace(last, text=last.text + found.group())
                inlines = (*inlines[:-1], replace(before, inlines=(*before.inlines[:-1], longer)))
                rest = inline.text[found.end() :]
                inlines = (*inlines, replace(inline, text=rest)) if rest else inlines
                continue
        inlines = (*inlines, inline)
    return replace(node, inlines=inlines)


def _ends_in_text(node: Inline) -> bool:
    return isinstance(node, Strong | Emphasis) and bool(node.inlines) and isinstance(node.inlines[-1], Text)
