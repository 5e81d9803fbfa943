"""What a target's templates make of a post's regions, as Markdown: for `fill` and `replacements` alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from publisher.markdown.blocks import template
from publisher.markdown.blocks.context import Context
from publisher.markdown.blocks.listed import RELATED
from publisher.markdown.blocks.qr_codes import without
from publisher.model.post import Note, Post, Site
from publisher.model.tree import Document, Region


@dataclass(frozen=True, slots=True)
class Made:
    """`texts` in the regions' order: Markdown, "" = nothing is to stand there, None = no template: the
    author's own stays. `addresses` leads from the addresses of related posts to their keys."""

    regions: tuple[Region, ...]
    texts: tuple[str | None, ...]
    notes: tuple[Note, ...]
    addresses: Mapping[str, str]


def made(document: Document, post: Post, site: Site) -> Made:
    """SourceError when a template fails."""
    regions = tuple(block for block in document.blocks if isinstance(block, Region))
    context = Context(regions, post, site)
    texts: list[str | None] = []
    notes: list[Note] = []
    for region in regions:
        if template.path(region.name) not in site.resources:
            texts.append(None)
            continue
        text = template.rendered(region.name, site.resources, context.of(region.name)) if region.keep else ""
        if not site.qr_codes:
            text, found = without(text, region)
            notes += found
        if region.name == RELATED and region.keep:
            notes += context.notes
        texts.append(text)
    own = any(text is not None for text in texts)
    links = (*context.related.links, *context.series.links) if own else ()
    return Made(regions, tuple(texts), tuple(notes), {link.url: link.key for link in links if link.key})
