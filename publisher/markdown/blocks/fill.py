"""The tree with every region replaced by what the target's template makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from publisher.errors import SourceError
from publisher.markdown.blocks import template
from publisher.markdown.blocks.gaps import dropped
from publisher.markdown.blocks.kept import related, safe
from publisher.markdown.parse import parse
from publisher.markdown.walk import transform, walk
from publisher.model.post import Note, Post, Site
from publisher.model.tree import Block, Blocks, Document, Image, Link, Node, Region, ThematicBreak


def fill(document: Document, site: Site, post: Post) -> tuple[Document, tuple[Note, ...]]:
    """Regions hold their template's blocks (lines (0, 0), pictures bound, own links known); further ones
    of a name, and those whose template says nothing, are gone. Without a template the author's own stay.

    SourceError when a template fails or shows a picture the post does not have.
    """
    regions = tuple(block for block in document.blocks if isinstance(block, Region))
    pictures = {safe(node.src): node.asset for node in walk(document) if isinstance(node, Image)}
    filled = {
        id(region): _filled(
            region, tuple(r for r in regions if r.name == region.name and r.blocks), site, post, pictures
        )
        for region in regions
    }
    removed = [region for region in regions if not filled[id(region)] and region.blocks]
    rules = {id(rule) for rule in dropped(document.blocks, removed)}
    places = {rule.name: rule.place for rule in site.blocks}
    blocks: list[Block] = []
    for block in document.blocks:
        if not isinstance(block, Region):
            if id(block) not in rules:
                blocks.append(block)
            continue
        made = filled[id(block)]
        if not made:
            continue
        new = not block.blocks
        if new and places.get(block.name) != "top" and blocks and not isinstance(blocks[-1], ThematicBreak):
            blocks.append(ThematicBreak())
        blocks.append(replace(block, blocks=made))
        if new and places.get(block.name) == "top":
            blocks.append(ThematicBreak())
    return replace(document, blocks=tuple(blocks)), ()


def _filled(
    region: Region, alike: tuple[Region, ...], site: Site, post: Post, pictures: Mapping[str, str]
) -> Blocks:
    where = template.path(region.name)
    if where not in site.resources:
        return region.blocks
    if not region.keep:
        return ()
    text = template.markdown(region.name, alike, post, site)
    if not text:
        return ()
    parsed = parse(text, dialect="plain")
    for problem in parsed.problems:
        raise SourceError(
            f"what the template makes cannot be read: {problem.message}", hint=problem.hint, path=where
        )
    links = {link.url: link.key for link in related(alike, site).links}

    def change(node: Node) -> Node:
        node = replace(node, lines=(0, 0), span=None)
        if isinstance(node, Image):
            asset = pictures.get(safe(node.src)) or post.pictures.get(node.src, "")
            if not asset:
                raise SourceError(
                    f"the template shows a picture that is not known: {node.src}",
                    hint="write its path into the template as it is, not put together from parts",
                    path=where,
                )
            return replace(node, asset=asset)
        return replace(node, own=links.get(node.url, "")) if isinstance(node, Link) else node

    return transform(parsed.document, change).blocks
