"""Post → what WeChat would get: tree to tree, then rules, with every style written inline."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace

from publisher.contract import Tools
from publisher.markdown import blocks
from publisher.markdown.passes import alone, diagrams, figures, formulas, links, references, softbreaks
from publisher.markdown.plain import fingerprint, plain
from publisher.markdown.walk import transform, walk
from publisher.model.post import Asset, Note, Post, PostKey, Site
from publisher.model.rendition import FormulaUse, Limits, Rendition
from publisher.model.tree import (
    Document,
    Figure,
    Heading,
    Image,
    Link,
    Math,
    MathBlock,
    More,
    Node,
    Region,
    ThematicBreak,
)

from . import contents, front, parts, punctuation, theme
from .cover import cover
from .fillings import Fillings, gather
from .fit import fit
from .forms import Choice, Formula
from .losses import link_uses, losses
from .measure import Article
from .rules import RULES, Ink
from .rules.body import body
from .rules.formulas import key
from .rules.ink import Options
from .settings import Settings

BODY_BYTES = 650_000
"""UTF-8; 669 KB was taken, 691 KB refused."""
ADDRESS_CHARS = 180
"""Of a picture uploaded in 2026: the host, 110 to 120 opaque characters, a query written as HTML."""
MARKUP = ("budget", "code", "crops", "formula_words", "formulas", "line_numbers", "lists")
"""Settings that change how an article is written."""
LIVE = re.compile(r"https?://mp\.weixin\.qq\.com/", re.I)


def render(post: Post, site: Site, settings: Settings, tools: Tools, /) -> Rendition:
    """Pure. Raises SourceError (formulas, options) and ConfigError (theme)."""

    def live(link: Link) -> bool:
        return settings.keep_mp_links and LIVE.match(link.url) is not None

    resolved, link_notes = links.resolve(post.document, site)
    written = front.without_regions(resolved)
    about = front.read(post, site, settings, written)
    chosen = theme.load(about.look, site.resources)
    shown = cover(post, written, about, site.title, chosen.accent, cropped=settings.crops)
    made, block_notes = blocks.fill(resolved, site, post)
    filled, contents_notes = contents.fill(formulas.complete(made))
    drawn, diagram_assets, diagram_notes = diagrams.lift(filled, tools.draw, tools.diagram_recipe)
    lines = softbreaks.join(figures.lift(alone.set_apart(drawn, links=False)))
    untitled, title_notes = _without_title(lines, about.title, post.title)
    placed = _sized(_reachable(untitled, post.url or site.url), post.assets)
    document, cited = references.number(punctuation.join(placed), live)
    options = Options(settings.line_numbers, settings.code == "scroll", settings.lists == "native")
    fillings = gather(document, post.path, tools, chosen.theme, settings, options)
    ends = tuple((f"[{one.number}]", _told(one, site)) for one in cited)
    ink = Ink(
        RULES,
        chosen.theme,
        live,
        fillings.formulas,
        fillings.listings,
        fillings.widths(),
        options=options,
    )
    article = Article(
        lambda manner: body(replace(ink, manner=manner), document, ends),
        fillings.all,
        Limits(address_chars=ADDRESS_CHARS),
    )
    fitted = fit(article, settings.budget, BODY_BYTES, Choice())
    rendition = Rendition(
        target=site.target,
        key=post.key,
        title=about.title,
        body=article.body(fitted.choice),
        format="html",
        authored=fingerprint(post.document),
        addresses=links.prose(post.document, site),
        text="\n".join((plain(document).rstrip("\n"), *(" ".join(end) for end in ends))),
        settings=_canonical(settings, about, chosen.canonical),
        summary=about.digest,
        author=about.author,
        source_url=post.url,
        cover=shown.ref,
        fields={
            "need_open_comment": int(about.comments != "closed"),
            "only_fans_can_comment": int(about.comments == "followers"),
            **shown.fields,
        },
        notes=(
            *about.notes,
            *shown.notes,
            *chosen.notes,
            *link_notes,
            *block_notes,
            *title_notes,
            *contents_notes,
            *diagram_notes,
            *fillings.notes,
            *losses(document),
            *parts.told(article, fitted, settings.budget),
        ),
        links=link_uses(document, live),
        formulas=_uses(document, fillings, fitted.choice),
        parts=parts.parts(article, fitted),
    )
    pictures = {one.asset.ref: one.asset for one in fillings.all if isinstance(one, Formula) and one.asset}
    known = {**post.assets, **diagram_assets, **pictures}
    if shown.drawn:
        known[shown.drawn.ref] = shown.drawn
    return replace(rendition, assets={ref: known[ref] for ref in sorted(rendition.references())})


def _told(one: references.Reference, site: Site) -> str:
    """What the list says of an address: a post of the author's own is named."""
    own = site.entries[PostKey(one.own)].title if one.own in site.entries else ""
    name = one.title or own
    return f"{name}：{one.url}" if name else one.url


def _reachable(document: Document, home: str) -> Document:
    """Links that are relative to the post, absolute: readers meet them elsewhere."""

    def change(node: Node) -> Node:
        return replace(node, url=links.absolute(node.url, home)) if isinstance(node, Link) else node

    return transform(document, change)


def _sized(document: Document, assets: Mapping[str, Asset]) -> Document:
    """Pictures whose height alone is asked for, by their width: the page overrules any height."""

    def change(node: Node) -> Node:
        asset = assets.get(node.asset) if isinstance(node, Image) and node.height and not node.width else None
        if isinstance(node, Image) and asset and asset.height:
            return replace(node, width=max(1, round(node.height * asset.width / asset.height)))
        return node

    return transform(document, change)


def _uses(document: Document, fillings: Fillings, choice: Choice) -> tuple[FormulaUse, ...]:
    """Every formula of the author's; those a table of contents repeats are not counted twice."""
    found = []
    for node in walk(document):
        if isinstance(node, Math | MathBlock) and node.lines[0]:
            tex, _, display = name = key(node)
            index = fillings.formulas[name]
            found.append(FormulaUse(tex, display, fillings.all[index].form(index, choice), node.lines[0]))
    return tuple(found)


def _canonical(settings: Settings, about: front.Front, chosen_theme: str) -> str:
    """The settings that shape the draft, spelt one way; of the markup's only those the user changed, so that
    a new one makes no draft due."""
    shaping = {"comments": about.comments, "keep_mp_links": settings.keep_mp_links, "theme": chosen_theme}
    plain = Settings(adapter=settings.adapter)
    changed = {
        name: getattr(settings, name) for name in MARKUP if getattr(settings, name) != getattr(plain, name)
    }
    if about.focus:
        changed["cover_focus"] = about.focus
    return json.dumps(shaping | changed, ensure_ascii=False, sort_keys=True)


def _without_title(document: Document, *titles: str) -> tuple[Document, tuple[Note, ...]]:
    """The platform prints the title itself: an opening heading that repeats it goes."""
    for index, block in enumerate(document.blocks):
        if isinstance(block, Region | Figure | More | ThematicBreak):
            continue
        if isinstance(block, Heading) and plain(block).strip("# \n") in titles:
            rest = document.blocks[:index] + document.blocks[index + 1 :]
            note = Note(
                "title-heading", "the first heading repeats the title and is left out", block.lines[0]
            )
            return replace(document, blocks=rest), (note,)
        break
    return document, ()
