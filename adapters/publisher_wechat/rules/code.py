"""The rule for code blocks: line ends as <br>, hard spaces, colours as inline styles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from publisher.contract import Colour
from publisher.model.tree import CodeBlock

from .ink import LINE_ENDS, Ink, element, words

TAB = 4


def code_block(ink: Ink, node: CodeBlock) -> str:
    runs = _visible(_runs(ink, ink.colour(_expanded(node.code), node.language)))
    content, fresh = "", True
    for style, text in runs:
        html = _hard(words(text), ink.space, fresh=fresh)
        content += element("span", html, style) if style else html
        fresh = text.endswith("\n")
    return ink.element("pre", content)


def _runs(ink: Ink, colours: tuple[Colour, ...]) -> Iterator[tuple[str, str]]:
    """(style, text) with neighbours of one style joined."""
    styled = ((ink.theme.code(run.kind), run.text) for run in colours)
    for style, group in groupby(styled, key=lambda run: run[0]):
        yield style, "".join(text for _, text in group)


def _visible(runs: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    """A run of mere white space between two coloured ones is lost by the platform: it joins its neighbour."""
    kept: list[tuple[str, str]] = []
    for style, text in runs:
        if kept and (not text.strip() or kept[-1][0] == style):
            kept[-1] = (kept[-1][0], kept[-1][1] + text)
        elif kept and not kept[-1][1].strip():
            kept[-1] = (style, kept[-1][1] + text)
        else:
            kept.append((style, text))
    return kept


def _hard(html: str, space: str, *, fresh: bool) -> str:
    """Line ends and the spaces that would vanish: at a line's start, and all but the last of several."""
    starts = r"(?:(?<=\n)|^) +" if fresh else r"(?<=\n) +"
    html = re.sub(starts, lambda found: space * len(found.group()), html)
    return re.sub(r" (?= )", space, html).replace("\n", "<br>")


def _expanded(code: str) -> str:
    return "\n".join(line.expandtabs(TAB) for line in LINE_ENDS.sub("\n", code).split("\n"))
