"""The tree with every region replaced by what the target's template makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from publisher.errors import SourceError
from publisher.markdown.blocks import template
from publisher.markdown.blocks.gaps import dropped, standing
from publisher.markdown.blocks.lists import safe
from publisher.markdown.blocks.made import Made, made
from publisher.markdown.parse import parse
from publisher.markdown.passes.links import address, find
from publisher.markdown.walk import transform, walk
from publisher.model.post import Note, Post, PostKey, Site
from publisher.model.tree import Block, Blocks, Document, Image, Link, Node, Region, ThematicBreak


def fill(document: Document, site: Site, post: Post) -> tuple[Document, tuple[Note, ...]]:
    """Regions hold their template's blocks (lines (0, 0), pictures bound, own links leading to where the post
    stands on this target); further ones of a name, and those whose template says nothing, are gone. Without
    a template the author's own stay. The Notes say what was cut or left out.

    SourceError when a template fails or shows a picture the post does not have.
    """
    found = made(document, post, site)
    pictures = {safe(node.src): node.asset for node in walk(document) if isinstance(node, Image)}
    filled = {
        id(region): region.blocks if text is None else _blocks(region, text, found, post, site, pictures)
        for region, text in zip(found.regions, found.texts, strict=True)
    }
    removed = [region for region in found.regions if not filled[id(region)] and region.blocks]
    rules = {id(rule) for rule in dropped(standing(document.blocks), removed)}
    places = {rule.name: rule.place for rule in site.blocks}
    blocks: list[Block] = []
    for block in document.blocks:
        if not isinstance(block, Region):
            if id(block) not in rules:
                blocks.append(block)
            continue
        if not filled[id(block)]:
            continue
        new = not block.blocks
        if new and places.get(block.name) != "top" and blocks and not isinstance(blocks[-1], ThematicBreak):
            blocks.append(ThematicBreak())
        blocks.append(replace(block, blocks=filled[id(block)]))
        if new and places.get(block.name) == "top":
            blocks.append(ThematicBreak())
    return replace(document, blocks=tuple(blocks)), found.notes


def _blocks(
    region: Region, text: str, found: Made, post: Post, site: Site, pictures: Mapping[str, str]
) -> Blocks:
    if not text:
        return ()
    where = template.path(region.name)
    parsed = parse(text, dialect="plain")
    for problem in parsed.problems:
        raise SourceError(
            f"what the template makes cannot be read: {problem.message}", hint=problem.hint, path=where
        )

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
        return _led(node, found, site) if isinstance(node, Link) else node

    return transform(parsed.document, change).blocks


def _led(link: Link, found: Made, site: Site) -> Link:
    """A link a template made, or one in lines the author kept, to where its post stands."""
    key = found.addresses.get(link.url) or find(link.url, site)
    if not key or key not in site.entries:
        return replace(link, own="")
    return replace(link, own=key, url=address(PostKey(key), link.url, site))
