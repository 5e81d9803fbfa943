"""Jekyll's Liquid tags, as far as posts use them."""

from __future__ import annotations

from publisher.markdown.dialects.arguments import verbatim
from publisher.markdown.parsing.languages import language_of
from publisher.markdown.parsing.tags import TagSet
from publisher.model.tree import Block, CodeBlock


def highlight(arguments: str, body: str) -> Block:
    """`language [linenos]`."""
    return CodeBlock(code=verbatim(body), language=language_of(arguments), info=arguments)


TAGS = TagSet(
    verbatim={"highlight": highlight},
    raw=frozenset({"raw"}),
    hint="of Liquid's tags only `raw` and `highlight` are known here: write it in Markdown",
)
