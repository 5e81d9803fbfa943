"""Markup that did not work and stands there as text, and reminders an author left for later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from publisher.markdown.lint.manuscript import OBJECT, Line, Manuscript
from publisher.model.post import Note

_SHOWN = 40  # characters of a line that are quoted


@dataclass(frozen=True, slots=True)
class Left:
    """`pattern` is looked for in the words of a line; nothing is said where the author's line holds
    `escape`, which is how the sign is written on purpose."""

    code: str
    pattern: re.Pattern[str]
    message: str
    escape: str = ""


def _left(code: str, pattern: str, message: str, escape: str = "") -> Left:
    return Left(code, re.compile(pattern), message, escape)


_ADDRESS = r"\s*(?:https?://|www\.|\.{0,2}/|#|[^\s（）()]+\.(?:md|html?)\b)"
_FULL_WIDTH = "full-width brackets make no link"

LEFT: tuple[Left, ...] = (
    _left(  # not 2**10
        "emphasis-as-text",
        r"(?<![A-Za-z0-9_)\]*])\*\*(?!\*)|(?<!\*)\*\*(?![A-Za-z0-9_(\[*])",
        "** stands there as text",
        "\\*",
    ),
    _left("math-as-text", r"\$\$", "$$ stands there as text: its other half is missing", "\\$"),
    _left("math-as-text", r"\\(?:begin|end)\{\w+\*?\}", "TeX outside a formula"),
    _left(
        "link-as-text",
        rf"\[[^\[\]]{{1,100}}\]\({_ADDRESS}[^)]{{0,300}}\)",
        "a link that is none: is there a space in its address?",
        "\\[",
    ),
    _left("link-as-text", rf"\[[^\[\]]{{1,60}}\]\s?（{_ADDRESS}[^）]{{0,300}}）", _FULL_WIDTH),
    _left("link-as-text", rf"【[^【】]{{1,60}}】\s?[（(]{_ADDRESS}[^）)]{{0,300}}[）)]", _FULL_WIDTH),
    _left("tag-as-text", r"\{%-?\s*\w|\{\{[<%]", "a template tag stands there as text"),
    _left("heading-as-text", r"^＃{1,6}\s*\S", "a full-width ＃ makes no heading"),
    _left("heading-as-text", r"^#{2,6}[^\s#]", "a heading needs a space behind its #", "\\#"),
    _left(
        "table-as-text",
        r"^\s*(?=[^|]*\|)\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$",
        "a table that is none: its head and this line must have as many cells, and nothing above them",
        "\\|",
    ),
    _left("fence-as-text", r"^\s*(?:`{3,}|~{3,}|·{3,}\w*$)", "a code fence stands there as text", "\\`"),
    _left("footnote-as-text", r"\[\^[^\]\s]+\]", "no note of this name is defined", "\\["),
    _left(
        "todo-left",
        r"(?:^|[\s（(【\[])(?:TODO|FIXME|TBD|XXX|待补充|待完善|待续写)(?=\s*(?:[:：)）】\]]|$))",
        "a reminder was left",
    ),
)


def leftovers(about: Manuscript) -> Iterator[Note]:
    for line in about.words:
        written = about.line(line.number)
        told: set[str] = set()
        for left in LEFT:
            found = left.pattern.search(line.text)
            if found is None or left.code in told or (left.escape and left.escape in written):
                continue
            told.add(left.code)
            column = about.column(line.number, found.group().strip())
            yield Note(left.code, f"{left.message}: {_around(line.text, found)}", line.number, column)
        yield from _backslash(line, written)


def _backslash(line: Line, written: str) -> Iterator[Note]:
    """A backslash breaks a line only where another follows in the same paragraph."""
    if line.last and line.text.endswith("\\") and not written.rstrip().endswith("\\\\"):
        text = line.text[-_SHOWN:].strip()
        yield Note("backslash-as-text", f"this \\ ends no line: {text}", line.number, len(written.rstrip()))


def _around(text: str, found: re.Match[str]) -> str:
    """Some of the line, so that it can be found."""
    begin = max(0, min(found.start() - 8, len(text) - _SHOWN))
    shown = text[begin : begin + _SHOWN].strip().replace(OBJECT, "▢")
    return f"{'…' if begin else ''}{shown}{'…' if begin + _SHOWN < len(text) else ''}"
