"""How a reader will see the post: the delivered Markdown as a plain blog page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape
from urllib.parse import unquote

from publisher.contract import Page
from publisher.markdown.front_matter import read
from publisher.markdown.html_rules import HTML
from publisher.markdown.parse import parse
from publisher.markdown.render import render
from publisher.markdown.walk import transform
from publisher.model.rendition import Rendition
from publisher.model.tree import Document, Image, Node

from .markup import read_shortcodes

WIDTH = 760
CSS = """
body { margin: 2rem auto; max-width: 44rem; padding: 0 1rem; color: #333; background: #fff;
  font: 16px/1.8 -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
h1, h2, h3, h4 { line-height: 1.4; margin: 1.6em 0 .6em; }
h1.title { font-size: 1.7em; text-align: center; }
p.date { color: #888; font-size: .85em; text-align: center; }
a { color: #0a6ebd; text-decoration: none; }
img { display: block; margin: 1em auto; max-width: 100%; height: auto; }
pre { background: #f6f8fa; padding: .8em 1em; overflow: auto; font-size: .85em; line-height: 1.5; }
code { font-family: Consolas, Menlo, monospace; }
:not(pre) > code { background: #f2f3f5; padding: .1em .3em; border-radius: 3px; }
table { border-collapse: collapse; margin: 1em auto; }
th, td { border: 1px solid #ddd; padding: .3em .8em; }
blockquote { border-left: 4px solid #ddd; color: #666; margin: 1em 0; padding: 0 1em; }
.math { font-family: "Latin Modern Math", "Cambria Math", serif; white-space: pre-wrap; }
div.math { text-align: center; margin: 1em 0; }
"""


def show(rendition: Rendition) -> Page:
    """The page, pictures as asset references. The blog's own theme will dress it differently."""
    pictures = rendition.fields.get("pictures", {})
    assert isinstance(pictures, Mapping)
    dialect = str(rendition.fields.get("generator", "plain"))

    def reference(src: str) -> str:
        return str(pictures.get(src) or pictures.get(unquote(src), ""))

    return Page(WIDTH, CSS, page(rendition.body, dialect, reference))


def page(text: str, dialect: str, address: Callable[[str], str]) -> str:
    """A delivered file as an HTML fragment. `address` turns a picture's address in the text into the one
    to print; "" where it knows none."""
    text = read_shortcodes(text) if dialect == "hugo" else text
    front = read(text)

    def addressed(node: Node) -> Node:
        return replace(node, asset=address(node.src)) if isinstance(node, Image) else node

    document: Document = transform(
        parse(text, dialect=dialect, body_offset=front.body_offset).document, addressed
    )
    title, date = (escape(str(front.data.get(key) or "")) for key in ("title", "date"))
    return f'<h1 class="title">{title}</h1>\n<p class="date">{date}</p>\n{render(document, HTML)}'
