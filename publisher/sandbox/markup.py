"""The HTML of the pages on which drafts can be read.

A draft's title and HTML come from a post, so from anybody: titles are escaped, HTML stands in a frame
without scripts, origin or navigation, and the page's policy lets nothing load but pictures from here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import escape, unescape
from importlib.resources import files

from publisher.sandbox.kit import Arrived

POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a target holds: its drafts, oldest first, and its pictures by address."""

    name: str
    drafts: tuple[Arrived, ...]
    pictures: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Links:
    """How a page refers to the others: the index, a draft (target, id), a picture (target, address, bytes);
    and what a draft's frame is allowed (never scripts)."""

    index: str
    draft: Callable[[str, str], str]
    picture: Callable[[str, str, bytes], str]
    frame: str = ""


def index_page(shelves: tuple[Shelf, ...], links: Links) -> str:
    """All targets and what arrived there, newest first."""
    sections = "".join(_section(found, links) for found in shelves)
    body = (
        f"<main><h1>Sandbox</h1><p class=soft>Pretend platforms on this machine. What was pushed with "
        f"<code>--sandbox</code> can be read here; nothing of it left the machine.</p>{sections}</main>"
    )
    return _page("Sandbox", body)


def draft_page(found: Shelf, arrived: Arrived, links: Links) -> str:
    """One draft: as on a phone, as on a wide screen, and its source as stored."""
    column = arrived.width if 0 < arrived.width <= 430 else 375
    first = "wide" if arrived.width == 0 or arrived.width > 430 else "phone"
    tabs = (("phone", "Phone"), ("wide", "Wide"), ("source", "Source"))
    inputs = "".join(
        f"<input type=radio name=view id={name}{' checked' if name == first else ''} aria-label={label}>"
        for name, label in tabs
    )
    labels = "".join(f"<label for={name}>{label}</label>" for name, label in tabs)
    paper = (
        f'<!doctype html><meta charset=utf-8><base target="_blank"><style>{_css("paper.css")}</style>'
        f"<body>{_heading(arrived)}{_localised(found, arrived.html, links)}"
    )
    body = (
        f'<div class=draft style="--column:{column}">{inputs}<header>'
        f'<a class=back href="{escape(links.index)}">← {escape(found.name)}</a>'
        f"<h1>{_title(arrived)}</h1><span class=state>{escape(arrived.state)}</span>"
        f"<span class=id>{escape(arrived.id)}</span><nav class=tabs>{labels}</nav></header>"
        f'<iframe class=paper sandbox="{links.frame}" title="The draft" srcdoc="{escape(paper)}"></iframe>'
        f"<pre>{escape(arrived.source)}</pre></div>"
    )
    return _page(f"{arrived.title} · {found.name}", body)


def _section(found: Shelf, links: Links) -> str:
    items = "".join(_item(found, arrived, links) for arrived in reversed(found.drafts))
    count = f"{len(found.drafts)} {'draft' if len(found.drafts) == 1 else 'drafts'}"
    listing = f"<ul>{items}</ul>" if items else "<ul><li class=empty>Nothing has arrived yet.</li></ul>"
    return f"<section><h2>{escape(found.name)} <span>{count}</span></h2>{listing}</section>"


def _item(found: Shelf, arrived: Arrived, links: Links) -> str:
    html = unescape(arrived.html)
    shown = (found.pictures[address] for address in found.pictures if address in html)
    used = len({sha256(data).digest() for data in shown})
    cover = found.pictures.get(arrived.cover)
    thumb = "<span class=blank></span>"
    if cover is not None:
        thumb = f'<img src="{escape(links.picture(found.name, arrived.cover, cover))}" alt="">'
    return (
        f'<li><a href="{escape(links.draft(found.name, arrived.id))}">{thumb}<span class=what>'
        f"<span class=title>{_title(arrived)}</span><span class=id>{escape(arrived.id)}</span> "
        f"<span class=soft>· {used} {'picture' if used == 1 else 'pictures'}</span></span>"
        f"<span class=state>{escape(arrived.state)}</span></a></li>"
    )


def _heading(arrived: Arrived) -> str:
    """The title above the text, as platforms show it, unless the text opens with one of its own."""
    own = re.match(r"\s*(?:<(?:main|article|header|section|div)\b[^>]*>\s*)*<h1\b", arrived.html)
    return "" if own else f"<h1>{escape(arrived.title)}</h1>"


def _title(arrived: Arrived) -> str:
    return escape(arrived.title.strip()) or "<i>without a title</i>"


def _localised(found: Shelf, html: str, links: Links) -> str:
    """The HTML with the addresses of known pictures (whole attribute values, CSS urls) turned to ours."""
    local = {
        spelling: links.picture(found.name, address, found.pictures[address])
        for address in found.pictures
        for spelling in (address, escape(address))
        if spelling in html
    }
    if not local:
        return html
    known = "|".join(re.escape(spelling) for spelling in sorted(local, key=len, reverse=True))
    return re.sub(rf"""(?<=["'(])(?:{known})(?=["')])""", lambda match: escape(local[match[0]]), html)


def _page(title: str, body: str) -> str:
    return (
        f"<!doctype html><html lang=zh-CN><meta charset=utf-8><title>{escape(title)}</title>"
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name=viewport content="width=device-width, initial-scale=1">'
        f"<style>{_css('page.css')}</style><body>{body}</body></html>\n"
    )


@cache
def _css(name: str) -> str:
    return (files("publisher.sandbox") / name).read_text(encoding="utf-8")
