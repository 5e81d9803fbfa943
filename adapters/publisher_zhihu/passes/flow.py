"""Lists and quotes hold nothing but text in Zhihu: anything else is lifted out, and no number is lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from publisher.markdown.walk import walk
from publisher.model.post import Note
from publisher.model.tree import (
    Block,
    Blocks,
    Document,
    HardBreak,
    Inline,
    Inlines,
    Item,
    List,
    Paragraph,
    Quote,
    Text,
)

from .notes import Notes

INDENT = "\u3000"  # an ideographic space: HTML does not collapse it


def flatten(document: Document) -> tuple[Document, tuple[Note, ...]]:
    """Lists whose items are text and lists, quotes of lines; all else on the top level."""
    flow = _Flow()
    for node in walk(document):
        if isinstance(node, List) and any(item.checked is not None for item in node.items):
            flow.notes.say("task-list", "Zhihu has no task lists: ☑ is done, ☐ is not", node)
    return replace(document, blocks=tuple(flow.blocks(document.blocks, 0))), tuple(flow.notes)


class _Flow:
    """One document's flattening; `notes` collects what changed."""

    def __init__(self) -> None:
        self.notes = Notes()

    def blocks(self, blocks: Blocks, depth: int) -> Iterable[Block]:
        continued = _continued(blocks)
        for block in blocks:
            if isinstance(block, List):
                yield from self.list(block, depth, typed=id(block) in continued)
            elif isinstance(block, Quote):
                yield from self.quote(block)
            else:
                yield block

    def list(self, node: List, depth: int, *, typed: bool = False) -> Iterable[Block]:
        if _holds_only_text(node) and not typed:
            return (_shaped(node),)
        if node.ordered and (typed or not _breaks_only_at_its_end(node)):
            self.notes.say("list-typed", "Zhihu would restart this list's numbers: they are typed out", node)
            return self.typed(node, depth)
        self.notes.say("list-split", "what Zhihu's lists cannot hold stands between their items", node)
        return self.split(node, depth)

    def typed(self, node: List, depth: int) -> Iterable[Block]:
        """An ordered list as paragraphs that begin with their number: nothing can restart it."""
        for number, item in enumerate(node.items, node.start):
            sign = Text(text=(f"{number}. ", f"{number}) ")[depth] if depth < 2 else f"({number}) ")
            first, *rest = _marked(item) or (Paragraph(),)
            if isinstance(first, Paragraph):
                yield replace(first, inlines=(sign, *first.inlines))
            else:
                yield Paragraph(inlines=(sign,), lines=item.lines)
                rest = [first, *rest]
            yield from self.blocks(tuple(rest), depth + 1)

    def split(self, node: List, depth: int) -> Iterable[Block]:
        """An unordered list that ends before each block it cannot hold and goes on after it."""
        kept: list[Item] = []

        def end() -> Iterable[Block]:
            if kept:
                yield replace(node, items=tuple(kept), lines=(kept[0].lines[0], kept[-1].lines[1]))
                kept.clear()

        for item in node.items:
            blocks = _marked(item)
            held = 0
            while held < len(blocks) and isinstance(blocks[held], Paragraph):
                held += 1
            text = blocks[:held]
            while held < len(blocks) and _nests(blocks[held]):
                held += 1
            if text or not blocks:
                nested = tuple(_shaped(b) for b in blocks[len(text) : held] if isinstance(b, List))
                kept.append(replace(item, checked=None, blocks=(_joined(text), *nested)))
            else:
                held = 0
            if held < len(blocks):
                yield from end()
                yield from self.blocks(blocks[held:], depth + 1)
        yield from end()

    def quote(self, node: Quote) -> Iterable[Block]:
        """A quote of lines that ends before each block it cannot hold and goes on after it."""
        lines: list[Paragraph] = []
        lifted = False
        if any(isinstance(block, Quote) for block in node.blocks):
            self.notes.say("quote-nested", "Zhihu has no quotes in quotes: all lines stand in one", node)
        for block in _lines(node.blocks, 0):
            if isinstance(block, Paragraph):
                lines.append(block)
                continue
            lifted = True
            if lines:
                yield replace(node, blocks=tuple(lines))
                lines = []
            yield block
        if lines:
            yield replace(node, blocks=tuple(lines))
        if lifted:
            self.notes.say("quote-split", "what Zhihu's quotes cannot hold stands between them", node)


def _holds_only_text(node: List) -> bool:
    """Whether Zhihu can hold the list as it is: text, then lists like it; numbers from 1."""
    if node.ordered and node.start != 1:
        return False
    for item in node.items:
        text = True
        for block in item.blocks:
            if isinstance(block, Paragraph):
                if not text:
                    return False
            elif isinstance(block, List) and _holds_only_text(block) and block is not item.blocks[0]:
                text = False
            else:
                return False
    return True


def _breaks_only_at_its_end(node: List) -> bool:
    """Whether an ordered list can stay one because nothing of it comes after what it cannot hold."""
    *before, last = node.items or (Item(),)
    return (
        _holds_only_text(replace(node, items=tuple(before)))
        and bool(last.blocks)
        and isinstance(last.blocks[0], Paragraph)
    )


def _continued(blocks: Blocks) -> frozenset[int]:
    """The ordered lists that a later one goes on counting from, by id: typed out like the later one."""
    found: set[int] = set()
    before: List | None = None
    for block in blocks:
        if isinstance(block, List) and block.ordered:
            if before and block.start != 1 and block.start == before.start + len(before.items):
                found.add(id(before))
            before = block
    return frozenset(found)


def _nests(block: Block) -> bool:
    return isinstance(block, List) and _holds_only_text(block)


def _shaped(node: List) -> List:
    """Each item one Paragraph, its lines parted by breaks, then its lists."""
    items: list[Item] = []
    for item in node.items:
        blocks = _marked(item)
        nested = tuple(_shaped(block) for block in blocks if isinstance(block, List))
        text = _joined(block for block in blocks if isinstance(block, Paragraph))
        items.append(replace(item, checked=None, blocks=(text, *nested)))
    return replace(node, items=tuple(items))


def _marked(item: Item) -> Blocks:
    """The item's blocks, a task's box before its first words."""
    if item.checked is None:
        return item.blocks
    box = Text(text="☑ " if item.checked else "☐ ")
    if item.blocks and isinstance(item.blocks[0], Paragraph):
        first = item.blocks[0]
        return (replace(first, inlines=(box, *first.inlines)), *item.blocks[1:])
    return (Paragraph(inlines=(box,), lines=item.lines), *item.blocks)


def _joined(paragraphs: Iterable[Block]) -> Paragraph:
    inlines: list[Inline] = []
    lines = (0, 0)
    for paragraph in paragraphs:
        assert isinstance(paragraph, Paragraph)
        if inlines:
            inlines.append(HardBreak())
        else:
            lines = paragraph.lines
        inlines.extend(paragraph.inlines)
    return Paragraph(inlines=tuple(inlines), lines=lines)


def _lines(blocks: Blocks, depth: int) -> Iterable[Block]:
    """Quoted text line by line, inner quotes and lists (signs typed) too; other blocks as they are."""
    for block in blocks:
        if isinstance(block, Quote):
            yield from _lines(block.blocks, depth)
        elif isinstance(block, List):
            for number, item in enumerate(block.items, block.start):
                sign = INDENT * depth + (f"{number}. " if block.ordered else "• ")
                first, *rest = _marked(item) or (Paragraph(),)
                head: Inlines = first.inlines if isinstance(first, Paragraph) else ()
                yield Paragraph(inlines=(Text(text=sign), *head), lines=item.lines)
                yield from _lines(tuple(rest) if isinstance(first, Paragraph) else (first, *rest), depth + 1)
        else:
            yield block
