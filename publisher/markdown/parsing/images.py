"""What Markdown says of a picture beside its address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from markdown_it.token import Token

from publisher.markdown.parsing.sizes import pixels, share, styled_width
from publisher.model.tree import Image


def alternative(tokens: Iterable[Token]) -> str:
    """The words of an image's label."""
    parts = []
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif token.type == "image":
            parts.append(token.meta.get("alt") or alternative(token.children or ()))
        elif token.type == "formula":
            parts.append(f"${token.content}$")
        elif token.type != "tag":
            parts.append(token.content)
    return "".join(parts)


def sized(image: Image, attributes: Mapping[str, str]) -> Image:
    """A picture with the size that an attribute list asks for."""
    asked = attributes.get("width", "") or styled_width(attributes.get("style", ""))
    width, height = pixels(asked), pixels(attributes.get("height", ""))
    return replace(
        image,
        width=width or image.width,
        height=height or image.height,
        share=share(asked) or image.share,
    )
