"""Links: with words to click on, an address behind them, and the site's own under the name it goes by."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from publisher.markdown.lint.manuscript import Manuscript
from publisher.markdown.passes.links import find
from publisher.markdown.walk import walk
from publisher.model.post import Note, Site
from publisher.model.tree import Code, Image, Link, Math, Text


def links(about: Manuscript) -> Iterator[Note]:
    for node in about.nodes:
        if not isinstance(node, Link):
            continue
        line = node.lines[0]
        if not node.url.strip():
            yield Note("link-empty", "this link leads nowhere: its address is empty", line)
        elif not _shows(node) and find(node.url, about.site) is None and not node.own:
            yield Note("link-empty", f"nothing to click on: the link to {node.url} has no words", line)
        if other := _other_name(node.url, about.site):
            yield Note(
                "link-own-spelling",
                f"{node.url} names this site as {other}, which is neither its url nor one of its aliases",
                line,
            )


def _shows(node: Link) -> bool:
    return any(
        isinstance(below, Image | Math) or (isinstance(below, Text | Code) and below.text.strip())
        for inline in node.inlines
        for below in walk(inline)
    )


def _other_name(url: str, site: Site) -> str:
    """Scheme and host of an own address that publish.toml does not know; "" where all is well."""
    try:
        parts = urlsplit(url)
        known = {_name(base) for base in (site.url, *site.aliases) if base}
        if parts.scheme in {"http", "https"} and site.is_own(url) and _name(url) not in known:
            return _name(url)
    except ValueError:  # no address at all
        pass
    return ""


def _name(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}"
