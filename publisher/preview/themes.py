"""The looks a target's posts can be given: the themes and palettes its adapter brings, and a post in each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from publisher.planning.prepare import Prepared, Work
from publisher.preview.pages import View

FOLDER, PALETTE = "theme/", "code-"
"""Where an adapter's resources hold themes, and what the name of a palette of code's colours begins with."""
CHOICES = frozenset({"theme", "palette"})
"""What a post's front matter may have chosen already; here all of it is shown."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A theme or a palette: the name settings know it by, its name in words, and one line about it in each
    language its author wrote. `path` is its resource's."""

    name: str
    title: str
    about: tuple[str, ...]
    palette: bool
    path: str


def sheets(resources: Mapping[str, str]) -> tuple[Sheet, ...]:
    """Themes first, then palettes, by name. A sheet's first line is `/* name title: about · about */`."""
    found = []
    for path, css in resources.items():
        if path.startswith(FOLDER) and path.endswith(".css"):
            file = path.removeprefix(FOLDER).removesuffix(".css")
            name = file.removeprefix(PALETTE)
            title, about = _said(css.lstrip().partition("\n")[0])
            found.append(Sheet(name, title.removeprefix(name).strip(), about, file != name, path))
    return tuple(sorted(found, key=lambda sheet: (sheet.palette, sheet.name)))


def views(work: Work, prepare: Callable[[Work], Prepared]) -> Iterator[View]:
    """The post in every theme there is for its target, each by day and, where the platform has it, in dark
    mode. What the settings say beside the theme (an accent, a font) holds in all of them."""
    settings: Any = work.settings
    options = {key: value for key, value in work.post.options(work.target).items() if key not in CHOICES}
    post = replace(work.post, publish={**work.post.publish, work.target: options})
    for sheet in sheets(work.site.resources):
        if sheet.palette:
            continue
        dressed = msgspec.structs.replace(settings, theme=sheet.name)
        made = prepare(replace(work, post=post, settings=dressed))
        name = f"{work.target} · {sheet.name}"
        if made.rendition is None:
            yield View(name, work.post.title, error=made.error)
            continue
        page = work.adapter.show(made.rendition)
        day = replace(page, dark=None)
        yield View(name, made.rendition.title, day, made.rendition.assets, action=sheet.title)
        if page.dark is not None:
            yield View(name, made.rendition.title, page.dark, made.rendition.assets, action="dark mode")


def _said(line: str) -> tuple[str, tuple[str, ...]]:
    if not line.startswith("/*"):
        return "", ()
    title, colon, about = line.removeprefix("/*").partition("*/")[0].strip().partition(":")
    return (title, tuple(part.strip() for part in about.split("·"))) if colon else ("", (title,))
