"""Rules for pictures: referenced, never addressed, and never wider than the column."""

from __future__ import annotations

from publisher.model.tree import Figure, Image

from .ink import Ink, words

INLINE = {"display": "inline", "vertical-align": "middle"}
BLOCK = {"display": "block", "margin": "0 auto"}


def picture(ink: Ink, node: Image, *, block: bool) -> str:
    """An image element; one whose file is missing is shown as its description."""
    if not node.asset:
        return f"[图{'：' + words(node.alt) if node.alt else ''}]"
    size = {"width": f"{node.width}px"} if node.width else {}
    if node.height and not node.width:
        size = {"height": f"{node.height}px", "width": "auto"}
    else:
        size["height"] = "auto"
    style = ink.theme.style(["img"], size | (BLOCK if block else INLINE))
    return f'<img src="{node.asset}" alt="{words(node.alt)}" style="{style}">'


def figure(ink: Ink, node: Figure) -> str:
    caption = ink.element("p", ink.write(node.caption), ".caption") if node.caption else ""
    return ink.element("section", picture(ink, node.image, block=True) + caption, ".figure")
