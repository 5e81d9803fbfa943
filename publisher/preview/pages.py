"""One static page per post with all its targets side by side, as readers would see them.

A target's page stands in an iframe of its own that allows no script, no form and no request beyond the
pictures on this disk: a post's HTML is untrusted even in its author's preview.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment

from publisher.contract import Page, Tools
from publisher.errors import PublishError
from publisher.model.post import Asset, Note
from publisher.model.rendition import REFERENCE
from publisher.preview.budget import Budget
from publisher.preview.pictures import Pictures, Shown

PHONE = 480
"""A column at most this wide (CSS pixels) is shown in a phone frame."""

POLICY = "default-src 'none'; img-src 'self' file: data:; style-src 'unsafe-inline'"

FRAME = """<!doctype html><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}"><meta name="referrer" content="no-referrer">
<style>body{{margin:0;padding:20px 16px;overflow-wrap:break-word}}img{{max-width:100%}}{css}</style>{body}"""


@dataclass(frozen=True, slots=True)
class View:
    """One target's share of a page: its page, or the reason why there is none. `size` is said in words where
    there is no `budget`; `cover` is the reference of one of `assets`."""

    target: str
    title: str
    page: Page | None = None
    assets: Mapping[str, Asset] | None = None
    notes: tuple[Note, ...] = ()
    error: PublishError | None = None
    action: str = ""
    size: str = ""
    budget: Budget | None = None
    cover: str = ""


@dataclass(frozen=True, slots=True)
class Framed:
    """A view with what its page is made of: HTML documents by name, and pictures, the largest first."""

    view: View
    frames: Mapping[str, str]
    pictures: tuple[Shown, ...] = ()
    cover: Shown | None = None

    @property
    def size(self) -> int:
        """Bytes of all pictures, as far as they are known."""
        return sum(shown.size for shown in self.pictures)

    @property
    def unseen(self) -> bool:
        """Whether a picture could not be drawn: its author must not overlook that."""
        return any(shown.wrong for shown in self.pictures)


def write_page(
    folder: Path, root: Path, name: str, source: str, views: Sequence[View], tools: Tools | None = None
) -> Path:
    """Write `<folder>/<name>.html` and return its path. `root` is the site's; `source` names the post;
    `tools` draw the formulas and diagrams that are pictures (None: they are left out)."""
    folder.mkdir(parents=True, exist_ok=True)
    template = files(__package__).joinpath("page.html.j2").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["bytes"] = in_words
    page = environment.from_string(template)
    path = folder / f"{file_name(name)}.html"
    html = page.render(
        title=next((view.title for view in views if view.title), name),
        source=source,
        framed=[_framed(view, Pictures(folder, root, tools)) for view in views],
        policy=POLICY,
        phone=PHONE,
    )
    path.write_text(html, encoding="utf-8", newline="\n")
    return path


def file_name(key: str) -> str:
    """A key as a file name every system takes; a hash keeps apart what the shortening would join."""
    plain = "".join(c if c.isalnum() or c in "-_." else "-" for c in key).strip(".-")[:80]
    return plain if plain == key else f"{plain}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"


def in_words(size: int) -> str:
    """A number of bytes as people say it."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{size / 1000:.{size < 100_000:d}f} KB"


def _framed(view: View, pictures: Pictures) -> Framed:
    page, assets = view.page, view.assets or {}
    if page is None:
        return Framed(view, {})
    pages = {"light": page, "dark": page.dark} if page.dark else {"": page}
    refs = {ref for each in pages.values() for ref in REFERENCE.findall(each.html)} | {view.cover}
    shown = {ref: pictures.show(assets[ref]) for ref in sorted(refs & assets.keys())}

    def document(each: Page) -> str:
        body = REFERENCE.sub(lambda ref: shown[ref[0]].address if ref[0] in shown else "", each.html)
        return FRAME.format(policy=POLICY, css=each.css.replace("</", "<\\/"), body=body)

    return Framed(
        view,
        {name: document(each) for name, each in pages.items()},
        tuple(sorted(shown.values(), key=lambda one: (not one.why, -one.size, one.asset.name))),
        shown.get(view.cover),
    )
