"""Where in the source a node of the tree stands, to the character."""

from __future__ import annotations

import re
from html import unescape

from publisher.markdown.lines import line_starts
from publisher.model.tree import Image, Math, MathBlock, Node

Span = tuple[int, int]

_ALT = r"(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*"
_MARKDOWN = re.compile(
    rf"!\[{_ALT}\]\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<bare>[^\s()]*(?:\([^\s()]*\)[^\s()]*)*))"
    r"(?:\s+(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?\s*\)",
    re.DOTALL,
)
_TAG = re.compile(r"\{%-?\s*asset_img\s(?P<arguments>.*?)-?%\}", re.DOTALL)
_HTML = re.compile(r"<img\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
_SRC = re.compile(r"\bsrc\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s>]+))", re.IGNORECASE)


class Locator:
    """Finds spans in one text. What was found once is not found again: equal pictures come in text order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = line_starts(text)
        self._found: set[Span] = set()

    def find(self, node: Image | Math | MathBlock) -> Span | None:
        """The node's own span where the parser knew it, else found by search within the node's lines."""
        span = node.span or self._search(node)
        if span:
            self._found.add(span)
        return span
