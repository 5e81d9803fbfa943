"""Post → the file its blog gets: the author's text, patched span by span."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from publisher.contract import Tools
from publisher.errors import ConfigError
from publisher.markdown.blocks import replacements
from publisher.markdown.front_matter import remove_key
from publisher.markdown.lines import line_at, line_starts
from publisher.markdown.parse import parse
from publisher.markdown.passes.links import resolve
from publisher.markdown.plain import plain
from publisher.markdown.rewrite import Edit, apply
from publisher.markdown.walk import walk
from publisher.model.post import Note, Post, Site
from publisher.model.rendition import FormulaUse, LinkUse, Rendition
from publisher.model.tree import Block, Document, Image, Link, Math, MathBlock, Region

from .formulas import protect
from .front import mend
from .hazards import HAZARDS, html
from .links import to_addresses
from .pictures import Album
from .place import stem
from .settings import BlogSettings
from .spans import code, inside, lines
from .tags import TAGGED, excerpt_ends, refuse_shortcodes, translated

_HTML_IS_LEFT_OUT = "Hugo leaves HTML out of the page unless markup.goldmark.renderer.unsafe is true there"


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
    authored = _authored_part(resolved)
    edits, notes = _body(post, site, settings, album, authored)
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
            {name: getattr(settings, name) for name in ("generator", "drafts", "protect_math")},
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


def _body(
    post: Post, site: Site, settings: BlogSettings, album: Album, authored: Document
) -> tuple[tuple[Edit, ...], tuple[Note, ...]]:
    """What to change in the author's own Markdown, regions apart, and what to tell of it."""
    text, rules = post.text, settings.rules
    edits = [*album.edits(text, tuple(node for node in walk(authored) if isinstance(node, Image)))]
    notes: list[Note] = []
    in_code = code(text, post.document)
    if rules.name == "hexo":
        formulas = tuple(node for node in walk(authored) if isinstance(node, Math | MathBlock))
        for found in protect(text, formulas, settings.protect_math):
            edits += [found.edit] if found.edit else []
            notes.append(found.note)
    else:
        edits += excerpt_ends(text, in_code)
    if rules.name == "hugo":
        for start in islice(html(text, in_code), 1):
            notes.append(Note("html", _HTML_IS_LEFT_OUT, line_at(text, start)))
    if (site.dialect, rules.name) != ("hugo", "hugo"):  # Hugo leads links to files itself
        edits += to_addresses(text, _authored_part(post.document), authored)
    if site.dialect != rules.name:
        regions = _regions(post)
        outside = (*edits, *(Edit(*span, "") for span in regions))
        if site.dialect in TAGGED:
            edits += translated(post, authored, rules, in_code, outside)
        elif site.dialect == "hugo":
            refuse_shortcodes(post, rules, in_code)
        taken = [*regions, *((edit.start, edit.end) for edit in edits)]
        edits += (
            edit
            for edit in HAZARDS[rules.name](text, in_code)
            if edit.start >= _body_start(post) and not inside((edit.start, edit.end), taken)
        )
    return tuple(edits), tuple(notes)


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


def _authored_part(document: Document) -> Document:
    """The tree without regions; a footnote in one is not told apart."""
    blocks: tuple[Block, ...] = tuple(block for block in document.blocks if not isinstance(block, Region))
    return replace(document, blocks=blocks)


def _authored_text(post: Post) -> str:
    """What makes a post due: its text without regions and without our own key, and its pictures."""
    text = remove_key(apply(post.text, (Edit(*span, "") for span in _regions(post))), "publish")
    pictures = {node.asset for node in walk(_authored_part(post.document)) if isinstance(node, Image)}
    return "\n".join((text, *sorted(filter(None, (*pictures, post.cover)))))


def _regions(post: Post) -> tuple[tuple[int, int], ...]:
    starts = line_starts(post.text)
    found = (block.lines for block in post.document.blocks if isinstance(block, Region) and block.lines[0])
    return tuple(lines(starts, between, len(post.text)) for between in found)


def _body_start(post: Post) -> int:
    starts = line_starts(post.text)
    return starts[min(post.body_line, len(starts)) - 1]


def _links(tree: Document) -> Iterator[LinkUse]:
    for node in walk(tree):
        if isinstance(node, Link):
            yield LinkUse(node.url, plain(node), "live", node.own, node.lines[0])


def _formulas(tree: Document) -> Iterator[FormulaUse]:
    for node in walk(tree):
        if isinstance(node, Math | MathBlock):
            display = isinstance(node, MathBlock) or node.display
            yield FormulaUse(node.tex, display, "markdown", node.lines[0])
