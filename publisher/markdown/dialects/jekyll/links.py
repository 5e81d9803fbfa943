"""Liquid that leads somewhere: `link`, `post_url`, `{{ site.baseurl }}`, `{{ '/a.png' | relative_url }}`."""

from __future__ import annotations

import re

from publisher.markdown.dialects.arguments import arguments
from publisher.markdown.dialects.makers import shown_elsewhere
from publisher.markdown.own_links import POST
from publisher.markdown.parsing.tags import Made, Mistake, Parameter
from publisher.model.tree import Link, Text

_LITERAL = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_ADDRESS = re.compile(
    r"(?:(?P<quote>[\"'])(?P<path>[^\"']*)(?P=quote)|(?P<site>site\.(?:baseurl|url|github\.url)))"
    r"(?P<filters>(?:\s*\|\s*(?:relative_url|absolute_url|escape|uri_escape|(?:prepend|append):\s*site\.\w+))*)"
)
_PAGE = re.compile(r"page((?:\.[A-Za-z_][\w-]*)+)")


def link(written: str) -> str | None:
    """`link _posts/2024-01-01-a.md`, `link files/a.pdf`."""
    path = written.strip().strip("\"'")
    post = re.fullmatch(r"/?(?:.*/)?_posts/(.+)\.(?:md|markdown)", path)
    if post:
        return f"{POST}{post[1]}"
    return f"/{path.lstrip('/')}" if path else None


def post_url(written: str) -> str | None:
    """`post_url [folder/]2024-01-01-a`."""
    name = written.strip().strip("/\"'")
    return f"{POST}{name}" if name else None


def to_page(written: str) -> Made:
    address = link(written) or ""
    if not address:
        return Mistake("the tag `link` names no page", "write `[text](address)` instead")
    return Link(url=address, inlines=() if address.startswith(POST) else (Text(text=address),))


def to_post(written: str) -> Made:
    address = post_url(written)
    return Link(url=address) if address else Mistake("`post_url` names no post", "name its file")


def film(name: str, written: str) -> Made:
    """`youtube id`, `gist user/id`, by jekyll-youtube, jekyll-gist and their like."""
    return shown_elsewhere(name, arguments(written).at(0, "id"))


def address(written: str) -> str | None:
    """The path that an output stands for within an address, None where it is no part of one."""
    found = _ADDRESS.fullmatch(written.strip())
    return (found["path"] or "") if found else None


def output(written: str) -> Made:
    """`{{ expression }}` among words: a text in quotes, or a value of the post's own front matter."""
    bare = written.strip()
    if found := _LITERAL.fullmatch(bare):
        return Text(text=found[1] if found[1] is not None else found[2])
    if page := _PAGE.fullmatch(bare):
        return Parameter(name=page[1].lstrip("."), shown=f"{{{{ {bare} }}}}")
    return unknown(bare)


def unknown(expression: str) -> Mistake:
    return Mistake(
        f"what `{{{{ {expression} }}}}` stands for is not known here",
        "write it out, or put {% raw %} and {% endraw %} around it if it is text",
    )
