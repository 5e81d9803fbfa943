"""What readers would no longer see if a block were taken out of a source. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import NamedTuple

from publisher.markdown.blocks import fill, template
from publisher.markdown.blocks.kept import related
from publisher.markdown.blocks.listed import RELATED
from publisher.markdown.blocks.replacements import outside
from publisher.markdown.blocks.shown import Shown, shown
from publisher.markdown.front_matter import read
from publisher.markdown.lines import lines_of
from publisher.markdown.passes.links import resolve
from publisher.markdown.plain import fingerprint, plain
from publisher.markdown.walk import walk
from publisher.model.post import Post, Site
from publisher.model.tree import Document, Image, Region, ThematicBreak
from publisher.planning.prepare import Work

_TOLD = 3
_APART = "move what the text needs (notes, definitions of links) out of it, and put a rule (***) around it"
_SIGNS = re.compile(r"[\W_]+")


class Reason(NamedTuple):
    """Why a block stays, as far as `target` ("" = every one) is concerned, and what could be done."""

    target: str
    words: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    """A post's blocks as one target shows them: the tree with its regions filled, and what is in those."""

    target: str
    site: Site
    document: Document
    shown: Shown


def sights(post: Post, works: Sequence[Work]) -> tuple[Sight, ...]:
    """How each target shows the post's blocks. SourceError where a template fails."""

    def sight(target: str, site: Site) -> Sight:
        filled, _ = fill(resolve(post.document, site)[0], site, post)
        return Sight(target, site, filled, shown(filled, site))

    return tuple(sight(work.target, work.site) for work in works)


def kept(post: Post) -> tuple[Region, ...]:
    """The regions that stand in the post's source."""
    return tuple(region for region in _regions(post.document) if region.blocks)


def held(post: Post, site: Site, names: Collection[str]) -> Shown:
    """What the regions of these names hold in the source."""
    return reduce(or_, (shown(post.document, site, name) for name in sorted(names)), Shown())


def beside(before: Post, after: Post, name: str) -> Iterator[Reason]:
    """What else than the block of this name became another: nothing may."""
    known = {problem.message for problem in before.problems}
    for problem in after.problems:
        if problem.message not in known:
            yield Reason("", f"the source would have a problem: {problem.message}", problem.hint)
    if any(region.name == name for region in kept(after)):
        yield Reason("", "what stands below it would become such a block")
    elif _written(before, name) != _written(after, name):
        yield Reason("", "another block would become longer or shorter")
    if _prose(before) != _prose(after) or fingerprint(before.document) != fingerprint(after.document):
        yield Reason("", "the text around it would change", _APART)


def lost(name: str, post: Post, before: Sequence[Sight], after: Sequence[Sight]) -> Iterator[Reason]:
    """What targets showed in blocks and would not show without the one of this name, which `post` has."""
    reasons = [why for old, new in zip(before, after, strict=True) for why in _lost(name, post, old, new)]
    yield from reasons
    everywhere = reduce(or_, (sight.shown for sight in after), Shown())
    missing = held(post, after[0].site, {name}) - everywhere
    if missing and not reasons:
        yield Reason("", f"no target shows {_told(missing, post, after[0].site)}")


def _lost(name: str, post: Post, old: Sight, new: Sight) -> Iterator[Reason]:
    was, is_now = _named(old.document, name), _named(new.document, name)
    if was and not is_now:
        if template.path(name) not in old.site.resources:
            yield Reason(old.target, "it has no template there: what you wrote is what is shown")
        else:
            first = next(region for region in kept(post) if region.name == name)
            hint = f'set place = "{_place(first, post)}" in its [[blocks]]'
            yield Reason(old.target, "it has no place: nothing would stand there without it", hint)
    elif missing := old.shown - new.shown:
        yield Reason(old.target, f"its template does not show {_told(missing, post, old.site)}")
    elif unsaid := tuple(_unsaid(name, post, old, new)):
        words = "; ".join(f"“{line}”" for line in unsaid[:_TOLD])
        yield Reason(old.target, f"its template does not say {words}{_more(len(unsaid))}")


def _unsaid(name: str, post: Post, old: Sight, new: Sight) -> Iterator[str]:
    """Lines of words that were shown and are no longer; the line a block begins with is its mark."""
    regions = tuple(region for region in kept(post) if region.name == name)
    marks = {_bare(plain(region.blocks[0]).partition("\n")[0]) for region in regions}
    now = _bare(" ".join(plain(region) for region in _named(new.document, name)))
    if name == RELATED:  # links are compared as links; a name without links is words
        lines: Iterable[str] = (group.name for group in related(regions, old.site) if not group.links)
    else:
        lines = (line for region in _named(old.document, name) for line in plain(region).split("\n"))
    for line in dict.fromkeys(lines):
        if _bare(line) not in {*marks, ""} and _bare(line) not in now:
            yield line.strip()


def _told(missing: Shown, post: Post, site: Site) -> str:
    """Links and pictures by the names an author knows them by, the first few."""
    sources = {node.asset: node.src for node in walk(post.document) if isinstance(node, Image)}
    told = (
        *(f"the link to “{site.entries[key].title}”" for key in sorted(missing.own)),
        *(f"the link {url}" for url in sorted(missing.links)),
        *(f"the picture {sources.get(ref, ref)}" for ref in sorted(missing.pictures)),
    )
    return ", ".join(told[:_TOLD]) + _more(len(told))


def _more(number: int) -> str:
    return f" and {number - _TOLD} more" if number > _TOLD else ""


def _place(region: Region, post: Post) -> str:
    """Where in the post a region stands: rather at its top, or at its end."""
    others = (b for b in post.document.blocks if b.lines[0] and not isinstance(b, Region | ThematicBreak))
    above = [block.lines < region.lines for block in others]
    return "top" if above.count(True) < above.count(False) else "end"


def _regions(document: Document) -> tuple[Region, ...]:
    return tuple(block for block in document.blocks if isinstance(block, Region))


def _named(document: Document, name: str) -> tuple[Region, ...]:
    return tuple(region for region in _regions(document) if region.name == name and region.blocks)


def _written(post: Post, name: str) -> tuple[tuple[str, str], ...]:
    """Every other region as text."""
    lines = lines_of(post.text)
    return tuple(
        (region.name, "\n".join(lines[region.lines[0] - 1 : region.lines[1]]).strip())
        for region in kept(post)
        if region.name != name
    )


def _prose(post: Post) -> str:
    text = outside(post)
    return text[read(text).body_offset :]


def _bare(line: str) -> str:
    return _SIGNS.sub("", line).casefold()
