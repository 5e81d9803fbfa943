"""`:smile:` for renderers without a plugin for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.markdown.parsing.emoji_names import emoji
from publisher.markdown.rewrite import Edit
from publisher.markdown.walk import walk
from publisher.model.tree import Link, Paragraph

from ..passage import Passage
from ..spans import inside
from .scripts import tags

_NAME = re.compile(r"(?<![A-Za-z0-9:]):([a-z0-9_+-]{1,50}):(?![A-Za-z0-9:])")

_LABEL = re.compile(r"^[ \t>]*\[[^\]\n]+\]:", re.MULTILINE)
"""What a footnote or an address is defined by: the colon is its own."""


def as_characters(passage: Passage) -> Iterator[Edit]:
    """The character; where the parser sees a name too, it stands in the tree already."""
    if not _NAME.search(passage.text):
        return
    shown = "".join(
        getattr(node, "text", "") for node in walk(passage.document) if not isinstance(node, Paragraph)
    )
    links = tuple(node.span for node in passage.placed(Link) if node.span and node.auto)
    labels = (found.span() for found in _LABEL.finditer(passage.text))
    taken = (*passage.code, *passage.formulas(), *links, *tags(passage.text), *labels)
    for found in _NAME.finditer(passage.text, passage.begin):
        character = "" if inside(found.span(), taken) else emoji(found[1])
        if character and character in shown:
            shown = shown.replace(character, "", 1)  # as many as there are: within raw HTML a name is text
            yield Edit(*found.span(), character)
