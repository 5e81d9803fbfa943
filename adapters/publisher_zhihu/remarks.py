"""What the finished document still has that Zhihu shows otherwise, or is not known to keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from publisher.markdown.walk import walk
from publisher.model.post import Asset, DiagramOrigin, Note
from publisher.model.tree import Block, Document, Figure, List, Math, Row, Table

from .rules import shown_size

DEEPEST = 3
"""Levels of lists that clients of Zhihu are known to have used."""


def remarks(
    document: Document, assets: Mapping[str, Asset], fields: Mapping[str, object], attached: int
) -> Iterator[Note]:
    """Notes at the author's lines, and what only a person can do when publishing: choose the topics behind
    the first `attached` ones."""
    given = fields.get("topics")
    topics = given[attached:] if isinstance(given, list) else []
    if topics:
        yield Note("topics", f"choose these topics when you publish: {', '.join(topics)}")
    for block in document.blocks:
        for kind, detail in _of(block, assets):
            yield Note(kind, detail, block.lines[0])


def _of(block: Block, assets: Mapping[str, Asset]) -> Iterator[tuple[str, str]]:
    match block:
        case Table():
            if len(set(_aligned(block))) > 1:
                yield "table-align", "Zhihu's tables have no alignment: all columns begin at the left"
            if any(isinstance(node, Math) for node in walk(block)):
                yield (
                    "table-formula",
                    "nobody knows whether Zhihu keeps formulas in tables: look at the draft",
                )
        case Figure(image=image) if image.width or image.height or image.share:
            asset = assets.get(image.asset)
            if asset and isinstance(asset.origin, DiagramOrigin):
                return  # as it was drawn: nobody asked for a size
            asked = f"{image.width} wide" if image.width else f"{image.height} high"
            asked = f"{image.share}% of the text's width" if image.share else asked
            small = shown_size(block, asset) == "small"
            shown = "half as wide as the text" if small else "in its own size, as far as the column allows"
            yield "picture-size", f"Zhihu knows two sizes: a picture asked to be {asked} is shown {shown}"
        case List() if _depth(block) > DEEPEST:
            yield "list-deep", f"whether Zhihu keeps more than {DEEPEST} levels of lists is not known"


def _aligned(table: Table) -> Iterator[str]:
    """How each column is set, by its first row."""
    first: Row | None = table.head or next(iter(table.rows), None)
    yield from (cell.align or "left" for cell in (first.cells if first else ()))


def _depth(node: List) -> int:
    inner = (_depth(block) for item in node.items for block in item.blocks if isinstance(block, List))
    return 1 + max(inner, default=0)
