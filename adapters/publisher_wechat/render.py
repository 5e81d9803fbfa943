"""Post → what WeChat would get: tree to tree, then rules, with every style written inline."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from publisher.contract import Tools
from publisher.markdown import blocks
from publisher.markdown.passes import figures, links, references, softbreaks
from publisher.markdown.plain import fingerprint, plain
from publisher.model.post import Note, Post, Site
from publisher.model.rendition import Rendition
from publisher.model.tree import Document, Figure, Heading, Link, More, Region, ThematicBreak

from . import front, punctuation, theme
from .drawing import draw
from .losses import link_uses, losses
from .rules import RULES, Ink
from .rules.lists import addresses
from .settings import Settings

LIVE = re.compile(r"https?://mp\.weixin\.qq\.com/", re.I)


def render(post: Post, site: Site, settings: Settings, tools: Tools, /) -> Rendition:
    """Pure. Raises SourceError (formulas, options) and ConfigError (theme)."""

    def live(link: Link) -> bool:
        return settings.keep_mp_links and LIVE.match(link.url) is not None

    resolved, link_notes = links.resolve(post.document, site)
    about = front.read(post, site, settings, front.without_regions(resolved))
    styles, chosen_theme = theme.load(about.theme, site.resources)
    whole = softbreaks.join(figures.lift(blocks.fill(resolved, site, post)))
    untitled, title_notes = _without_title(whole, about.title, post.title)
    document, cited = references.number(punctuation.join(untitled), live)
    drawings = draw(document, post.path, tools)
    ink = Ink(rules=RULES, theme=styles, drawn=drawings.drawn, colour=tools.colour, live=live)
    ends = tuple((f"[{one.number}]", f"{one.title}：{one.url}" if one.title else one.url) for one in cited)
    rendition = Rendition(
        target=site.target,
        key=post.key,
        title=about.title,
        body=ink.element("section", ink.write(document) + addresses(ink, ends), ".article"),
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
        notes=(*about.notes, *link_notes, *title_notes, *drawings.notes, *losses(document)),
        links=link_uses(document, live),
        formulas=drawings.uses,
    )
    return replace(rendition, assets={ref: post.assets[ref] for ref in sorted(rendition.references())})


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
