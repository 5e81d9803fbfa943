"""What lines begin with, and what may stand on them."""

from __future__ import annotations

import re

FENCE = re.compile(r"([ \t]*(?:(?:>|[-+*]|\d{1,9}[.)])[ \t]+)*)(`{3,}|~{3,})(.*)")
HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+(.*)|$)")
RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
MARKER = re.compile(r"([ \t]*)([-+*]|\d{1,9}[.)])(?:([ \t]+)|$)")
QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
DELIMITERS = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
DEFINITION = re.compile(r" {0,3}\[([^\]\[\n]+)\]:")
SIMPLE_DEFINITION = re.compile(
    r" {0,3}\[([^\]\[\\\n]+)\]:[ \t]+(?:<([^<>\\]*)>|([^\s<>()`\\]+))(?:[ \t]+\"[^\"\\]*\")?[ \t]*$"
)
MORE = re.compile(r"<!--[ \t]*more[ \t]*-->[ \t]*$", re.IGNORECASE)
COMMENT = re.compile(r"<!--(?!-?>)(?:(?!--).)*-->[ \t]*$")
AUTOLINK = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\s]*>")
SPECIAL = re.compile(r"[#>|<:]|\[[^\]]*\]:|[-*_=]{3}")
"""What an item of a list may begin with that is more than words."""
LINKS = re.compile(r"\[|://|www\.|\{[%{]|<[A-Za-z]", re.IGNORECASE)
STRANGE = re.compile(r":::|!!!|\?\?\?|===|@tab|@\[|\*\[|:[ \t]|\{[:{]|\$\{|\[\[?_?toc", re.IGNORECASE)
"""What boxes, tabs, definition lists, abbreviations, attributes and tables of contents begin with."""
CLOSERS = {"$$": "$$", "\\\\[": "\\\\]", "\\[": "\\]", "\\begin{": "\\end{"}
"""Of formulas that may have their lines to themselves."""


def indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def cells_of(row: str) -> int:
    return row.strip().strip("|").count("|") + 1


def label_of(text: str) -> str:
    return " ".join(text.split()).casefold()
