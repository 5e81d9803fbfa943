"""Diagrams written as code become pictures, where there is someone to draw them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from publisher.errors import PublishError
from publisher.markdown import code_info
from publisher.markdown.drawn import diagram_asset
from publisher.markdown.walk import transform
from publisher.model.drawing import Diagram, DiagramError
from publisher.model.post import Asset, Note
from publisher.model.tree import CodeBlock, Document, Figure, Image, Node

NAMES: Mapping[str, str] = {
    "mermaid": "Mermaid",
    "plantuml": "PlantUML",
    "puml": "PlantUML",
    "graphviz": "Graphviz",
    "dot": "Graphviz",
    "d2": "D2",
}
"""Languages in which diagrams are written, as people call them."""
DRAWN = frozenset({"mermaid"})
UNDRAWN = frozenset({"plantuml", "puml"})
"""Never meant to be read as code, and not drawn here."""
PICTURES = (".png", ".svg", ".webp", ".jpg", ".jpeg", ".gif")
"""Endings of files an author may keep of a diagram, in the order in which they are looked for."""
MOST_WORDS = 120
"""Characters of a description: it is read aloud as a whole."""
MOST_WIDTH = 800
"""CSS pixels; in a phone's column of 345 the words of a wider diagram are less than 7 pixels high."""


def lift(
    document: Document, draw: Callable[[str, str], Diagram], recipe: str
) -> tuple[Document, Mapping[str, Asset], tuple[Note, ...]]:
    """A copy in which every diagram that can be drawn is a Figure as large as it was drawn; the assets that
    needs beside the post's own; and what became of each.

    A diagram the author keeps a picture of (`CodeBlock.picture`) is shown as that; where the fence does not
    name it, a note says so. What cannot be drawn stays code. `draw` is `Tools.draw` (what it raises beside
    DiagramError is passed on), `recipe` `Tools.diagram_recipe`.
    """
    assets: dict[str, Asset] = {}
    notes: list[Note] = []

    def change(node: Node) -> Node:
        if not isinstance(node, CodeBlock) or node.language not in NAMES:
            return node
        name = NAMES[node.language]
        if node.picture:
            info = code_info.read(node)
            alt = info.title if info.title not in {"", info.file} else f"{name} diagram"
            if not kept(node):
                detail = (
                    f"the picture called {info.id or info.title} beside the post is sent for this diagram"
                )
                notes.append(Note("diagram-picture", detail, node.lines[0]))
            return _figure(node, Image(src="", asset=node.picture, alt=alt, lines=node.lines))
        if node.language in UNDRAWN:
            hint = f'a picture beside the post can be named: ```{node.language} {{file="picture.png"}}'
            notes.append(
                Note("diagram-as-code", f"{name} is not drawn, its code is shown; {hint}", node.lines[0])
            )
        if node.language not in DRAWN:
            return node
        try:
            drawn = draw(node.code, node.language)
        except PublishError as error:
            error.line = error.line or node.lines[0]
            raise
        except DiagramError as error:
            detail = f"the {name} diagram cannot be drawn, its code is shown: {error}"
            notes.append(Note("diagram-as-code", detail, _line(node, error.line)))
            return node
        line = node.lines[0]
        asset = diagram_asset(node.language, node.code, recipe, drawn.width, drawn.height, line)
        assets.setdefault(asset.ref, asset)
        notes.append(Note("diagram-as-picture", f"the {name} diagram is sent as a picture", node.lines[0]))
        if drawn.width > MOST_WIDTH:
            detail = f"the diagram is {drawn.width} pixels wide: on a phone its words are too small to read"
            notes.append(Note("diagram-wide", detail, node.lines[0]))
        image = Image(
            src="",
            asset=asset.ref,
            alt=_short(drawn.words) or f"{name} diagram",
            width=drawn.width,
            height=drawn.height,
            lines=node.lines,
        )
        return _figure(node, image)

    return transform(document, change), assets, tuple(notes)


def kept(node: CodeBlock) -> str:
    """The picture an author keeps of a diagram, as its fence names it; "" = none."""
    file = code_info.read(node).file if node.language in NAMES else ""
    return file if PurePosixPath(file).suffix.lower() in PICTURES else ""


def namesakes(node: CodeBlock) -> tuple[str, ...]:
    """The files beside the post one of which may stand for a diagram that names none: those called like its
    id (`{#flow}`) or title, in order."""
    if node.language not in NAMES or kept(node):
        return ()
    info = code_info.read(node)
    names = (name for name in (info.id, info.title) if name and PurePosixPath(name).name == name)
    return tuple(f"{name}{ending}" for name in dict.fromkeys(names) for ending in PICTURES)


def _figure(node: CodeBlock, image: Image) -> Figure:
    return Figure(image=image, lines=node.lines, span=node.span)


def _line(node: CodeBlock, line: int) -> int:
    """Where a line of the diagram (from 1, 0 = not known) stands in the author's file: it begins below the
    fence, unless a tag holds its first line itself."""
    first, last = node.lines
    fenced = last - first > node.code.count("\n") + 1
    return first + line - (not fenced) if first and line else first


def _short(words: str) -> str:
    return words if len(words) <= MOST_WORDS else f"{words[: MOST_WORDS - 1].rstrip()}…"
