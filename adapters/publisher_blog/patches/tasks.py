"""Task lists for renderers that print `[ ]`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.markdown.rewrite import Edit
from publisher.markdown.walk import walk
from publisher.model.tree import Item

from ..passage import Passage

_TASK = re.compile(r"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)+(\[[ xX]\])")


def as_boxes(passage: Passage) -> Iterator[Edit]:
    """The box that GitHub's renderers make of it: markdown-it 13 and kramed 0.5 make none."""
    for node in walk(passage.document):
        if isinstance(node, Item) and node.checked is not None:
            found = _TASK.match(passage.text, passage.lines(node.lines[0], node.lines[0])[0])
            if found:
                state = " checked" if node.checked else ""
                yield Edit(*found.span(1), f'<input type="checkbox"{state} disabled>')
