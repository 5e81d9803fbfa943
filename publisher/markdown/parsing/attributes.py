"""Attribute lists, which say how something looks: `{#id .class width=50%}` and kramdown's `{: .class}`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

_NAMED = r"[A-Za-z_][\w:.-]*=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'{}]+)"
_MARK = r"[#.][\w:.-]+"
_ALL = rf"(?:{_MARK}|{_NAMED})(?:[ \t]+(?:{_MARK}|{_NAMED}))*"
_QUOTED = r"[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*')"
_LIST = re.compile(rf"\{{(?P<colon>:?)[ \t]*(?P<parts>{_ALL})[ \t]*\}}")
_HEADING = re.compile(
    rf"[ \t]+\{{(?::[ \t]*)?(?:-|(?:{_MARK}|{_QUOTED})(?:[ \t]+(?:{_MARK}|{_NAMED}))*)[ \t]*\}}\Z"
)
_LINE = re.compile(
    rf"\{{(?::[ \t]*(?P<parts>toc\b[^{{}}]*|{_ALL}|:[^{{}}]*|/\w*)|(?P<marks>{_MARK}(?:[ \t]+{_ALL})?))"
    r"[ \t]*\}[ \t]*\Z"
)
_COMMENT_END = re.compile(r"\{:/(?:comment)?\}[ \t]*\Z")
_VALUE = re.compile(r"([A-Za-z_][\w:.-]*)=(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
_SPANS = frozenset({"image", "link_close", "code_inline"})
_DELIMITERS = frozenset({"*", "**", "_", "__", "~~", "=="})


def read(parts: str) -> Mapping[str, str]:
    """The named values of an attribute list."""
    return {name: quoted or single or bare for name, quoted, single, bare in _VALUE.findall(parts)}


def attributes_inline(state: StateInline, silent: bool) -> bool:
    """A list right behind a picture, a link, code or a formula; kramdown's also behind emphasis."""
    if state.src[state.pos] != "{" or silent or state.pending or not state.tokens:
        return False
    found = _LIST.match(state.src, state.pos, state.posMax)
    last = state.tokens[-1]
    if not found or not (
        last.type in _SPANS or (found["colon"] and last.type == "text" and last.content in _DELIMITERS)
    ):
        return False
    if last.type == "image":
        last.meta["attributes"] = read(found["parts"])
    state.pos = found.end()
    return True


def attributes_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """kramdown's `{: .class}` and goldmark's `{.class}` on a line of their own, which are about the block
    above or below; kramdown's options, and its comments with all they hold."""
    at = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(("{:", "{.", "{#"), at) or state.is_code_block(start):
        return False
    found = _LINE.match(state.src, at, state.eMarks[start])
    if not found:
        return False
    parts = found["parts"] or found["marks"]
    last = _comment_end(state, start + 1, end) if parts.startswith(":comment") else start
    if last < start:
        return False
    if not silent:
        token = state.push("attributes", "", 0)
        token.map = [start, last + 1]
        token.meta = {"toc": parts.startswith("toc"), "attributes": read(parts)}
        state.line = last + 1
    return True


def _comment_end(state: StateBlock, line: int, end: int) -> int:
    """The line that ends kramdown's `{::comment}`; -1 where none does."""
    while line < end:
        at = state.bMarks[line] + state.tShift[line]
        if state.src.startswith("{:/", at) and _COMMENT_END.match(state.src, at, state.eMarks[line]):
            return line
        line += 1
    return -1


def strip_headings(state: StateCore) -> None:
    """Takes `{#id}` off headings."""
    for opening, text in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type == "heading_open" and text.content.endswith("}"):
            found = _HEADING.search(text.content)
            if found:
                text.content = text.content[: found.start()].rstrip()
