"""Post → Rendition in the HTML of Zhihu's editor. Pure; what is lost is in its notes."""

from __future__ import annotations

import json
from collections.abc import Mapping

from publisher.contract import Tools
from publisher.markdown import blocks
from publisher.markdown.passes import figures, links, softbreaks
from publisher.markdown.plain import fingerprint, plain
from publisher.markdown.render import render as write
from publisher.markdown.walk import walk
from publisher.model.post import Note, Post, Site
from publisher.model.rendition import LinkUse, Rendition
from publisher.model.tree import Document, Figure, Link, Paragraph, Table

from .passes.containers import unfold
from .passes.flow import flatten
from .passes.footnotes import refer
from .passes.formulas import settle
from .passes.headings import two_levels
from .passes.pictures import stand_alone
from .passes.spans import plain_text, spell_out
from .passes.tidy import tidy
from .rules import card_of, rules
from .settings import Settings


def render(post: Post, site: Site, settings: Settings, tools: Tools, /) -> Rendition:
    """Raises SourceError for broken TeX, naming every broken formula."""
    resolved, notes = links.resolve(post.document, site)
    filled = blocks.fill(resolved, site, post)
    document = softbreaks.join(figures.lift(filled))
    document, formulas, formula_notes = settle(document, tools, post.path)
    document, dead, span_notes = spell_out(document, post.url or site.url)
    document, references, cited, reference_notes = refer(document)
    document, picture_notes = stand_alone(two_levels(unfold(document)))
    document, flow_notes = flatten(document)
    document = tidy(document)

    cover = _cover(post, site.target, document)
    fields = _fields(post, site.target, settings)
    shown = {figure.image.asset for figure in _figures(document)} | ({cover} if cover else set())
    return Rendition(
        target=site.target,
        key=post.key,
        title=_option(post, site.target, "title") or post.title,
        body=write(document, rules(post.assets, references, settings)),
        format="html",
        authored=fingerprint(resolved),
        text=plain(filled),
        settings=json.dumps(
            {**fields, "cards": settings.cards, "formula_class": settings.formula_class},
            ensure_ascii=False,
            sort_keys=True,
        ),
        source_url=post.url,
        cover=cover,
        fields=fields,
        assets={ref: asset for ref, asset in post.assets.items() if ref in shown},
        notes=(
            *notes,
            *formula_notes,
            *span_notes,
            *reference_notes,
            *picture_notes,
            *flow_notes,
            *_remarks(document, fields),
        ),
        links=(*_live(document, settings), *cited, *dead),
        formulas=formulas,
    )


def _option(post: Post, target: str, name: str) -> str:
    value = post.options(target).get(name)
    return value.strip() if isinstance(value, str) else ""


def _fields(post: Post, target: str, settings: Settings) -> Mapping[str, object]:
    """What a draft holds beside title, text and cover."""
    options = post.options(target)
    topics = options.get("topics")
    toc = options.get("toc")
    return {
        "topics": [str(topic) for topic in topics] if isinstance(topics, list | tuple) else [],
        "table_of_contents": toc if isinstance(toc, bool) else settings.toc,
        "can_reward": settings.can_reward,
    }


def _cover(post: Post, target: str, document: Document) -> str:
    """The cover's reference: the post's for this target, else the post's, else its first picture."""
    first = next((figure.image.asset for figure in _figures(document)), "")
    return _option(post, target, "cover") or post.cover or first


def _figures(document: Document) -> tuple[Figure, ...]:
    return tuple(block for block in document.blocks if isinstance(block, Figure))


def _live(document: Document, settings: Settings) -> tuple[LinkUse, ...]:
    cards = {
        id(card)
        for block in document.blocks
        if isinstance(block, Paragraph) and (card := card_of(block, settings))
    }
    return tuple(
        LinkUse(
            node.url,
            plain_text(node.inlines),
            "card" if id(node) in cards else "live",
            node.own,
            node.lines[0],
        )
        for node in walk(document)
        if isinstance(node, Link)
    )


def _remarks(document: Document, fields: Mapping[str, object]) -> tuple[Note, ...]:
    found: list[Note] = []
    if topics := fields["topics"]:
        assert isinstance(topics, list)
        found.append(Note("topics", f"choose these topics when you publish: {', '.join(topics)}"))
    tables = [block for block in document.blocks if isinstance(block, Table)]
    aligned = [
        t for t in tables if any(c.align not in {"", "left"} for r in (t.head, *t.rows) if r for c in r.cells)
    ]
    if aligned:
        found.append(Note("table-align", "Zhihu's tables have no alignment", aligned[0].lines[0]))
    sized = [figure for figure in _figures(document) if figure.image.width or figure.image.height]
    if sized:
        found.append(Note("picture-size", "Zhihu decides how large pictures are shown", sized[0].lines[0]))
    return tuple(found)
