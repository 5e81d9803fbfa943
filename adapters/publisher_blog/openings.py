"""Hexo's tags at the beginning of a line that goes on with words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from publisher.markdown.rewrite import Edit

from .passage import PREFIX, Passage
from .spans import inside

NOTHING = "<wbr>"
"""A place where a line may break: shows nothing, and is no block."""
_TAG = re.compile(
    rf"^{PREFIX.pattern}(?P<tags>(?:(?:\{{%[-~]?\s*(?:asset_img|asset_link|post_link|link|img)\b.*?%\}}"
    r"|\{%[-~]?\s*raw\s*%\}.*?\{%\s*endraw\s*%\})[ \t]*)++)[^\s]",
    re.MULTILINE,
)


def guarded(passage: Passage, edits: Iterable[Edit]) -> Iterator[Edit]:
    """Edits whose text is a tag, the sign before it where words follow on the line."""
    for edit in edits:
        following = passage.text[edit.end :].split("\n", 1)[0].strip()
        if edit.text.startswith("{%") and following and passage.opens_line(edit.start):
            yield replace(edit, text=NOTHING + edit.text)
        else:
            yield edit


def tags(passage: Passage, done: tuple[Edit, ...]) -> Iterator[Edit]:
    """Hexo 8.1.2 puts a comment in a tag's place until the Markdown is rendered. At the beginning of a line
    that is an HTML block to marked, markdown-it and pandoc: the rest of the line is no Markdown, or no part
    of the paragraph."""
    taken = (*passage.code, *((edit.start, edit.end) for edit in done))
    for found in _TAG.finditer(passage.text):
        at = found.start("tags")
        if not inside((at, at + 1), taken):
            yield Edit(at, at, NOTHING)
