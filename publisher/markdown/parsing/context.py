"""What reading a tree may ask for beyond the tokens: words as Markdown, the post's own values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from publisher.markdown.parsing.tags import TagSet
from publisher.model.tree import Inlines


@dataclass(frozen=True, slots=True)
class Context:
    """`inlines` reads words that stand in a tag; `parameter` gives the value of the front matter that has a
    path (`author.name`), None where it has none. `inline_dollars`: `$$x$$` among words is within the line."""

    tags: TagSet | None
    inlines: Callable[[str], Inlines]
    parameter: Callable[[str], str | None]
    inline_dollars: bool = False
