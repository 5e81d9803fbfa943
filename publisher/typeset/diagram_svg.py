"""What an engine drew → a drawing that needs nothing from outside, in our fonts, with a margin, measured."""

from __future__ import annotations

import math
import re
from html import unescape

from publisher.model.drawing import FONTS, Diagram, DiagramError

MARGIN = 8
"""CSS pixels around what is drawn: some diagrams leave none."""
MOST_SIDE, MOST_AREA = 16_000, 12_000_000
"""CSS pixels, and their square: at two pixels each, as much as is ever decoded of a picture."""
CSS = ".grid .tick line{stroke:inherit}"
"""Where attributes the engine writes say something else than its style sheet means."""
_TAG = re.compile(r"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*+>")
_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL)
_LINK = re.compile(r"<(/?)a\b")
_TARGET = re.compile(r"(<g\b(?:[^>\"']|\"[^\"]*\")*?)\s(?:xlink:)?href=\"[^\"]*\"")
_OUTSIDE = re.compile(
    r"<(?:script|image|feImage|foreignObject|iframe)\b|\shref\s*=\s*[\"'](?!#)|xlink:href\s*=\s*[\"'](?!#)"
    r"|url\(\s*(?!(?:[\"']|&quot;|\\\")?#)|@import|@font-face",
    re.IGNORECASE,
)
_FAMILY = re.compile(r"font-family\s*:(?:&quot;.*?&quot;|\"[^\"<>]*?\"|'[^']*'|[^;}\"'<>&])+")
_FAMILY_ATTRIBUTE = re.compile(r"(?<=\s)font-family=(?:\"[^\"]*\"|'[^']*')")
_ROOT = re.compile(r"<svg\b[^>]*>")
_BOX = re.compile(r"\sviewBox=\"([^\"]*)\"")
_SIZES = re.compile(r"\s(?:viewBox|width|height|style|preserveAspectRatio)=\"[^\"]*\"")
_TEXT = re.compile(r"<text\b[^>]*>(.*?)</text>", re.DOTALL)
_TITLE = re.compile(r"^\s*(?:accTitle\s*:|title\s*:?)\s*(.+)$", re.MULTILINE)
_CHINESE = re.compile("[\u4e00-\u9fff]")


def finished(svg: str, text: str) -> Diagram:
    """`text` is what the author wrote. Raises DiagramError for a drawing that is not safe, empty or huge."""
    svg = _TARGET.sub(r"\1", _LINK.sub(r"<\1g", svg))  # a picture has no links
    if any(map(_OUTSIDE.search, (*_TAG.findall(svg), *_STYLE.findall(svg)))):
        raise DiagramError("it uses pictures or styles from elsewhere")
    svg = _FAMILY.sub(f"font-family:{FONTS}", svg)
    svg = _FAMILY_ATTRIBUTE.sub(f'font-family="{FONTS}"', svg)
    # with fonts unlike those measured, words may be a little longer: better that than cut off
    svg = svg.replace("overflow:hidden", "overflow:visible")
    svg = svg.replace("</style>", f"{CSS}</style>", 1)
    root = _ROOT.search(svg)
    box = _BOX.search(root[0]) if root else None
    left, top, width, height = (float(number) for number in box[1].split()) if box else (0, 0, 0, 0)
    if root is None or min(width, height) <= 0:
        raise DiagramError("there is nothing in it")
    width, height = math.ceil(width + 2 * MARGIN), math.ceil(height + 2 * MARGIN)
    if max(width, height) > MOST_SIDE or width * height > MOST_AREA:
        raise DiagramError("it is too large")
    sizes = f'viewBox="{left - MARGIN:g} {top - MARGIN:g} {width} {height}" width="{width}" height="{height}"'
    opening = _SIZES.sub("", root[0]).removesuffix(">")
    return Diagram(f"{opening} {sizes}>{svg[root.end() :]}", width, height, _words(svg, text))


def _words(svg: str, text: str) -> str:
    """Title and labels as the author wrote them, in that order; the numbers on an axis are none."""
    title = _TITLE.search(text)
    titled = (title[1].strip().strip("\"'"),) if title else ()
    drawn = (unescape(_TAG.sub(" ", found)) for found in _TEXT.findall(svg))
    labels = {label for words in drawn for label in _written(words, text)}
    told = dict.fromkeys((*titled, *sorted(labels, key=text.index)))
    return ("、" if _CHINESE.search(text) else ", ").join(told)


def _written(label: str, text: str) -> list[str]:
    """The label, if the author wrote it so, else its words that are the author's."""
    words = label.split()
    parts = [" ".join(words)] if " ".join(words) in text else words
    return [part for part in parts if part in text and any(map(str.isalpha, part))]
