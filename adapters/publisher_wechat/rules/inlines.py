"""Rules for what stands within a line."""

from __future__ import annotations

import re

from publisher.model.tree import (
    Code,
    Emphasis,
    FootnoteRef,
    HardBreak,
    Image,
    Link,
    Math,
    Ruby,
    SoftBreak,
    Strike,
    Strong,
    Styled,
    Text,
)

from .formulas import formula, width
from .ink import INVISIBLE, Ink, element, words
from .pictures import picture

KEPT = {"u": "u", "ins": "u", "sub": "sub", "sup": "sup", "del": "s", "strike": "s", "b": "strong", "i": "em"}
"""Inline HTML the platform keeps, and the element it becomes."""
NARROW = 18
"""em; a formula wider than this may fill a phone's line, and has to part from its punctuation."""
SPANS = {"mark": "mark", "small": "small", "big": ".big", "kbd": "kbd"}
"""Inline HTML that becomes a span with the style of this selector."""


def text(_ink: Ink, node: Text) -> str:
    return words(INVISIBLE.sub("", node.text))


def soft_break(_ink: Ink, _node: SoftBreak) -> str:
    return " "


def hard_break(_ink: Ink, _node: HardBreak) -> str:
    return "<br>"


def emphasis(ink: Ink, node: Emphasis) -> str:
    return ink.element("em", ink.write(node.inlines))


def strong(ink: Ink, node: Strong) -> str:
    return ink.element("strong", ink.write(node.inlines))


def strike(ink: Ink, node: Strike) -> str:
    return ink.element("s", ink.write(node.inlines))


def styled(ink: Ink, node: Styled) -> str:
    content = ink.write(node.inlines)
    if node.tag in KEPT:
        return ink.element(KEPT[node.tag], content)
    if node.tag in SPANS:
        return ink.element("span", content, SPANS[node.tag])
    if node.tag == "nobr":
        wide = any(width(ink, one.tex) > NARROW for one in node.inlines if isinstance(one, Math))
        return content if wide else element("span", content, "white-space:nowrap")
    if node.tag == "q":
        return f"“{content}”"
    if node.tag in {"samp", "tt", "var"}:
        return _code(ink, content)
    return content + (f"（{words(node.title)}）" if node.title else "")


def ruby(ink: Ink, node: Ruby) -> str:
    return ink.write(node.base) + (f"（{words(node.reading)}）" if node.reading else "")


def code(ink: Ink, node: Code) -> str:
    return _code(ink, spaced(words(node.text)))


def math(ink: Ink, node: Math) -> str:
    return formula(ink, node.tex, node.display)


def link(ink: Ink, node: Link) -> str:
    content = ink.write(node.inlines)
    if ink.live(node):
        return f'<a href="{words(node.url)}" style="{ink.theme.style(["a"])}">{content}</a>'
    if not node.number:
        return content
    return ink.element("span", content, ".link") + cite(ink, f"[{node.number}]")


def footnote_ref(ink: Ink, node: FootnoteRef) -> str:
    return cite(ink, f"[注{node.number}]")


def image(ink: Ink, node: Image) -> str:
    return picture(ink, node, block=False)


def cite(ink: Ink, mark: str) -> str:
    """A raised number; no anchor, since in-page links are refused (45166)."""
    return ink.element("sup", mark, ".cite")


def spaced(text: str) -> str:
    """Leading, trailing and repeated spaces made hard, so that none is dropped; line ends are one space."""
    text = re.sub(r"\s", " ", text)
    return re.sub(r"^ | $| (?= )", "&nbsp;", text)


def _code(ink: Ink, content: str) -> str:
    # The platform strips the style of <code> itself, so a span inside carries it.
    return f"<code>{element('span', content, ink.theme.style(['code']))}</code>"
