"""`==mark==`, `H~2~O`, `x^2^`; and tildes and bars that mean nothing to the author, but to a renderer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.markdown.rewrite import Edit
from publisher.markdown.walk import walk
from publisher.model.tree import (
    Block,
    Heading,
    Link,
    Paragraph,
    Strike,
    Styled,
    Table,
)

from ..passage import Passage, written
from ..spans import Span, masked

_PAIR = re.compile(r"(?<![~\\])~(?![\s~])[^~]*?(?<![\s~\\])~(?!~)")
_TILDE = re.compile(r"(?<![~\\])~(?!~)")
_BAR = re.compile(r"(?<!\\)\|")


def marks(passage: Passage) -> Iterator[Edit]:
    """`==marked==`, `++inserted++` as HTML: only plugins read them."""
    yield from _elements(passage, ("==", "++"))


def scripts(passage: Passage) -> Iterator[Edit]:
    """`H~2~O`, `x^2^` as HTML: only pandoc reads them without a plugin."""
    yield from _elements(passage, ("~", "^"))


def _elements(passage: Passage, signs: tuple[str, ...]) -> Iterator[Edit]:
    for node in passage.placed(Styled):
        markup = written(passage.text, node)
        for sign in signs:
            if (
                node.span
                and markup.startswith(sign)
                and markup.endswith(sign)
                and len(markup) > 2 * len(sign)
            ):
                start, end = node.span
                yield Edit(start, start + len(sign), f"<{node.tag}>")
                yield Edit(end - len(sign), end, f"</{node.tag}>")


def tildes(passage: Passage) -> Iterator[Edit]:
    """`1~2天，3~5天`: struck out by marked 15 and Goldmark, lowered by pandoc. Tildes that could pair are
    escaped; those of a strike-through or script, of code, formulas and addresses are not."""
    yield from _escaped(passage, (Paragraph, Heading, Table), _PAIR, _TILDE)


def bars(passage: Passage) -> Iterator[Edit]:
    """`a | b` in a paragraph is a table to kramdown 2.4, header or not."""
    yield from _escaped(passage, (Paragraph,), _BAR, _BAR)


def _escaped(
    passage: Passage, kinds: tuple[type[Block], ...], danger: re.Pattern[str], sign: re.Pattern[str]
) -> Iterator[Edit]:
    if not danger.search(passage.text):
        return
    taken = _taken(passage)
    done = 0
    for block in walk(passage.document):
        if isinstance(block, kinds) and block.lines[0]:
            start, end = passage.lines(*block.lines)
            start, done = max(start, done), max(end, done)
            text = masked(passage.text[start:end], start, taken)
            if danger.search(text):
                yield from (
                    Edit(start + found.start(), start + found.start(), "\\") for found in sign.finditer(text)
                )


def _taken(passage: Passage) -> tuple[Span, ...]:
    """Where such a sign has a meaning."""
    nodes = (node for node in walk(passage.document) if isinstance(node, Strike | Styled | Link))
    spans = [node.span for node in nodes if node.span]
    return (*passage.code, *passage.formulas(), *spans, *tags(passage.text))


def tags(text: str) -> Iterator[Span]:
    """Source tags, HTML tags and the addresses of links."""
    for found in re.finditer(r"\{%.*?%\}|\{\{.*?\}\}|<[^<>\n]*>|\]\([^()\n]*\)", text, re.DOTALL):
        yield found.span()
