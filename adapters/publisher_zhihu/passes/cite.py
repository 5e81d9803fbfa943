"""Links that are to be words → the words and a reference that gives the address."""

from __future__ import annotations

from dataclasses import replace

from publisher.markdown.passes.links import as_text
from publisher.markdown.plain import plain
from publisher.markdown.walk import transform
from publisher.model.post import PostKey, Site
from publisher.model.tree import Document, Footnote, FootnoteRef, Footnotes, Link, Node, Paragraph, Text


def cite(document: Document, site: Site) -> Document:
    """Links to own posts that are not here become words with a footnote (`links.as_text`): one for each
    address, saying the post's title. Those in footnotes stay: a footnote shows its address anyway."""
    notes: dict[str, Footnote] = {}

    def change(node: Node) -> Node | tuple[Node, ...]:
        if not isinstance(node, Link) or not as_text(node, site):
            return node
        if plain(node).strip() == node.url:
            return node.inlines
        label = f"to {node.url}"
        title = Text(text=site.entries[PostKey(node.own)].title)
        told = Paragraph(inlines=(replace(node, inlines=(title,), title=""),))
        notes.setdefault(label, Footnote(label=label, number=0, blocks=(told,), lines=node.lines))
        return (*node.inlines, FootnoteRef(label=label, number=0, lines=node.lines))

    blocks = tuple(
        block if isinstance(block, Footnotes) else transform(block, change) for block in document.blocks
    )
    return replace(document, blocks=(*blocks, Footnotes(notes=tuple(notes.values()))) if notes else blocks)
