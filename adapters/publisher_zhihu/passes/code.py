"""Code blocks: what an author says of one beyond its language, which Zhihu has no place for."""

from __future__ import annotations

from publisher.markdown import code_info
from publisher.markdown.walk import transform
from publisher.model.post import Note
from publisher.model.tree import CodeBlock, Document, Node, Paragraph, Strong, Text

from .notes import Notes


def explain(document: Document) -> tuple[Document, tuple[Note, ...]]:
    """A title becomes a bold line above its code; marked lines and line numbers leave a Note."""
    notes = Notes()

    def change(node: Node) -> Node | tuple[Node, ...]:
        if not isinstance(node, CodeBlock):
            return node
        info = code_info.read(node)
        if info.marked:
            marked = ", ".join(map(str, sorted(info.marked)))
            notes.say("code-marks", f"Zhihu marks no lines of code: {marked}", node)
        if info.numbers:
            notes.say("code-numbers", "Zhihu's code has no line numbers", node)
        if not info.title:
            return node
        lines = (node.lines[0], node.lines[0])
        title = Strong(inlines=(Text(text=info.title, lines=lines),))
        return (Paragraph(inlines=(title,), lines=lines), node)

    return transform(document, change), tuple(notes)
