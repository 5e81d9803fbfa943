"""What a post says of itself: front matter and path → title, dates, tags, key and address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from publisher.markdown.front_matter import moment
from publisher.model.post import Entry, PostKey, Problem
from publisher.source.checks import GROUP, PUBLISH, SERIES
from publisher.source.permalink import absolute, permalink
from publisher.source.settings import Settings

_DATED = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})-(?=.)")
SUFFIXES = (".md", ".markdown")
_VALUE = "front-matter-value"
_YES, _NO = ("true", "yes", "on"), ("false", "no", "off")
_UNLISTED = {
    "draft": _YES,  # Hugo
    "hidden": _YES,  # Jekyll's and Hexo's themes
    "hide": _YES,
    "unlisted": _YES,
    "private": _YES,
    "published": _NO,  # Hexo, Jekyll
}
"""By key, the values that keep a post out of its blog's lists."""
_FORMER = ("aliases", "redirect_from", "alias")
"""Where Hugo, Jekyll's plug-in jekyll-redirect-from and Hexo's hexo-generator-alias have former addresses."""


@dataclass(frozen=True, slots=True)
class Described:
    """A post's entry and what else its front matter gives; `stem` is `place` bare of extension and
    `/index`; `former` are further addresses that the blog leads to it. `problems` pairs the key at fault
    with what is wrong."""

    entry: Entry
    place: str
    stem: str
    abbrlink: str
    slug: str
    permalink: str
    updated: datetime | None
    problems: tuple[tuple[str, Problem], ...]
    former: tuple[str, ...] = ()


def describe(settings: Settings, path: str, front: Mapping[str, object]) -> Described:
    """`path` is POSIX, relative to the site's root."""
    site = settings.site
    place = below_content(settings, path)
    stem = bare(place)
    problems: list[tuple[str, Problem]] = []
    dates = {key: _date(settings, key, front, problems) for key in ("date", "updated")}
    name, written = stem.rpartition("/")[2], dates["date"]
    if site.dialect == "jekyll" and (dated := _DATED.match(name)):
        name = name[dated.end() :]
        written = written or _date(settings, "date", {"date": dated[1]}, [])
    abbrlink, slug = scalar(front.get("abbrlink")), scalar(front.get("slug"))
    for key in ("title", "abbrlink", "slug", "permalink"):
        if isinstance(front.get(key), list | dict):
            hint = "a value with [ or { needs quotes"
            problems.append((key, Problem(f"{key} must be text", hint, code=_VALUE)))
    title = scalar(front.get("title")) or name
    categories = as_categories(front.get("categories", front.get("category")), site.dialect)
    own = scalar(front.get("permalink")) or (scalar(front.get("url")) if site.dialect == "hugo" else "")
    table = front.get(PUBLISH)
    published = table if isinstance(table, Mapping) else {}
    address = own or permalink(
        site.permalink,
        stem="/".join(filter(None, (stem.rpartition("/")[0], name))),
        title=title,
        date=written,
        category=categories[-1] if categories else (),
        front=front,
    )
    entry = Entry(
        key=PostKey(abbrlink or slug or unicodedata.normalize("NFC", stem)),
        path=path,
        title=title,
        url=absolute(site.url, address),
        date=written,
        tags=as_tags(front.get("tags", front.get("tag")), site.dialect),
        categories=categories,
        series=_name(published.get(SERIES)) or _name(front.get(SERIES)),
        group=_name(published.get(GROUP)),
        left_out=tuple(str(name) for name, value in published.items() if scalar(value).lower() in _NO),
        listed=not any(scalar(front.get(key)).lower() in values for key, values in _UNLISTED.items()),
    )
    former = tuple(absolute(site.url, page) for key in _FORMER for page in _pages(front.get(key)))
    return Described(entry, place, stem, abbrlink, slug, own, dates["updated"], tuple(problems), former)


def _pages(value: object) -> tuple[str, ...]:
    """Addresses on the site; what has no slash is a name (Obsidian's `aliases` are titles)."""
    return tuple(page for page in as_tags(value, "") if "/" in page)


def _name(value: object) -> str:
    """A name, or the first of a list of names (Hugo's `series: [a]`), in one line."""
    names = value if isinstance(value, list) else [value]
    return next((" ".join(name.split()) for name in map(scalar, names) if name), "")


def below_content(settings: Settings, path: str) -> str:
    """A path below the content folder it lies in (the deepest one), or as it is."""
    folders = (
        folder.relative_to(settings.root).as_posix()
        for folder in settings.content
        if folder.is_relative_to(settings.root)
    )
    for folder in sorted((folder for folder in folders if folder != "."), key=len, reverse=True):
        if path.startswith(f"{folder}/"):
            return path[len(folder) + 1 :]
    return path


def bare(path: str) -> str:
    """A path without its extension and without `/index`."""
    for suffix in SUFFIXES:
        path = path.removesuffix(suffix)
    return path.removesuffix("/index")


def scalar(value: object) -> str:
    """A scalar as text; true and false as YAML writes them, "" for what is none."""
    if isinstance(value, bool):
        return str(value).lower()
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""


def as_tags(value: object, dialect: str) -> tuple[str, ...]:
    """A list, or one tag as text (in Jekyll: several, by spaces)."""
    if isinstance(value, str) and dialect == "jekyll":
        return tuple(value.split())
    values = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(tag for tag in map(scalar, values) if tag))


def as_categories(value: object, dialect: str) -> tuple[tuple[str, ...], ...]:
    """Paths of categories. In Hexo a flat list is one nested path, a list of lists are several; in Hugo
    categories do not nest."""
    tops = as_tags(value, dialect)
    if isinstance(value, list) and any(isinstance(path, list) for path in value):
        paths = (as_tags(path, "hexo") for path in value)
        return tuple(dict.fromkeys(path for path in paths if path))
    if dialect == "hugo":
        return tuple((top,) for top in tops)
    return (tops,) if tops else ()


def _date(
    settings: Settings, key: str, front: Mapping[str, object], problems: list[tuple[str, Problem]]
) -> datetime | None:
    value = front.get(key)
    if value is None or value == "":
        return None
    try:
        found = moment(value)
        # to the site's zone, which permalinks count in; astimezone also meets dates no calendar has
        return (
            found.replace(tzinfo=settings.zone) if found.tzinfo is None else found.astimezone(settings.zone)
        )
    except (ValueError, OverflowError):
        hint = "write it as 2024-03-17 10:46:09"
        problems.append((key, Problem(f"{key} is no date: {value}", hint, code=_VALUE)))
        return None


def name_of(stem: str) -> str:
    """The last part of a stem: the file's name, for `index.md` its folder's."""
    return PurePosixPath(stem).name
