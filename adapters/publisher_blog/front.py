"""The front matter, edited as text so that the blog's generator reads what the author meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from publisher.errors import SourceError
from publisher.markdown.front_matter import FrontMatter, moment, quote, read, remove_key, set_key
from publisher.markdown.front_matter.abbrlink import abbrlink
from publisher.markdown.lines import line_starts
from publisher.model.post import Note, Post, Site

from .settings import BlogSettings


@dataclass(frozen=True, slots=True)
class Front:
    """A post's text with its front matter mended, and what was changed. `abbrlink` is "" where a post has
    none and needs none; `given`: the author wrote it, it was not computed from the title."""

    text: str
    abbrlink: str = ""
    given: bool = False
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """`key` gets `value`, in the front matter's own syntax; None removes it. `why` is for a note."""

    key: str
    value: str | None
    why: str


def mend(text: str, post: Post, site: Site, settings: BlogSettings) -> Front:
    """Edit the front matter of `text`: the post's own, or with its body rewritten already.

    SourceError where the generator cannot read this kind of front matter.
    """
    front, rules = read(post.text), settings.rules
    if front.format not in {"none", *rules.formats}:
        raise SourceError(
            f"{rules.name} does not read front matter in {front.format.upper()}",
            hint="write it as YAML between two lines ---",
            path=post.path,
            line=1,
        )
    given = bool(front.data.get("abbrlink"))
    link = post.abbrlink if given else _computed(post, site, settings)
    notes: list[Note] = []
    for change in _changes(post, site, settings, front, link, given):
        try:
            text = _changed(text, change)
        except SourceError as why:  # JSON, or a table on one line: nothing of it can be changed alone
            why.path = post.path
            raise
        if change.why:
            notes.append(Note("front-matter", change.why, front.lines.get(change.key, 0)))
    return Front(text, link, given, tuple(notes))


def _changed(text: str, change: Change) -> str:
    if change.value is None:
        return remove_key(text, change.key)
    return set_key(text, change.key, change.value)


def _changes(
    post: Post, site: Site, settings: BlogSettings, front: FrontMatter, link: str, given: bool
) -> Iterator[Change]:
    rules = settings.rules
    if "publish" in front.data:
        yield Change("publish", None, "")  # ours, and nobody else's to read
    if "title" not in front.data:
        kind = "toml" if front.format == "toml" else "yaml"
        yield Change("title", quote(post.title, kind), f"title added: {post.title}")
    if given and front.format == "yaml" and _bare(post.text, front) and quote(link) != link:
        yield Change("abbrlink", quote(link), f"abbrlink {link} put in quotes: bare it reads as a number")
    if link and not given:
        why = f"abbrlink added: {link}, computed from the title; write it into the post and it stays for good"
        yield Change("abbrlink", quote(link), why)
    for key, known in (("date", post.date), ("updated", post.updated)):
        written = front.data.get(key)
        if known is not None and (written or key == "date"):
            value = _date(known, moment(written).tzinfo is not None if written else None, site, settings)
            if value:
                yield Change(key, value, f"{key} {'written as' if written else 'added:'} {value}")
    if rules.foreign in front.data:
        yield Change(rules.foreign, None, f"{rules.foreign} removed: {rules.name} stops at it")
    key, wanted = rules.draft
    if (settings.drafts or _kept_back(front)) and str(front.data.get(key)).lower() != wanted:
        yield Change(key, wanted, f"{key}: {wanted} added, the way {rules.name} keeps a post back")


def _bare(text: str, front: FrontMatter) -> bool:
    """Whether the abbrlink stands there without quotes."""
    start = line_starts(text)[front.lines["abbrlink"] - 1]
    return text[start:].partition(":")[2].lstrip(" \t")[:1] not in {"'", '"'}


def _date(known: datetime, aware: bool | None, site: Site, settings: BlogSettings) -> str:
    """How a date is to be written; "" = leave it. `aware` is None where none is written yet."""
    if aware is not None:
        return settings.rules.date(known, aware, site.timezone)
    local = known.astimezone(ZoneInfo(site.timezone))
    return settings.rules.date(local, False, site.timezone) or f"{local:%Y-%m-%d %H:%M:%S}"


def _computed(post: Post, site: Site, settings: BlogSettings) -> str:
    """The abbrlink that Hexo's plugin would give, where the site's addresses are made of it. That no other
    post has it was seen when the site was read: their addresses would be the same."""
    if settings.generator != "hexo" or ":abbrlink" not in site.permalink:
        return ""
    return abbrlink(post.title)


def _kept_back(front: FrontMatter) -> bool:
    """Whether the author says that the post is not to be seen yet, in whichever generator's words."""
    said = {key: str(front.data.get(key, "")).lower() for key in ("draft", "published")}
    return said["draft"] in {"true", "yes"} or said["published"] in {"false", "no"}
