"""One post, read whole: text, tree with regions and pictures, and every problem in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from publisher.errors import SourceError
from publisher.images import covers
from publisher.markdown.blocks import recognise
from publisher.markdown.blocks.template import path as template_path
from publisher.markdown.front_matter import FrontMatter, read
from publisher.markdown.lines import lines_of
from publisher.markdown.parse import parse
from publisher.markdown.parsing.builder import Wrapper
from publisher.markdown.passes.links import POST, named
from publisher.markdown.plain import plain
from publisher.markdown.walk import transform, walk
from publisher.model.post import BlockRule, Note, Post, Problem
from publisher.model.record import Fetched
from publisher.model.tree import Document, Link, Node, Paragraph, Region
from publisher.source.entries import Described, describe, scalar
from publisher.source.index import Index
from publisher.source.listing import placed, remarks
from publisher.source.measures import Measures
from publisher.source.options import misplaced, publish_table
from publisher.source.pictures import Pictures
from publisher.source.settings import Settings
from publisher.source.stand_ins import left_behind
from publisher.source.text import decoded
from publisher.source.view import resources

_IN_TEMPLATE = re.compile(r"!\[[^\]]*\]\(\s*<?([^\s()<>{}]+)>?")
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg)$", re.IGNORECASE)
_OPENING = 40  # characters of a line that is quoted
_PROSE = 120
"""Characters without a link or picture from which a paragraph in a region looks like the author's text."""
_POST_TAGS = {"hexo": "post_link", "jekyll": "post_url"}


def load_post(
    settings: Settings,
    index: Index,
    path: str,
    looks: Callable[[str], object] = lambda _path: None,
    *,
    text: str | None = None,
    fetched: Mapping[str, Fetched] = MappingProxyType({}),
) -> Post:
    """The post at `path` (POSIX, below the site's root), with every problem in `Post.problems`; with `text`
    as if the file said that. `fetched` tells what the web's pictures are.

    `looks` is told of every file and folder below the root before it is looked for. SourceError when there
    is nothing to work on: not readable, not UTF-8, broken front matter.
    """
    looks(path)
    text = _text(settings, path) if text is None else text
    try:
        front = read(text)
    except SourceError as why:
        why.path = path
        raise
    described = describe(settings, path, front.data)
    entry = described.entry
    parsed = parse(text, dialect=settings.site.dialect, body_offset=front.body_offset)
    rules = placed(settings.blocks, front)
    document = _linked(recognise(parsed.document, text, rules, parsed.wrappers), path, index)
    measures = Measures.open(settings.root, settings.cache, path, looks)
    pictures = Pictures(settings, index, path, measures, fetched)
    document = pictures.document(document)
    cover = _cover(front, pictures)
    if not cover and settings.site.cover and covers.choose(document, pictures.assets).asset is None:
        cover = pictures.ref(settings.site.cover, 0)
    publish, wrong = publish_table(settings, text, front, pictures.ref)
    _template_pictures(settings, document, pictures)
    measures.close()
    problems = (
        *((index.clashes[path],) if path in index.clashes else ()),
        *(replace(problem, line=front.lines.get(key, 0)) for key, problem in described.problems),
        *wrong,
        *parsed.problems,
        *_dead_post_links(document, index, settings.site.dialect),
        *pictures.problems,
        *_empty(text, front, parsed.document),
    )
    return Post(
        key=entry.key,
        path=path,
        text=text,
        title=entry.title,
        document=document,
        url=entry.url,
        date=entry.date,
        updated=described.updated,
        tags=entry.tags,
        categories=entry.categories,
        abbrlink=described.abbrlink,
        slug=described.slug,
        author=scalar(front.data.get("author")) or settings.site.author,
        summary=next(
            filter(None, (scalar(front.data.get(key)) for key in ("description", "excerpt", "summary"))), ""
        ),
        cover=cover,
        front=front.data,
        publish=publish,
        assets=pictures.assets,
        pictures=pictures.refs,
        body_line=front.body_line,
        place=described.place,
        problems=tuple(sorted(problems, key=lambda problem: problem.line)),
        notes=(
            *parsed.notes,
            *misplaced(settings, front),
            *remarks(rules, index, text, front),
            *_notes(settings, described, document),
            *_unplaced(rules, text, document, parsed.wrappers),
            *left_behind(document, pictures.assets, path, settings.cache),
        ),
    )


def _text(settings: Settings, path: str) -> str:
    file = settings.root / path
    try:
        if not file.resolve().is_relative_to(settings.root):
            raise SourceError(
                "the file is a link to outside the site", hint="copy it into the site", path=path
            )
        return decoded(file.read_bytes(), path)
    except OSError as why:
        raise SourceError(
            f"cannot be read: {why.strerror}", hint="check its name and rights", path=path
        ) from None


def _linked(document: Document, path: str, index: Index) -> Document:
    """Relative links to other posts' files bound to their keys: where they start from is known only here."""

    def change(node: Node) -> Node:
        key = index.beside(path, node.url) if isinstance(node, Link) else None
        return replace(node, own=key) if isinstance(node, Link) and key is not None else node

    return transform(document, change)


def _cover(front: FrontMatter, pictures: Pictures) -> str:
    """The ref of the cover named in the front matter; Hugo's themes write `cover: {image: …}`."""
    cover, line = front.data.get("cover"), front.lines.get("cover", 0)
    if isinstance(cover, Mapping) and "image" in cover:
        cover = cover["image"]
    if isinstance(cover, str) and cover:
        return pictures.ref(cover, line)
    if isinstance(cover, list | Mapping) or cover is True:
        wrong = Problem(
            "cover must name one picture", "write `cover: picture.png`", line, "front-matter-value"
        )
        pictures.problems.append(wrong)
    return ""


def _dead_post_links(document: Document, index: Index, dialect: str) -> Iterator[Problem]:
    """`{% post_link %}`, `{% post_url %}` to a post that is not there: the blog itself builds nothing then.
    Hugo's `ref` also leads to sections and to pages that are no posts: of it, resolving links tells."""
    tag = _POST_TAGS.get(dialect)
    for node in walk(document) if tag else ():
        if isinstance(node, Link) and node.url.startswith(POST) and named(node.url, index.index) is None:
            name = node.url.removeprefix(POST).partition("#")[0].strip("/")
            hint = "write the file's name without .md, or link to its address"
            message = f"{tag} names no post of this site: {name}"
            yield Problem(message, hint, node.lines[0], "post-link-unknown")


def _template_pictures(settings: Settings, document: Document, pictures: Pictures) -> None:
    """Bind what templates show of their own, so that filling a block needs no disk."""
    names = {node.name for node in document.blocks if isinstance(node, Region)}
    if not names:
        return
    sources = {value: "[profiles]" for value in settings.profiles.values() if _PICTURE.search(value)}
    for target in settings.targets.values():
        found = resources(settings, target)
        for name in sorted(names):
            for src in _IN_TEMPLATE.findall(found.get(template_path(name), "")):
                sources.setdefault(src, f'the template of the block "{name}" ({target.name})')
    for src in sorted(sources.keys() - pictures.refs.keys()):
        if not pictures.ref(src, 0):
            problem = pictures.problems[-1]
            pictures.problems[-1] = replace(problem, message=f"{problem.message}; {sources[src]} shows it")


def _empty(text: str, front: FrontMatter, document: Document) -> Iterator[Problem]:
    if not text.strip("\ufeff \t\r\n"):
        yield Problem("the file is empty", "write the post, or remove the file", 1, "post-empty")
    elif not document.blocks:
        message = "there is no text below the front matter"
        yield Problem(message, "write the post", front.body_line, "post-empty")


def _notes(settings: Settings, described: Described, document: Document) -> Iterator[Note]:
    if not described.entry.url and settings.site.url:
        yield Note(
            "no-address",
            f"the permalink {settings.site.permalink} needs something this post does not have: "
            "it has no canonical address",
        )
    for region in document.blocks:
        if isinstance(region, Region):
            yield from _prose(region)


def _unplaced(
    rules: Iterable[BlockRule], text: str, document: Document, wrappers: tuple[Wrapper, ...]
) -> Iterator[Note]:
    """Blocks that are to stand at the end of a text which ends inside something."""
    line = min((wrapper.lines[0] for wrapper in wrappers if not wrapper.closed), default=0)
    if not line:
        return
    there = {block.name for block in document.blocks if isinstance(block, Region)}
    opening = lines_of(text)[line - 1].strip()[:_OPENING]
    for rule in rules:
        if rule.place == "end" and rule.name not in there:
            yield Note(
                "block-place",
                f'the block "{rule.name}" is left out: the text ends inside what "{opening}" opens here and '
                "nothing closes; close it",
                line,
            )


def _prose(region: Region) -> Iterator[Note]:
    """A block that was never closed by a rule swallows the text behind it: say so."""
    for block in region.blocks[1:]:
        links = any(isinstance(node, Link) for node in walk(block))
        if isinstance(block, Paragraph) and not links and len(plain(block)) >= _PROSE:
            yield Note(
                "block-prose",
                f'this looks like text of yours, but belongs to the block "{region.name}", which is '
                "generated: put a rule (***) before it to keep it",
                block.lines[0],
            )
