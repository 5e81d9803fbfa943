"""Hexo's source tags, and Jekyll's, for a generator that does not know them: written in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.errors import SourceError
from publisher.markdown.lines import line_at, line_end, line_starts
from publisher.markdown.passes.links import POST
from publisher.markdown.plain import plain
from publisher.markdown.rewrite import Edit
from publisher.markdown.walk import walk
from publisher.model.post import Post
from publisher.model.tree import CodeBlock, Document, Image, Link, Node

from .generators import Generator
from .hazards import raw, shortcodes
from .markup import Picture, markdown_address, markdown_image
from .spans import Span, inside, lines

_TAG = re.compile(r"\{%[-~]?\s*(?P<name>[A-Za-z_][\w-]*).*?%\}", re.DOTALL)
_MORE = re.compile(r"<!--[ \t]*more[ \t]*-->")
_RAW = frozenset({"raw", "endraw"})
TAGGED = frozenset({"hexo", "jekyll"})
"""The dialects that have such tags."""


def translated(
    post: Post, resolved: Document, rules: Generator, code: tuple[Span, ...], done: tuple[Edit, ...]
) -> Iterator[Edit]:
    """Edits for every tag outside code that no edit of `done` covers. `resolved` is the post's tree with
    its own links led to their posts. SourceError for a tag that says what Markdown cannot."""
    text = post.text
    made = {
        node.span[0]: node
        for tree in (post.document, resolved)
        for node in walk(tree)
        if node.span and isinstance(node, Link | Image)
    }
    blocks = _code_blocks(post)
    covered: list[Span] = [*code, *((edit.start, edit.end) for edit in done)]
    inner = raw(text)
    for found in _TAG.finditer(text):
        name, start = found["name"], found.start()
        if inside(found.span(), covered) or (name not in _RAW and inside(found.span(), inner)):
            continue
        if name in _RAW:
            if rules.name == "hugo":
                yield Edit(*found.span(), "")
        elif start in blocks:
            edit = _fenced(text, *blocks[start])
            covered.append((edit.start, edit.end))
            yield edit
        elif start in made:
            yield Edit(*found.span(), _written(made[start]))
        else:
            raise SourceError(
                f"the tag `{{% {name} %}}` means nothing to {rules.name.capitalize()}",
                hint="write what it says in Markdown",
                path=post.path,
                line=line_at(text, start),
            )


def refuse_shortcodes(post: Post, rules: Generator, code: tuple[Span, ...]) -> None:
    """SourceError for the first of Hugo's shortcodes: it would be printed as it stands."""
    for found in shortcodes(post.text, code):
        raise SourceError(
            f"the shortcode {found.group()} means nothing to {rules.name.capitalize()}",
            hint="write what it says in Markdown",
            path=post.path,
            line=line_at(post.text, found.start()),
        )


def excerpt_ends(text: str, code: tuple[Span, ...]) -> Iterator[Edit]:
    """Hugo and Jekyll know the mark only without spaces."""
    for found in _MORE.finditer(text):
        if not inside(found.span(), code) and found.group() != "<!--more-->":
            yield Edit(*found.span(), "<!--more-->")


def _written(node: Node) -> str:
    if isinstance(node, Image):
        return markdown_image(Picture(node.src, node.alt, node.title), markdown_address(node.src))
    assert isinstance(node, Link)
    words = re.sub(r"([\\\[\]*_`$<])", r"\\\1", plain(node)) or node.url.removeprefix(POST)
    if node.url.startswith(POST):  # a post that the site does not have
        return words
    return f"<{node.url}>" if node.auto else f"[{words}]({markdown_address(node.url)})"


def _code_blocks(post: Post) -> dict[int, tuple[CodeBlock, Span]]:
    """Code blocks that a tag makes, by where the tag begins."""
    text = post.text
    starts = line_starts(text)
    found: dict[int, tuple[CodeBlock, Span]] = {}
    for node in walk(post.document):
        if isinstance(node, CodeBlock) and node.lines[0]:
            span = lines(starts, node.lines, len(text))
            begin = text[slice(*span)]
            found[span[0] + len(begin) - len(begin.lstrip(" \t>"))] = (node, span)
    return {start: made for start, made in found.items() if text.startswith("{%", start)}


def _fenced(text: str, node: CodeBlock, span: Span) -> Edit:
    end = line_end(text)
    longest = max((len(run) for run in re.findall(r"`+", node.code)), default=0)
    fence = "`" * max(3, longest + 1)
    written = end.join((fence + node.language, *node.code.split("\n"), fence))
    trailing = text[slice(*span)]
    return Edit(*span, written + (end if trailing.endswith(("\n", "\r")) else ""))
