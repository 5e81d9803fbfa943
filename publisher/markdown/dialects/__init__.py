"""The dialects sources are written in, by name: what each adds to Markdown."""

from __future__ import annotations

from collections.abc import Mapping

from publisher.markdown.dialects import hexo, hugo, jekyll
from publisher.markdown.parsing.tags import TagSet

DIALECTS: Mapping[str, TagSet | None] = {
    "hexo": hexo.TAGS,
    "jekyll": jekyll.TAGS,
    "hugo": hugo.TAGS,
    "plain": None,
}
"""Source tags by dialect; None: `{% … %}` and `{{< … >}}` are text."""
