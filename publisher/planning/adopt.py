"""Taking blocks kept by hand out of a source, as far as what readers get shows all the same. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import NamedTuple

from publisher.contract import Tools
from publisher.errors import PublishError
from publisher.markdown.blocks.listed import RELATED
from publisher.markdown.blocks.relisted import Relisted, Slip, relisted
from publisher.markdown.blocks.replacements import without
from publisher.markdown.blocks.shown import Shown, shown
from publisher.markdown.front_matter import set_inside
from publisher.model.post import Post
from publisher.planning.compared import differences
from publisher.planning.prepare import Prepared, Work, prepare
from publisher.planning.proof import Reason, Sight, beside, held, kept, lost, sights

Read = Callable[[str], Post]
"""A text → the post that it would be in the file's place; SourceError where it cannot be read."""


class Taken(NamedTuple):
    """A block that was taken out: its lines in the file as it was, and how many posts and addresses were
    written into the front matter for it."""

    block: str
    lines: tuple[tuple[int, int], ...]
    listed: int = 0


class Left(NamedTuple):
    """A block that stays, and why."""

    block: str
    reasons: tuple[Reason, ...]


class Count(NamedTuple):
    """Of the links that the blocks taken out held: how many `target` showed in blocks, and shows now."""

    target: str
    held: int
    before: int
    now: int


@dataclass(frozen=True, slots=True)
class Adoption:
    """`text` is the file's new text, the old one where nothing was taken out. `broken`: the post cannot be
    rendered as it is."""

    post: Post
    text: str
    taken: tuple[Taken, ...] = ()
    left: tuple[Left, ...] = ()
    slips: tuple[Slip, ...] = ()
    counts: tuple[Count, ...] = ()
    broken: bool = False


@dataclass(frozen=True, slots=True)
class _Stage:
    """The post with some blocks taken out, as its targets show it."""

    post: Post
    sights: tuple[Sight, ...]
    taken: tuple[Taken, ...] = ()
    slips: tuple[Slip, ...] = ()


def adopt(works: Sequence[Work], tools: Tools, read: Read) -> Adoption:
    """The post's source without the blocks that its targets show as well if they are not there.

    `works` are one post for every target. Blocks are tried one after the other; what is taken out is proved
    twice, by what the templates make of it and by whole renditions. Raises nothing: what cannot be rendered
    stays as it is.
    """
    post = works[0].post
    names = tuple(dict.fromkeys(region.name for region in kept(post)))
    works = tuple(work for work in works if post.publish.get(work.target) is not False)
    unreadable = next((problem for problem in post.problems if problem.code == "post-unreadable"), None)
    if unreadable is not None:
        return _all_left(post, ("",), Reason("", unreadable.message, unreadable.hint))
    if not names:
        return Adoption(post, post.text)
    if not works:
        nowhere = Reason("", "the post goes to no target: nothing shows what it holds")
        return _all_left(post, names, nowhere, broken=False)
    try:
        first = _Stage(post, sights(post, works))
    except PublishError as error:
        return _all_left(post, names, _reason(error))
    stages, left = [first], list[Left]()
    for name in names:
        stage = _without(name, stages[-1], first, works, read)
        if isinstance(stage, Left):
            left.append(stage)
        else:
            stages.append(stage)
    before = _rendered(post, works, tools) if len(stages) > 1 else ()
    refused = next((each.error for each in before if each.rendition is None and each.error), None)
    if refused is not None:
        return _all_left(post, names, _reason(refused))
    while len(stages) > 1 and (
        reasons := tuple(differences(before, _rendered(stages[-1].post, works, tools)))
    ):
        left.append(Left(stages.pop().taken[-1].block, reasons))
    last = stages[-1]
    return Adoption(post, last.post.text, last.taken, tuple(left), last.slips, _counts(first, last))


def _rendered(post: Post, works: Sequence[Work], tools: Tools) -> tuple[Prepared, ...]:
    return tuple(prepare(replace(work, post=post), tools) for work in works)


def _without(name: str, stage: _Stage, first: _Stage, works: Sequence[Work], read: Read) -> _Stage | Left:
    """The next stage, by the first way that passes; else why the last one does not."""
    reasons: tuple[Reason, ...] = ()
    for listing in _listings(name, stage.post, first.post, works, read):
        try:
            post = read(_text(stage.post, name, listing))
            after = sights(post, works)
        except PublishError as error:
            reasons = (_reason(error),)
            continue
        reasons = (*beside(stage.post, post, name), *lost(name, first.post, first.sights, after))
        if not reasons:
            lines = tuple(region.lines for region in kept(first.post) if region.name == name)
            taken = Taken(name, lines, listing.added)
            return _Stage(post, after, (*stage.taken, taken), (*stage.slips, *listing.slips))
    return Left(name, reasons)


def _listings(name: str, post: Post, first: Post, works: Sequence[Work], read: Read) -> Iterator[Relisted]:
    """What front matter may have to say in the block's place, the shortest first. A list that has a limit
    somewhere is written down whole: what it shows by itself today, newer posts push out tomorrow."""
    if name != RELATED:
        yield Relisted()
        return
    site = works[0].site
    after: tuple[Sight, ...] = ()
    if all(work.site.related == 0 for work in works):
        with suppress(PublishError):  # a template that cannot do without: what it shows tells nothing
            after = sights(read(without(post, {name})), works)
    if after:
        computed = (shown(sight.document, sight.site, name).own for sight in after)
        yield relisted(first, site, frozenset.intersection(*computed))
    yield relisted(first, site)


def _text(post: Post, name: str, listing: Relisted) -> str:
    text = without(post, {name})
    return set_inside(text, "publish", RELATED, listing.items) if listing.added else text


def _all_left(post: Post, names: tuple[str, ...], reason: Reason, *, broken: bool = True) -> Adoption:
    return Adoption(post, post.text, left=tuple(Left(name, (reason,)) for name in names), broken=broken)


def _reason(error: PublishError) -> Reason:
    return Reason("", error.place + error.message, error.hint)


def _counts(first: _Stage, last: _Stage) -> tuple[Count, ...]:
    names = {taken.block for taken in last.taken}
    return tuple(
        Count(
            before.target,
            len(links := _links(held(first.post, before.site, names))),
            len(links & _links(before.shown)),
            len(links & _links(after.shown)),
        )
        for before, after in zip(first.sights, last.sights, strict=True)
    )


def _links(found: Shown) -> frozenset[str]:
    return frozenset((*found.own, *found.links))
