"""Rules for pictures: referenced, never addressed, and never wider than the column."""

from __future__ import annotations

from collections.abc import Sequence

from publisher.model.tree import Figure, HardBreak, Image, Inline, SoftBreak, Text

from .ink import Ink, words
from .styles import Style, text_of

INLINE: Style = {"vertical-align": "middle"}
BLOCK: Style = {"display": "block", "margin": "0 auto"}
GAP = 2
"""Percent of the column left free between pictures in a row."""


def picture(ink: Ink, node: Image, place: Style = INLINE) -> str:
    """An image element; one whose file is missing is shown as its description."""
    if not node.asset:
        return f"[图{'：' + words(node.alt) if node.alt else ''}]"
    size: Style = {"width": f"{node.width}px"} if node.width else {}
    if node.share:  # of the column, whatever phone it is
        size = {"width": f"{node.share}%"}
    if node.height and not (node.width or node.share):
        size = {"height": f"{node.height}px", "width": "auto"}
    style = text_of({"max-width": "100%", **ink.style(("img",)), **place, **size})
    return f'<img src="{node.asset}" alt="{words(node.alt)}" style="{style}">'


def figure(ink: Ink, node: Figure) -> str:
    def write(inner: Ink) -> str:
        caption = inner.element("p", inner.write(node.caption), ".caption") if node.caption else ""
        return picture(inner, node.image, BLOCK) + caption

    return ink.box("section", write, (".figure",), running=False)


def image(ink: Ink, node: Image) -> str:
    return picture(ink, node)


def side_by_side(ink: Ink, inlines: Sequence[Inline]) -> str:
    """A line that holds nothing but several pictures: they share its width, as they do on a wide page.
    "" for any other line."""
    pictures = [node for node in inlines if isinstance(node, Image)]
    if len(pictures) < 2 or not all(map(_picture_or_blank, inlines)):
        return ""
    if any(isinstance(node, HardBreak | SoftBreak) for node in inlines) or not all(
        one.asset for one in pictures
    ):
        return ""
    width = (100 - GAP * (len(pictures) - 1)) // len(pictures)
    share: Style = {"width": f"{width}%", "vertical-align": "top"}
    apart: Style = {**share, "margin-right": f"{GAP}%"}
    places = [share if one is pictures[-1] else apart for one in pictures]
    # no white space between them: it would count as width too
    return "".join(
        picture(ink, one, INLINE if one.width or one.height or one.share else place)
        for one, place in zip(pictures, places, strict=True)
    )


def _picture_or_blank(node: Inline) -> bool:
    return isinstance(node, Image | HardBreak | SoftBreak) or (
        isinstance(node, Text) and not node.text.strip()
    )
