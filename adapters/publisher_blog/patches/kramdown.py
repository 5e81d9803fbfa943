"""What kramdown alone needs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.markdown.rewrite import Edit
from publisher.markdown.walk import walk
from publisher.model.tree import Details, Division

from ..passage import Passage

_TAG = re.compile(
    r"[ \t>]*<(?:details|div|center|section|article|aside)\b(?![^<>]*\bmarkdown=)", re.IGNORECASE
)


def markdown_in_html(passage: Passage) -> Iterator[Edit]:
    """kramdown 2.4 reads no Markdown within an HTML element that does not say `markdown="1"`."""
    for node in walk(passage.document):
        if isinstance(node, Details | Division) and node.lines[1] > node.lines[0]:
            found = _TAG.match(passage.text, passage.lines(node.lines[0], node.lines[0])[0])
            if found:
                yield Edit(found.end(), found.end(), ' markdown="1"')
