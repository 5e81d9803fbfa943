"""The dialects sources are written in, by name: what each adds to Markdown."""

from __future__ import annotations

from collections.abc import Mapping

from publisher.markdown.dialects import hexo, jekyll
from publisher.markdown.parsing.tags import TagSet

DIALECTS: Mapping[str, TagSet | None] = {
    "hexo": hexo.TAGS,
    "jekyll": jekyll.TAGS,
    "hugo": None,  # its shortcodes are text so far
    "plain": None,
}
"""Source tags by dialect; None: `{% … %}` is text."""
