"""Jekyll's Liquid, as far as posts use it."""

from __future__ import annotations

import re
from functools import partial

from publisher.markdown.dialects.arguments import arguments, verbatim
from publisher.markdown.dialects.jekyll import includes, links
from publisher.markdown.dialects.makers import FILMS, dropped, figure
from publisher.markdown.parsing.html_names import names
from publisher.markdown.parsing.languages import language_of
from publisher.markdown.parsing.tag_forms import LIQUID
from publisher.markdown.parsing.tags import Container, Made, TagSet
from publisher.model.tree import CodeBlock, Math, Toc

_RAW = re.compile(
    r"(?:\A|(?<=\n))[ \t]*\{%-?\s*(?:end)?raw\s*-?%\}[ \t]*(?:\n|\Z)|\n[ \t]*\{%-?\s*endraw\s*-?%\}[ \t]*\Z"
    r"|\{%-?\s*(?:end)?raw\s*-?%\}"
)


def shown(code: str) -> str:
    """Liquid acts in code too: `raw` around what is to be read is not shown."""
    return _RAW.sub("", code)


def highlight(written: str, body: str) -> Made:
    """`language [linenos] [mark_lines="1 2"]`."""
    return CodeBlock(code=shown(verbatim(body)), language=language_of(written), info=written)


def mermaid(written: str, body: str) -> Made:
    del written
    return CodeBlock(code=verbatim(body), language="mermaid")


def formula(written: str, body: str) -> Made:
    del written
    return Math(tex=body, display=True)


def raw(written: str) -> Container:
    """Liquid runs before Markdown: what it leaves alone is Markdown all the same."""
    del written
    return Container(shield=True)


def picture(written: str) -> Made:
    given = arguments(written)
    return figure(given, given.at(0, "src", "path", "image"))


TAGS = TagSet(
    form=LIQUID,
    inline={
        "": links.output,
        "link": links.to_page,
        "post_url": links.to_post,
        "include": includes.include,
        "include_cached": includes.include,
        **{name: partial(links.film, name) for name in FILMS},
        **dict.fromkeys(names("picture responsive_image img"), picture),
        "toc": lambda written: Toc(),
    },
    verbatim={
        "highlight": highlight,
        "mermaid": mermaid,
        **dict.fromkeys(names("katex math katexmm"), formula),
        "comment": dropped,
    },
    containers={"raw": raw},
    addresses={"": links.address, "link": links.link, "post_url": links.post_url},
    code=shown,
    hint="Liquid that computes something is not known here: write it in Markdown, or put {% raw %} and "
    "{% endraw %} around it if it is text",
)
