"""`**“强调”**后文`: bold to its author, and to CommonMark two stars, since no word ends before them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from publisher.markdown.rewrite import Edit
from publisher.model.tree import Emphasis, Strike, Strong

from ..passage import Passage, written

_SIGNS = {Strong: ("**", "strong"), Emphasis: ("*", "em"), Strike: ("~~", "del")}
NOTHING = "&#8203;"
"""A space without width: beside a run it counts as punctuation, so that the run may open or close."""


def as_elements(passage: Passage) -> Iterator[Edit]:
    """HTML in the place of signs that CommonMark would print: marked 15.0.12 and markdown-it 13.0.2 do."""
    for start, end, opens, closes, name in _unseen(passage):
        size = len(opens)
        yield Edit(start, start + size, f"<{name}>")
        yield Edit(end - len(closes), end, f"</{name}>")


def beside_nothing(passage: Passage) -> Iterator[Edit]:
    """For a renderer that leaves HTML out (Hugo 0.168.0): a space without width beside the signs."""
    text = passage.text
    for start, end, opens, closes, _ in _unseen(passage):
        begin, last = _run(text, start), _run_end(text, end)
        if not _may_open(text, start, len(opens)):
            yield Edit(begin, begin, NOTHING)
        if not _may_close(text, end, len(closes)):
            yield Edit(last, last, NOTHING)


def _unseen(passage: Passage) -> Iterator[tuple[int, int, str, str, str]]:
    for node in passage.placed(Strong, Emphasis, Strike):
        assert node.span
        signs, name = _SIGNS[type(node)]
        markup = written(passage.text, node)
        if len(markup) <= 2 * len(signs) or not (markup.startswith(signs) and markup.endswith(signs)):
            continue  # `_` and HTML: read as CommonMark reads them
        start, end = node.span
        if not (_may_open(passage.text, start, len(signs)) and _may_close(passage.text, end, len(signs))):
            yield start, end, signs, signs, name


def _may_open(text: str, start: int, size: int) -> bool:
    """CommonMark 0.31, left-flanking, under both readings of "punctuation" in use (with and without
    symbols)."""
    before = text[_run(text, start) - 1 : _run(text, start)]
    after = text[_run_end(text, start + size) :][:1]
    return all(not _is_mark(after, also) or _is_gap(before, also) for also in ("P", "PS"))


def _may_close(text: str, end: int, size: int) -> bool:
    before = text[_run(text, end - size) - 1 : _run(text, end - size)]
    after = text[_run_end(text, end) :][:1]
    return all(not _is_mark(before, also) or _is_gap(after, also) for also in ("P", "PS"))


def _run(text: str, at: int) -> int:
    """Where the run of signs around or behind a position begins."""
    while at and text[at - 1] == text[at]:
        at -= 1
    return at


def _run_end(text: str, at: int) -> int:
    while at < len(text) and text[at] == text[at - 1]:
        at += 1
    return at


def _is_mark(sign: str, kinds: str) -> bool:
    return bool(sign) and (unicodedata.category(sign)[0] in kinds or sign in _ASCII)


def _is_gap(sign: str, kinds: str) -> bool:
    return not sign or sign.isspace() or _is_mark(sign, kinds)


_ASCII = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
