"""Post → the file its blog gets: the author's text, patched span by span."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from publisher.contract import Tools
from publisher.errors import ConfigError
from publisher.markdown.blocks import replacements
from publisher.markdown.front_matter import remove_key
from publisher.markdown.parse import parse
from publisher.markdown.passes.links import resolve
from publisher.markdown.plain import plain
from publisher.markdown.rewrite import Edit, apply
from publisher.markdown.walk import walk
from publisher.model.post import Post, Site
from publisher.model.rendition import FormulaUse, LinkUse, Rendition
from publisher.model.tree import Document, Image, Link, Math, MathBlock

from .body import authored_part, changes, regions
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
    generated = tuple(_blocks(post, site, album))
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
        notes=(*link_notes, *notes, *album.notes, *front.notes),
        links=tuple(link for tree in trees for link in _links(tree)),
        formulas=tuple(formula for tree in trees for formula in _formulas(tree)),
    )


def _blocks(post: Post, site: Site, album: Album) -> Iterator[tuple[Edit, Document]]:
    """The generated regions, their pictures placed too; each with what it says."""
    known = {node.src: node.asset for node in walk(post.document) if isinstance(node, Image) and node.asset}
    known = {**post.pictures, **known}
    for found in replacements(post, site):
        text = found.edit.text
        tree = parse(text, dialect="plain").document
        images = (node for node in walk(tree) if isinstance(node, Image))
        bound = tuple(replace(image, asset=known.get(image.src, "")) for image in images)
        yield replace(found.edit, text=apply(text, album.edits(text, bound))), tree


def _authored_text(post: Post) -> str:
    """What makes a post due: its text without regions and without our own key, and its pictures."""
    text = remove_key(apply(post.text, (Edit(*span, "") for span in regions(post))), "publish")
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
