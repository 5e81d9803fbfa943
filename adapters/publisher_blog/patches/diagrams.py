"""Diagrams, which stay the code they are: drawing them is the theme's work."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.markdown.rewrite import Edit
from publisher.markdown.walk import walk
from publisher.model.post import Note
from publisher.model.tree import CodeBlock

from ..passage import Passage

_DRAWN = frozenset({"mermaid", "plantuml", "puml", "dot", "graphviz", "flow", "sequence"})


def told(passage: Passage) -> Iterator[Edit | Note]:
    """Hexo's highlighter makes code of a mermaid fence unless told to leave it (NexT 8: `mermaid.enable`
    and `prismjs.exclude_languages`), Hugo and Jekyll need a script or a render hook: seen on pages."""
    for node in walk(passage.document):
        if isinstance(node, CodeBlock) and node.language in _DRAWN and node.lines[0]:
            detail = f"the {node.language} diagram is shown as code unless the blog is set up to draw it"
            yield Note("diagram", detail, node.lines[0])
