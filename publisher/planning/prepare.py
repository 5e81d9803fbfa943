"""A post and a target → what would be sent, or why nothing can be. Pure, given the tools."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass, field, replace
from typing import Any

from publisher.contract import Adapter, TargetSettings, Tools
from publisher.errors import LimitError, PublishError, SourceError
from publisher.model.post import Note, Post, PostKey, Problem, Site
from publisher.model.rendition import Rendition
from publisher.planning.check.limits import check
from publisher.planning.check.pictures import to_fetch


@dataclass(frozen=True, slots=True)
class Work:
    """One post to one target, before anything is known. `site` is the site as that target sees it; `named`:
    the user asked for this very post."""

    post: Post
    target: str
    adapter: Adapter[Any]
    settings: TargetSettings
    site: Site
    named: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        return names(self.post, self.site.entries)

    @property
    def lasting(self) -> tuple[str, ...]:
        """What the post is found by when its key, or its file, is called otherwise one day. Its place has its
        extension here, and so is no other post's key."""
        return (self.post.key, *filter(None, (self.post.place,)))


def names(post: Post, entries: Container[PostKey]) -> tuple[str, ...]:
    """What a post may be known by in the ledger: its key, those it had before it was given an abbrlink or a
    slug, unless another post goes by them (`entries`), its place, and its address on the site."""
    path = re.sub(r"(/index)?\.(md|markdown)$", "", unicodedata.normalize("NFC", post.place))
    former = (name for name in (post.slug, path) if PostKey(name) not in entries)
    return (post.key, *filter(None, (*former, post.place, post.url)))


@dataclass(frozen=True, slots=True)
class Prepared:
    """Work with its rendition, or with the error that stands in its way; both when the rendition passes the
    target's limits: it can be looked at, and not be sent."""

    work: Work
    rendition: Rendition | None = None
    error: PublishError | None = None
    notes: tuple[Note, ...] = field(default=())


def prepare(work: Work, tools: Tools) -> Prepared:
    """Render a post for a target and hold it against the target's limits. Raises nothing: a post that
    cannot be rendered fails its own steps only."""
    try:
        _refuse(work.post)
        rendition = work.adapter.render(work.post, work.site, work.settings, tools)
    except PublishError as error:
        return Prepared(work, error=_placed(error, work), notes=work.post.notes)
    except Exception as error:  # a bug in one adapter must not stop the others
        return Prepared(work, error=_internal(work, error), notes=work.post.notes)
    rendition, limits = replace(rendition, notes=_once(rendition.notes)), work.adapter.limits
    notes = _once((*work.post.notes, *rendition.notes))
    try:
        return Prepared(
            work,
            rendition,
            notes=_once(
                (*notes, *check(rendition, limits, work.post), *to_fetch(rendition, limits, work.post))
            ),
        )
    except LimitError as error:
        return Prepared(work, rendition, _placed(error, work), notes)


def _placed(error: PublishError, work: Work) -> PublishError:
    """Names the post where no file is named, and a template of the user's own by the folder it stands in."""
    path = error.path or work.post.path
    folder, name = work.settings.templates.rstrip("/"), path.removeprefix("templates/")
    is_own = work.site.resources.get(path) != work.adapter.resources.get(path)
    error.path = f"{folder}/{name}" if folder and name != path and is_own else path
    return error


def _refuse(post: Post) -> None:
    """Raises SourceError when the post has problems: the first in front, all of them in the message."""
    if post.problems:
        first, *rest = post.problems
        message = "; ".join((first.message, *(_told(problem) for problem in rest)))
        raise SourceError(message, hint=first.hint, path=post.path, line=first.line)


def _told(problem: Problem) -> str:
    return f"line {problem.line}: {problem.message}" if problem.line else problem.message


def _internal(work: Work, error: Exception) -> PublishError:
    found = PublishError(
        f"internal error in adapter {work.adapter.name!r}: {type(error).__name__}: {error}",
        hint="run again with --debug to see where",
        path=work.post.path,
    )
    found.__cause__ = error
    return found


def _once(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    return tuple(dict.fromkeys(notes))
