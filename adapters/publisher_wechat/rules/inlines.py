"""Rules for what stands within a line."""

from __future__ import annotations

import re

from publisher.model.tree import (
    Code,
    Emphasis,
    FootnoteRef,
    HardBreak,
    Inlines,
    Link,
    Math,
    Ruby,
    SoftBreak,
    Strike,
    Strong,
    Styled,
    Text,
)

from .formulas import tied
from .ink import INVISIBLE, JOINER, Ink, element, words

KEPT = {"u": "u", "ins": "u", "sub": "sub", "sup": "sup", "del": "s", "strike": "s", "b": "strong", "i": "em"}
"""Inline HTML the platform keeps, and the element it becomes."""
SPANS = {"mark": "mark", "small": "small", "big": ".big", "kbd": "kbd"}
"""Inline HTML that becomes a span with the style of this selector."""


def text(_ink: Ink, node: Text) -> str:
    return words(INVISIBLE.sub("", node.text))


def soft_break(_ink: Ink, _node: SoftBreak) -> str:
    return " "


def hard_break(_ink: Ink, _node: HardBreak) -> str:
    return "<br>"


def emphasis(ink: Ink, node: Emphasis) -> str:
    return _word(ink, "em", ink.write(node.inlines))


def strong(ink: Ink, node: Strong) -> str:
    return _word(ink, "strong", ink.write(node.inlines))


def strike(ink: Ink, node: Strike) -> str:
    return _word(ink, "s", ink.write(node.inlines))


def styled(ink: Ink, node: Styled) -> str:
    if node.tag == "nobr":
        return _tied(ink, node.inlines)
    content = ink.write(node.inlines)
    if node.tag in KEPT:
        return _word(ink, KEPT[node.tag], content)
    if node.tag in SPANS:
        return ink.element("span", content, SPANS[node.tag])
    if node.tag == "q":
        return f"“{content}”"
    if node.tag in {"samp", "tt", "var"}:
        return _code(ink, content)
    return content + (f"（{words(node.title)}）" if node.title else "")


def ruby(ink: Ink, node: Ruby) -> str:
    return ink.write(node.base) + (f"（{words(node.reading)}）" if node.reading else "")


def code(ink: Ink, node: Code) -> str:
    return _code(ink, spaced(words(node.text)))


def link(ink: Ink, node: Link) -> str:
    content = ink.write(node.inlines)
    if ink.live(node):
        return ink.element("a", content).replace("<a", f'<a href="{words(node.url)}"', 1)
    if not node.number:
        return content
    said = ink.element("span", content, ".link") if ink.manner.marks else content
    return said + cite(ink, f"[{node.number}]")


def footnote_ref(ink: Ink, node: FootnoteRef) -> str:
    return cite(ink, f"[注{JOINER}{node.number}]")


def cite(ink: Ink, mark: str) -> str:
    """A raised number that stays with the word before it; no anchor, in-page links are refused (45166)."""
    return JOINER + (ink.element("sup", mark, ".cite") if ink.manner.marks else element("sup", mark))


def spaced(text: str) -> str:
    """Leading, trailing and repeated spaces made hard, so that none is dropped; line ends are one space."""
    text = re.sub(r"\s", " ", text)
    return re.sub(r"^ | $| (?= )", "&nbsp;", text)


def _tied(ink: Ink, inlines: Inlines) -> str:
    """A formula with the punctuation the pass put beside it."""
    at = next(at for at, node in enumerate(inlines) if isinstance(node, Math))
    formula = inlines[at]
    assert isinstance(formula, Math)
    return tied(ink, formula, ink.write(inlines[:at]), ink.write(inlines[at + 1 :]))


def _word(ink: Ink, tag: str, content: str) -> str:
    return ink.element(tag, content) if ink.manner.words else element(tag, content)


def _code(ink: Ink, content: str) -> str:
    # the platform strips the style of <code> itself, so a span inside carries it
    return element("code", ink.element("span", content, "code") if ink.manner.words else content)
