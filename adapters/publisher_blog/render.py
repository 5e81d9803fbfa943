"""Post → the file its blog gets: the author's text, patched span by span."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import unquote

from publisher.contract import Tools
from publisher.errors import ConfigError
from publisher.markdown.blocks import replacements
from publisher.markdown.blocks.replacements import outside
from publisher.markdown.front_matter import read, remove_key
from publisher.markdown.parse import parse
from publisher.markdown.passes.links import find, prose, resolve
from publisher.markdown.plain import plain
from publisher.markdown.rewrite import Edit, apply
from publisher.markdown.walk import transform, walk
from publisher.model.post import Note, Post, Site
from publisher.model.rendition import FormulaUse, LinkUse, Rendition
from publisher.model.tree import Document, Image, Link, Math, MathBlock, Node

from .body import authored_part, changes
from .front import mend
from .pictures import Album
from .place import stem
from .settings import BlogSettings


def render(post: Post, site: Site, settings: BlogSettings, tools: Tools) -> Rendition:
    """Nothing is typeset or coloured here: that is the generator's work. SourceError for what the
    generator could not read, ConfigError where the settings do not tell where pictures go."""
    del tools
    try:
        static = settings.to_static()
    except ValueError as why:
        raise ConfigError(f"[targets.{site.target}] {why}") from why
    base, rules = stem(post), settings.rules
    resolved, link_notes = resolve(post.document, site)
    place = rules.place(base, post)
    album = Album(post, rules, rules.folder(place, static), static, base.name)
    authored = authored_part(resolved)
    edits, notes = changes(post, site, settings, album, authored)
    generated, block_notes = _blocks(post, site, album)
    album.cover(str(post.front.get("cover") or ""))
    body = apply(post.text, (*edits, *(edit for edit, _ in generated)))
    front = mend(body, post, site, settings)
    trees = (authored, *(tree for _, tree in generated))
    return Rendition(
        target=site.target,
        key=post.key,
        title=post.title,
        body=front.text,
        format="md",
        authored=_authored_text(post),
        addresses=_led(edits, prose(post.document, site)),
        text=front.text,
        settings=json.dumps(
            {
                name: getattr(settings, name)
                for name in ("generator", "renderer", "supports", "drafts", "protect_math")
            },
            sort_keys=True,
        ),
        source_url=post.url,
        fields={
            "generator": rules.name,
            "path": place,
            "folder": album.folder,
            "abbrlink": front.abbrlink,
            "abbrlink_given": front.given,
            "pictures": dict(album.shown),
        },
        assets={ref: post.assets[ref] for ref in sorted(set(album.files.values()))},
        files=tuple((ref, path) for path, ref in album.files.items()),
        notes=(*link_notes, *notes, *block_notes, *album.notes, *front.notes),
        links=tuple(link for tree in trees for link in _links(tree)),
        formulas=tuple(formula for tree in trees for formula in _formulas(tree)),
    )


def _led(edits: Iterable[Edit], addresses: Mapping[str, str]) -> Mapping[str, str]:
    """The addresses that are written into the text. Where the author's own stay, as in the generator's own
    tags, the generator leads them, and what becomes of the post changes nothing here."""
    written = unquote("\n".join(edit.text for edit in edits))
    return {
        url: sent
        for url, sent in addresses.items()
        if (address := unquote(sent.partition(" ")[0])) and address in written
    }


def _blocks(
    post: Post, site: Site, album: Album
) -> tuple[tuple[tuple[Edit, Document], ...], tuple[Note, ...]]:
    """The generated regions, their pictures placed too; each with what it says, which stands on no line."""
    known = {node.src: node.asset for node in walk(post.document) if isinstance(node, Image) and node.asset}
    known = {**post.pictures, **known}
    blocks, notes = replacements(post, site)
    made: list[tuple[Edit, Document]] = []
    for edit in (block.edit for block in blocks):
        tree = parse(edit.text, dialect="plain").document
        images = (node for node in walk(tree) if isinstance(node, Image))
        bound = tuple(replace(image, asset=known.get(image.src, "")) for image in images)
        placed = replace(edit, text=apply(edit.text, album.edits(edit.text, bound)))
        made.append((placed, transform(tree, lambda node: _generated(node, site))))
    return tuple(made), notes


def _generated(node: Node, site: Site) -> Node:
    node = replace(node, lines=(0, 0))
    return replace(node, own=find(node.url, site) or "") if isinstance(node, Link) else node


def _authored_text(post: Post) -> str:
    """What makes a post due: its text without regions, and the rules and blank lines that set these apart,
    without our own key, and its pictures."""
    text = remove_key(outside(post), "publish")
    front = read(text)
    text = text if front.data else text[front.body_offset :]
    pictures = {node.asset for node in walk(authored_part(post.document)) if isinstance(node, Image)}
    return "\n".join((text, *sorted(filter(None, (*pictures, post.cover)))))


def _links(tree: Document) -> Iterator[LinkUse]:
    for node in walk(tree):
        if isinstance(node, Link):
            yield LinkUse(node.url, plain(node), "live", node.own, node.lines[0])


def _formulas(tree: Document) -> Iterator[FormulaUse]:
    for node in walk(tree):
        if isinstance(node, Math | MathBlock):
            display = isinstance(node, MathBlock) or node.display
            yield FormulaUse(node.tex, display, "markdown", node.lines[0])
