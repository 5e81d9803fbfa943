"""Post → what WeChat would get: tree to tree, then rules, with every style written inline."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from publisher.contract import Colour, Tools
from publisher.markdown import blocks
from publisher.markdown.passes import figures, links, references, softbreaks
from publisher.markdown.plain import fingerprint, plain
from publisher.markdown.walk import transform
from publisher.model.post import Note, Post, Site
from publisher.model.rendition import Rendition
from publisher.model.tree import Document, Figure, Heading, Link, More, Node, Region, ThematicBreak

from . import front, punctuation, theme
from .drawing import draw
from .losses import link_uses, losses
from .rules import RULES, Ink
from .rules.lists import addresses
from .settings import Settings

LIVE = re.compile(r"https?://mp\.weixin\.qq\.com/", re.I)
BODY_BYTES = 650_000
"""UTF-8; 669 KB was taken, 691 KB refused."""
Ends = tuple[tuple[str, str], ...]


def render(post: Post, site: Site, settings: Settings, tools: Tools, /) -> Rendition:
    """Pure. Raises SourceError (formulas, options) and ConfigError (theme)."""

    def live(link: Link) -> bool:
        return settings.keep_mp_links and LIVE.match(link.url) is not None

    resolved, link_notes = links.resolve(post.document, site)
    about = front.read(post, site, settings, front.without_regions(resolved))
    styles, chosen_theme = theme.load(about.theme, site.resources)
    whole = softbreaks.join(figures.lift(blocks.fill(resolved, site, post)))
    untitled, title_notes = _without_title(whole, about.title, post.title)
    document, cited = references.number(punctuation.join(_reachable(untitled, post.url or site.url)), live)
    drawings = draw(document, post.path, tools)
    ends = tuple((f"[{one.number}]", f"{one.title}：{one.url}" if one.title else one.url) for one in cited)
    ink = Ink(rules=RULES, theme=styles, drawn=drawings.drawn, colour=tools.colour, live=live)
    body, size_notes = _fitting(ink, document, ends)
    rendition = Rendition(
        target=site.target,
        key=post.key,
        title=about.title,
        body=body,
        format="html",
        authored=fingerprint(resolved),
        text="\n".join((plain(document).rstrip("\n"), *(" ".join(end) for end in ends))),
        settings=_canonical(settings, about, chosen_theme),
        summary=about.digest,
        author=about.author,
        source_url=post.url,
        cover=about.cover,
        fields={
            "need_open_comment": int(about.comments != "closed"),
            "only_fans_can_comment": int(about.comments == "followers"),
        },
        notes=(*about.notes, *link_notes, *title_notes, *drawings.notes, *losses(document), *size_notes),
        links=link_uses(document, live),
        formulas=drawings.uses,
    )
    known = {**post.assets, about.drawn.ref: about.drawn} if about.drawn else post.assets
    return replace(rendition, assets={ref: known[ref] for ref in sorted(rendition.references())})


def _reachable(document: Document, home: str) -> Document:
    """Links that are relative to the post, absolute: readers meet them elsewhere."""

    def change(node: Node) -> Node:
        return replace(node, url=links.absolute(node.url, home)) if isinstance(node, Link) else node

    return transform(document, change)


def _fitting(ink: Ink, document: Document, ends: Ends) -> tuple[str, tuple[Note, ...]]:
    """The body; one too large for the platform gives up the colours of its code, a third of a listing."""
    body = _written(ink, document, ends)
    if len(body.encode()) <= BODY_BYTES:
        return body, ()
    lean = replace(ink, colour=lambda code, _language: (Colour("", code),), space="\u00a0")
    note = Note("code-plain", f"the article is large ({len(body.encode())} bytes): its code is not coloured")
    return _written(lean, document, ends), (note,)


def _written(ink: Ink, document: Document, ends: Ends) -> str:
    return ink.element("section", ink.write(document) + addresses(ink, ends), ".article")


def _canonical(settings: Settings, about: front.Front, chosen_theme: str) -> str:
    """The settings that shape the draft, spelt one way."""
    shaping = {"comments": about.comments, "keep_mp_links": settings.keep_mp_links, "theme": chosen_theme}
    return json.dumps(shaping, ensure_ascii=False, sort_keys=True)


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
