"""One static page per post with all its targets side by side, as readers would see them.

A target's page stands in an iframe of its own that allows no script, no form and no request beyond the
pictures on this disk: a post's HTML is untrusted even in its author's preview.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment

from publisher.contract import Page
from publisher.errors import PublishError
from publisher.model.post import Asset, FileOrigin, Note, WebOrigin
from publisher.model.rendition import REFERENCE

PHONE = 480
"""A column at most this wide (CSS pixels) is shown in a phone frame."""

POLICY = "default-src 'none'; img-src 'self' file: data:; style-src 'unsafe-inline'"

FRAME = """<!doctype html><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}"><meta name="referrer" content="no-referrer">
<style>body{{margin:0;padding:20px 16px;overflow-wrap:break-word}}img{{max-width:100%}}{css}</style>{body}"""


@dataclass(frozen=True, slots=True)
class View:
    """One target's share of a page: its page, or the reason why there is none."""

    target: str
    title: str
    page: Page | None = None
    assets: Mapping[str, Asset] | None = None
    notes: tuple[Note, ...] = ()
    error: PublishError | None = None
    action: str = ""
    size: str = ""


def write_page(folder: Path, root: Path, name: str, source: str, views: Sequence[View]) -> Path:
    """Write `<folder>/<name>.html` and return its path. `root` is the site's; `source` names the post."""
    folder.mkdir(parents=True, exist_ok=True)
    template = files(__package__).joinpath("page.html.j2").read_text(encoding="utf-8")
    page = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(template)
    path = folder / f"{file_name(name)}.html"
    html = page.render(
        title=next((view.title for view in views if view.title), name),
        source=source,
        views=views,
        frames=[_frame(view, folder, root) for view in views],
        policy=POLICY,
        phone=PHONE,
    )
    path.write_text(html, encoding="utf-8", newline="\n")
    return path


def file_name(key: str) -> str:
    """A key as a file name every system takes; a hash keeps apart what the shortening would join."""
    plain = "".join(c if c.isalnum() or c in "-_." else "-" for c in key).strip(".-")[:80]
    return plain if plain == key else f"{plain}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"


def _frame(view: View, folder: Path, root: Path) -> str:
    if view.page is None:
        return ""
    body = _bind(view.page.html, view.assets or {}, folder, root)
    return FRAME.format(policy=POLICY, css=view.page.css.replace("</", "<\\/"), body=body)


def _bind(html: str, assets: Mapping[str, Asset], folder: Path, root: Path) -> str:
    """References become addresses a browser can open from the page: files on this disk, nothing remote."""

    def address(ref: str) -> str:
        origin = assets[ref].origin if ref in assets else None
        if isinstance(origin, FileOrigin):
            return quote(Path(os.path.relpath(root / origin.path, folder)).as_posix())
        words = f"fetched when pushed: {origin.url}" if isinstance(origin, WebOrigin) else "drawn when pushed"
        return f"data:image/svg+xml,{quote(STAND_IN.format(escape(words)))}"

    return REFERENCE.sub(lambda found: address(found.group()), html)


STAND_IN = """<svg xmlns="http://www.w3.org/2000/svg" width="600" height="80">
<rect width="600" height="80" fill="#eee"/>
<text x="300" y="45" text-anchor="middle" font-size="14" fill="#777">{}</text></svg>"""
