"""Post → Rendition in the HTML of Zhihu's editor. Pure; what is lost is in its notes."""

from __future__ import annotations

import json
from collections.abc import Mapping

from publisher.contract import Tools
from publisher.markdown import blocks
from publisher.markdown.passes import alone, diagrams, figures, formulas, links, softbreaks
from publisher.markdown.plain import fingerprint, plain
from publisher.markdown.render import render as write
from publisher.markdown.walk import walk
from publisher.model.post import Post, Site
from publisher.model.rendition import LinkUse, Rendition
from publisher.model.tree import Document, Figure, Link, Paragraph, Toc

from .cover import cover
from .passes.cite import cite
from .passes.code import explain
from .passes.containers import unfold
from .passes.flow import flatten
from .passes.footnotes import refer
from .passes.formulas import settle
from .passes.headings import two_levels, without_title
from .passes.pictures import stand_alone
from .passes.spans import plain_text, spell_out
from .passes.tidy import tidy
from .remarks import remarks
from .rules import card_of, rules
from .settings import MOST_TOPICS, Settings


def render(post: Post, site: Site, settings: Settings, tools: Tools, /) -> Rendition:
    """Raises SourceError for broken TeX, naming every broken formula."""
    resolved, link_notes = links.resolve(post.document, site)
    filled, block_notes = blocks.fill(resolved, site, post)
    notes = [*link_notes, *block_notes]

    title = _option(post, site.target, "title") or post.title
    lines = softbreaks.join(figures.lift(alone.set_apart(filled, links=True)))
    lifted, found = without_title(lines, title, post.title)
    notes += found
    document, drawn, found = diagrams.lift(lifted, tools.draw, tools.diagram_recipe)
    notes += found
    notes += formulas.remarks(document)
    document, formula_uses, found = settle(formulas.complete(document), tools, post.path)
    notes += found
    document, found = explain(document)
    notes += found
    document = cite(document, site)
    document, dead, found = spell_out(document, post.url or site.url)
    notes += found
    document, references, cited, found = refer(document)
    notes += found
    for change in (unfold, two_levels, stand_alone, flatten):
        document, found = change(document)
        notes += found
    document = tidy(document)

    assets = {**post.assets, **drawn}
    shown_first, found = cover(post, _option(post, site.target, "cover"))
    notes += found
    fields = _fields(post, site.target, settings)
    attached = MOST_TOPICS if settings.topics == "attach" else 0
    shown = {figure.image.asset for figure in _figures(document)} | ({shown_first} if shown_first else set())
    return Rendition(
        target=site.target,
        key=post.key,
        title=title,
        body=write(document, rules(assets, references, settings)),
        format="html",
        authored=fingerprint(post.document),
        addresses=links.prose(post.document, site),
        text=plain(filled),
        settings=json.dumps(
            {
                **fields,
                "cards": settings.cards,
                "formula_class": settings.formula_class,
                **({"attach": True} if attached else {}),
            },
            ensure_ascii=False,
            sort_keys=True,
        ),
        source_url=post.url,
        cover=shown_first,
        fields=fields,
        assets={ref: asset for ref, asset in assets.items() if ref in shown},
        notes=tuple(
            sorted((*notes, *remarks(document, assets, fields, attached)), key=lambda note: note.line)
        ),
        links=(*_live(document, settings), *cited, *dead),
        formulas=formula_uses,
    )


def _option(post: Post, target: str, name: str) -> str:
    value = post.options(target).get(name)
    return value.strip() if isinstance(value, str) else ""


def _fields(post: Post, target: str, settings: Settings) -> Mapping[str, object]:
    """What a draft holds beside title, text and cover. A table of contents is shown where the post's options
    say so, else where its text has a place for one, else where the settings do."""
    options = post.options(target)
    topics = options.get("topics")
    toc = options.get("toc")
    marked = any(isinstance(node, Toc) for node in walk(post.document))
    return {
        "topics": [str(topic) for topic in topics] if isinstance(topics, list | tuple) else [],
        "table_of_contents": toc if isinstance(toc, bool) else marked or settings.toc,
        "can_reward": settings.can_reward,
    }


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
