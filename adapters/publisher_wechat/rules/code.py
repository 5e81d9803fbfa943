"""Code blocks: line ends as <br>, hard spaces, colours as inline styles.

The platform loses line ends, leading spaces and white space that stands alone between two spans, so there
is none of these. Numbered or marked lines are sections, all others stand in one `pre`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby

from publisher.contract import Colour
from publisher.markdown.code_info import CodeInfo, read
from publisher.model.tree import CodeBlock

from ..slots import Slot
from ..theme import Theme
from .ink import LINE_ENDS, SPACE, Ink, Options, element, words
from .styles import LOST, Style, text_of

TAB = 4
DIGIT = 0.62
"""em; as wide as a digit gets in the typefaces code is set in."""
FEW = ("k", "s", "c", "gi", "gd", "gh", "gu")
"""What keeps its colour when only few may: keywords, strings, comments, and the lines of a diff."""
MARKED: Style = {"background": "rgba(128,128,128,.2)"}
"""Half-transparent, so that it shows on a light page and on a dark one."""
WRAPPED: Style = {"white-space": "pre-wrap", "word-break": "break-word"}
SCROLLED: Style = {"overflow-x": "auto", "white-space": "pre"}

Paint = Callable[[str], str]
"""A Pygments class → the style of its runs, "" = plain."""


def code_block(ink: Ink, node: CodeBlock) -> str:
    info = read(node)
    style = {**ink.style(("pre",)), **(SCROLLED if ink.options.scroll else WRAPPED)}
    if not ink.options.scroll:
        style.pop("overflow-x", None)
    slot = str(Slot(ink.listings[node], node.lines[0]))
    if not lined(info, ink.options):
        return _title(ink, info.title) + ink.dressed("pre", slot, style)
    inner = _inner(node, info, ink.options)
    content = element("section", slot, text_of(inner)) if inner else slot
    return _title(ink, info.title) + ink.dressed("section", content, style)


def lined(info: CodeInfo, options: Options) -> bool:
    """Whether each line is an element of its own."""
    return bool(info.marked) or _numbered(info, options)


def written(node: CodeBlock, colours: Iterable[Colour], options: Options, theme: Theme, amount: str) -> str:
    """A block's lines, coloured `all`, in `few` colours or in `none`."""
    paints: Mapping[str, Paint] = {
        "all": theme.code,
        "few": lambda kind: theme.code(kind) if kind.startswith(FEW) else "",
        "none": lambda _kind: "",
    }
    info = read(node)
    runs = _visible(_runs(colours, cache(paints[amount])))
    if not lined(info, options):
        return _flowing(runs)
    # a line is a block of text: it says itself what the editor would lose
    base = {name: value for name, value in theme.merged(("pre",)).items() if name in LOST}
    number = theme.style((".line-number",)) or theme.code("c")
    last = len(str(info.start + node.code.count("\n")))
    lines = []
    for offset, line in enumerate(_lines(runs)):
        content = _flowing(line) or "<br>"
        if _numbered(info, options):
            content = (
                element("span", f"{info.start + offset}".rjust(last, "\u2007") + SPACE, number) + content
            )
        marked = (theme.merged((".line-marked",)) or MARKED) if offset + 1 in info.marked else {}
        lines.append(element("section", content, text_of({**base, **marked})))
    return "".join(lines)


def expanded(code: str) -> str:
    """The code with spaces for tabs and one kind of line end."""
    return "\n".join(line.expandtabs(TAB) for line in LINE_ENDS.sub("\n", code).split("\n"))


def _numbered(info: CodeInfo, options: Options) -> bool:
    return options.numbers if info.numbers is None else info.numbers


def _inner(node: CodeBlock, info: CodeInfo, options: Options) -> Style:
    """What holds the lines: numbers hang to their left; marks reach to the end of the longest line."""
    if options.scroll:
        return {"display": "inline-block", "min-width": "100%"}
    if not _numbered(info, options):
        return {}
    room = DIGIT * (len(str(info.start + node.code.count("\n"))) + 1)
    return {"padding-left": f"{room:.2f}em", "text-indent": f"-{room:.2f}em"}


def _title(ink: Ink, title: str) -> str:
    if not title:
        return ""
    return ink.element("p", words(title), ".code-title")


def _runs(colours: Iterable[Colour], paint: Paint) -> Iterator[tuple[str, str]]:
    """(style, text) with neighbours of one style joined."""
    styled = ((paint(run.kind), run.text) for run in colours)
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


def _lines(runs: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    line: list[tuple[str, str]] = []
    for style, text in runs:
        first, *rest = text.split("\n")
        line.append((style, first))
        for further in rest:
            yield line
            line = [(style, further)]
    yield line


def _flowing(runs: Iterable[tuple[str, str]]) -> str:
    content, fresh = "", True
    for style, text in runs:
        if text:
            content += element("span", _hard(words(text), fresh=fresh), style)
            fresh = text.endswith("\n")
    return content


def _hard(html: str, *, fresh: bool) -> str:
    """Line ends and the spaces that would vanish: at a line's start, and all but the last of several."""
    starts = r"(?:(?<=\n)|^) +" if fresh else r"(?<=\n) +"
    html = re.sub(starts, lambda found: SPACE * len(found.group()), html)
    return re.sub(r" (?= )", SPACE, html).replace("\n", "<br>")
