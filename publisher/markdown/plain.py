"""A tree as text people read in diffs, and as the text that decides whether the author changed anything."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from textwrap import indent

from publisher.markdown.render import Rule, Write, render
from publisher.model.tree import (
    Alert,
    Cell,
    Code,
    CodeBlock,
    Definition,
    DefinitionList,
    Details,
    Division,
    Document,
    Emphasis,
    Figure,
    Footnote,
    FootnoteRef,
    Footnotes,
    HardBreak,
    Heading,
    Image,
    Item,
    Link,
    List,
    Math,
    MathBlock,
    More,
    Node,
    Paragraph,
    Quote,
    Region,
    Row,
    Ruby,
    SoftBreak,
    Strike,
    Strong,
    Styled,
    Table,
    Text,
    ThematicBreak,
    Toc,
)


def plain(node: Node | Iterable[Node]) -> str:
    """Readable text: list markers and code kept, formulas as `$tex$`, links as their words, pictures as
    `[图: alt]`. Blocks are a blank line apart."""
    return render(node, PLAIN).strip("\n")


_FOUND_OUT = frozenset({"lines", "span", "complete", "own", "number"})
"""Fields that are not the author's: `own` of a link depends on what other posts there are. A footnote's
number is told by its label and the order of the tree."""


def fingerprint(document: Document) -> str:
    """Canonical JSON (ASCII) of what the author wrote: every field but lines, spans and what was found out
    about links, generated regions left out. It changes when words, links, pictures or formulas do, and only
    then."""
    from publisher.markdown.blocks.gaps import outside  # blocks are read with this module: not while it loads

    document = replace(document, blocks=outside(document.blocks))
    return json.dumps(_canonical(document), separators=(",", ":"), sort_keys=True)


def _canonical(value: object) -> object:
    if isinstance(value, Node):
        made: dict[str, object] = {"is": type(value).__name__}
        for field in fields(value):
            left = field.name == "share" and not getattr(value, field.name)  # as before pictures had one
            if field.name not in _FOUND_OUT and not left:
                made[field.name] = _canonical(getattr(value, field.name))
        return made
    if isinstance(value, tuple):
        return [_canonical(entry) for entry in value]
    return value


def _inlines(node: Emphasis | Strong | Strike | Styled | Link, write: Write) -> str:
    return write(node.inlines)


def _blocks(node: Document | Quote | Division | Region | Item, write: Write) -> str:
    return write(node.blocks)


def _block(text: str) -> str:
    return f"{text}\n\n" if text else ""


def _items(node: List, write: Write) -> str:
    lines: list[str] = []
    gap = "\n" if node.tight else "\n\n"
    for number, item in enumerate(node.items, node.start):
        marker = f"{number}. " if node.ordered else "- "
        box = "" if item.checked is None else "[x] " if item.checked else "[ ] "
        text = gap.join(write(block).strip("\n") for block in item.blocks)
        lines.append(marker + box + indent(text, " " * len(marker)).lstrip(" "))
    return _block(gap.join(lines))


def _table(node: Table, write: Write) -> str:
    rows = (*((node.head,) if node.head else ()), *node.rows)
    return _block("\n".join(filter(None, (write(node.caption), *map(write, rows)))))


def _row(node: Row, write: Write) -> str:
    return "| " + " | ".join(map(write, node.cells)) + " |"


def _titled(words: str, blocks: str) -> str:
    return _block("\n".join(filter(None, (words, blocks.strip("\n")))))


def _definitions(node: DefinitionList, write: Write) -> str:
    return _block("\n".join(map(write, node.items)))


def _definition(node: Definition, write: Write) -> str:
    told = [": " + indent(write(blocks).strip("\n"), "  ").lstrip(" ") for blocks in node.descriptions]
    return "\n".join((write(node.term), *told))


def _figure(node: Figure, write: Write) -> str:
    return _titled(write(node.image), write(node.caption))


def _image(node: Image, write: Write) -> str:
    return f"[图: {node.alt or node.title}]" if node.alt or node.title else "[图]"


def _quote(node: Quote, write: Write) -> str:
    lines = write(node.blocks).strip("\n").split("\n")
    return _block("\n".join(f"> {line}".rstrip() for line in lines))


def _footnote(node: Footnote, write: Write) -> str:
    return _block(f"[{node.number}] " + write(node.blocks).strip("\n"))


PLAIN: Mapping[type[Node], Rule] = {
    Document: _blocks,
    Paragraph: lambda node, write: _block(write(node.inlines)),
    Heading: lambda node, write: _block("#" * node.level + " " + write(node.inlines)),
    Quote: _quote,
    Alert: lambda node, write: _titled(f"[!{node.kind.upper()}] {write(node.title)}", write(node.blocks)),
    Item: _blocks,
    List: _items,
    CodeBlock: lambda node, write: _block(f"```{node.language}\n{node.code}\n```"),
    MathBlock: lambda node, write: _block(f"$${node.tex}$$"),
    Table: _table,
    Row: _row,
    Cell: lambda node, write: write(node.inlines),
    ThematicBreak: lambda node, write: _block("***"),
    DefinitionList: _definitions,
    Definition: _definition,
    Details: lambda node, write: _titled(write(node.summary), write(node.blocks)),
    Division: _blocks,
    Figure: _figure,
    Footnote: _footnote,
    Footnotes: lambda node, write: write(node.notes),
    More: lambda node, write: "",
    Toc: lambda node, write: "",
    Region: _blocks,
    Text: lambda node, write: node.text,
    SoftBreak: lambda node, write: "\n",
    HardBreak: lambda node, write: "\n",
    Emphasis: _inlines,
    Strong: _inlines,
    Strike: _inlines,
    Styled: _inlines,
    Ruby: lambda node, write: f"{write(node.base)}({node.reading})",
    Code: lambda node, write: f"`{node.text}`",
    Math: lambda node, write: f"$${node.tex}$$" if node.display else f"${node.tex}$",
    Link: _inlines,
    Image: _image,
    FootnoteRef: lambda node, write: f"[{node.number}]",
}
