"""Punctuation stays with what it belongs to: bold words in WeChat's editor, formulas at a line's end; and a
space stays between two spans."""

from __future__ import annotations

import re
from dataclasses import replace

from publisher.markdown.walk import transform
from publisher.model.tree import (
    Cell,
    Document,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    Link,
    Math,
    Node,
    Paragraph,
    SoftBreak,
    Strong,
    Styled,
    Text,
)

SPANS = (Link, Math, Styled)
"""What may be written as a span."""
CLOSING = re.compile("^[，。、；：？！）》」』】”’,.;:?!)]+")
OPENING = re.compile("[（《「『【“‘(]+$")
FULL_WIDTH = re.compile("^[，。、；：？！）》」』】”’]+")
SPACED = re.compile("^ +(?=[，。、；：？！）》」』】])")
"""What authors put between a formula and the mark after it, since some renderers want it there."""


def join(document: Document) -> Document:
    """`<b>词</b>：` becomes `<b>词：</b>`, since the editor breaks the line there. A formula and the
    punctuation around it become one piece (`nobr`) without a space, since a browser would break the line. A
    space that stands alone between two spans becomes a hard one, since the platform would drop it."""
    return transform(document, _joined)


def _joined(node: Node) -> Node:
    if isinstance(node, Paragraph):
        node = replace(node, inlines=_bold(node.inlines))
    if isinstance(node, Paragraph | Heading | Cell):
        return replace(node, inlines=_spaces(_formulas(node.inlines)))
    if isinstance(node, Strong | Emphasis | Link | Styled):
        return replace(node, inlines=_spaces(node.inlines))
    return node


def _spaces(inlines: Inlines) -> Inlines:
    made = list(inlines)
    for at in range(1, len(made) - 1):
        one = made[at]
        alone = isinstance(one, SoftBreak) or (isinstance(one, Text) and one.text.isspace())
        if alone and isinstance(made[at - 1], SPANS) and isinstance(made[at + 1], SPANS):
            made[at] = Text(text="\u00a0", lines=one.lines, span=one.span)
    return tuple(made)


def _bold(inlines: Inlines) -> Inlines:
    """Only where the words inside end in text."""
    made: list[Inline] = []
    for inline in inlines:
        before = made[-1] if made else None
        if isinstance(inline, Text) and isinstance(before, Strong | Emphasis) and before.inlines:
            last = before.inlines[-1]
            mark, rest = _start(FULL_WIDTH, inline)
            if mark and isinstance(last, Text):
                longer = replace(last, text=last.text + mark)
                made[-1] = replace(before, inlines=(*before.inlines[:-1], longer))
                made.extend(rest)
                continue
        made.append(inline)
    return tuple(made)


def _formulas(inlines: Inlines) -> Inlines:
    made: list[Inline] = []
    waiting = list(inlines)
    while waiting:
        inline = waiting.pop(0)
        if not isinstance(inline, Math) or inline.display:
            made.append(inline)
            continue
        pieces: list[Inline] = [inline]
        if waiting and isinstance(waiting[0], Text):
            close = replace(waiting[0], text=SPACED.sub("", waiting[0].text))
            mark, rest = _start(CLOSING, close)
            if mark:
                pieces.append(replace(waiting[0], text=mark))
                waiting[:1] = rest
        before = made[-1] if made else None
        if isinstance(before, Text) and (found := OPENING.search(before.text)):
            made.pop()
            if found.start():
                made.append(replace(before, text=before.text[: found.start()]))
            pieces.insert(0, replace(before, text=found.group()))
        made.append(inline if len(pieces) == 1 else Styled(tag="nobr", inlines=tuple(pieces)))
    return tuple(made)


def _start(marks: re.Pattern[str], node: Text) -> tuple[str, list[Inline]]:
    """The marks a text begins with, and what is left of it."""
    found = marks.match(node.text)
    if not found:
        return "", [node]
    rest = node.text[found.end() :]
    return found.group(), [replace(node, text=rest)] if rest else []
