"""Bare addresses, written so that they are links and end where the author meant."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.markdown.rewrite import Edit
from publisher.model.tree import Link

from ..markup import markdown_address, markdown_words
from ..passage import Passage, written


def in_brackets(passage: Passage) -> Iterator[Edit]:
    """`https://a.b` is text to pandoc 2.17 and kramdown 2.4: `<https://a.b>` is a link."""
    for link in _bare(passage):
        yield from _bracketed(passage, link)


def ended(passage: Passage) -> Iterator[Edit]:
    """marked, markdown-it and kramed take Chinese words and signs behind an address for part of it."""
    for link in _bare(passage):
        assert link.span
        following = passage.text[link.span[1] : link.span[1] + 1]
        if following > "\x7f" and not following.isspace():
            yield from _bracketed(passage, link)


def _bare(passage: Passage) -> Iterator[Link]:
    for link in passage.placed(Link):
        if link.auto and not written(passage.text, link).startswith(("<", "{%")):
            yield link


def _bracketed(passage: Passage, link: Link) -> Iterator[Edit]:
    assert link.span
    start, end = link.span
    address = passage.text[start:end]
    if "://" in address:
        yield Edit(start, start, "<")
        yield Edit(end, end, ">")
    else:  # www.a.b
        yield Edit(start, end, f"[{markdown_words(address)}]({markdown_address(link.url)})")
