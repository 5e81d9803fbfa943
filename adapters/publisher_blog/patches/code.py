"""Code that a renderer takes for something else."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from publisher.markdown.rewrite import Edit
from publisher.model.tree import Code

from ..passage import Passage


def as_elements(passage: Passage) -> Iterator[Edit]:
    """`` `$x$` `` is a formula to hexo-renderer-kramed 0.1.4."""
    for node in passage.placed(Code):
        if node.span and node.text.startswith("$") and node.text.endswith("$"):
            yield Edit(*node.span, f"<code>{escape(node.text, quote=False)}</code>")
