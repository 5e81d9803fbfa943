"""What every render rule is given, and how an element is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from publisher.contract import Colour, Typeset
from publisher.model.rendition import REFERENCE
from publisher.model.tree import Link, Node

from ..theme import PLAIN, Style, Theme

INVISIBLE = re.compile("[\u00ad\u180e\u200b\u200e\u200f\u2060\ufeff]")
"""Zero-width characters; the joiners U+200C and U+200D are left, emoji and some scripts need them."""
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Ink:
    """How to write in one place of the article.

    `rules` says how each kind of node is written; `drawn` holds every formula that could be drawn, by
    (tex, display). `text` names the selectors of running text here, `align` overrides its alignment
    ("" = the theme's), `indent` is in em; `space` is how a space that must stay is written in code.
    """

    rules: Mapping[type[Node], Callable[[Ink, Any], str]]
    theme: Theme
    drawn: Mapping[tuple[str, bool], Typeset]
    colour: Callable[[str, str], tuple[Colour, ...]]
    live: Callable[[Link], bool]
    text: tuple[str, ...] = ("p",)
    align: str = ""
    indent: float = 0
    space: str = "&nbsp;"

    def write(self, nodes: Node | Iterable[Node]) -> str:
        """One node or several as HTML; a kind no rule is for is a TypeError."""
        if not isinstance(nodes, Node):
            return "".join(self.write(node) for node in nodes)
        rule = self.rules.get(type(nodes))
        if rule is None:
            raise TypeError(f"no rule writes {type(nodes).__name__}")
        return rule(self, nodes)

    def within(self, *names: str) -> Ink:
        """The same, with running text also styled by these selectors."""
        return replace(self, text=(*self.text, *names))

    def element(self, tag: str, content: str, *names: str, extra: Style = PLAIN) -> str:
        """An element styled by its own selector, or by `names` where they are given."""
        return element(tag, content, self.theme.style(names or (tag,), extra))

    def block(self, tag: str, content: str, names: Iterable[str] = (), extra: Style = PLAIN) -> str:
        """A block of running text: `names`, else `text`, with this place's alignment and indentation."""
        placed = dict(extra)
        if self.align:
            placed["text-align"] = self.align
        if self.indent:
            placed["padding-left"] = em(self.indent)
        return element(tag, content, self.theme.style(tuple(names) or self.text, placed))


ESCAPES = re.compile(r"\\u(?=[0-9a-fA-F]{4})")
"""WeChat takes `\\u4e2d` in a body for an escape that was sent undecoded, even in a code listing."""


def element(tag: str, content: str, style: str = "") -> str:
    """An element with its style inline; no white space is ever put between elements."""
    return f'<{tag} style="{style}">{content}</{tag}>' if style else f"<{tag}>{content}</{tag}>"


def words(text: str) -> str:
    """Text as HTML; what looks like an asset reference but is the author's words cannot be taken for one."""
    text = UNPRINTABLE.sub("", LINE_ENDS.sub("\n", text))
    html = ESCAPES.sub("&#92;u", escape(text, quote=False).replace('"', "&quot;"))
    return REFERENCE.sub(lambda found: found.group().replace(":", "&#58;"), html)


def em(size: float) -> str:
    """A length in em, at most three decimals."""
    return f"{size:.3f}".rstrip("0").rstrip(".") + "em"
