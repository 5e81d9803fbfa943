"""Jekyll's Liquid tags, as far as posts use them."""

from __future__ import annotations

from publisher.markdown.dialects.arguments import verbatim, words
from publisher.markdown.parsing.tags import TagSet
from publisher.model.tree import Block, CodeBlock


def highlight(arguments: str, body: str) -> Block:
    """`language [linenos]`."""
    parts = words(arguments)
    return CodeBlock(code=verbatim(body), language=parts[0].text.lower() if parts else "", info=arguments)


TAGS = TagSet(
    verbatim={"highlight": highlight},
    raw=frozenset({"raw"}),
    hint="of Liquid's tags only `raw` and `highlight` are known here: write it in Markdown",
)
