"""What a person changed on a platform, carried into the source change by change, each one proved. Pure.

Nothing is believed of a change that was found for the source: the post is rendered with it, and what the
platform would show then must differ from what it would show now by exactly the person's change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from publisher.markdown.rewrite import Edit, apply
from publisher.model.post import Post
from publisher.model.record import Remote
from publisher.planning.left import TITLE
from publisher.planning.takeback.front import changed
from publisher.planning.takeback.hunks import Hunk, hunks
from publisher.planning.takeback.leaves import Leaf, find, leaves
from publisher.planning.takeback.whole import come, gone, verbatim
from publisher.planning.takeback.words import Unclear, caption, edits

STOPS = re.compile(r"([，。、；：！？,.;:!?]+)((?:</\w+>)+)")
Foresee = Callable[[str], Remote | None]
"""A source's text → what the platform would show of it; None where it cannot be rendered."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A source with the changes that could be taken over. `left` are those that could not, `around` names
    what stands around the text and could not. `same`: what would be sent now reads as what is there."""

    text: str
    left: tuple[Hunk, ...] = ()
    around: tuple[str, ...] = ()
    same: bool = False

    @property
    def complete(self) -> bool:
        return not self.left and not self.around


def carry(post: Post, target: str, before: Remote, now: Remote, foresee: Foresee) -> Carried:
    """`before` is what we left there, `now` what is there. What the source says already counts as taken."""
    shown = foresee(post.text)
    changes = hunks(before.text, now.text)
    around = _around(before, now) if now.source else {}
    if shown is None:
        return Carried(post.text, left=changes, around=tuple(around))
    among = leaves(post.document, post.text) if now.source else ()
    made: list[Edit] = []
    left: list[Hunk] = []
    for hunk in changes:
        if _is_said(hunk, shown.text.split("\n")):
            continue
        for proposed in _proposals(hunk, among, post.text):
            after = _with(post.text, [*made, *proposed])
            seen = foresee(after) if after else None
            if seen is not None and _is_shown(hunk, shown, seen, lined=bool(now.source)):
                made, shown = [*made, *proposed], seen
                break
        else:
            left.append(hunk)
    text = apply(post.text, made)
    text, names, shown = _named(post, text, target, around, shown, foresee)
    return Carried(text, tuple(left), names, reads_the_same(shown, now))


def reads_the_same(shown: Remote, now: Remote) -> bool:
    """Whether what would be sent reads as what is there, as far as it can be foreseen."""
    old, new = _said(shown), _said(now)
    if shown.about is None:
        old, new = {TITLE: old.get(TITLE)}, {TITLE: new.get(TITLE)}  # type: ignore[dict-item]
    return shown.text == now.text and (old == new or not now.source)


def _proposals(hunk: Hunk, among: tuple[Leaf, ...], text: str) -> Iterator[tuple[Edit, ...]]:
    """The ways a change could be put into the source, the plainest first."""
    ways: list[Callable[[], tuple[Edit, ...]]] = []
    if among and len(hunk.old) == len(hunk.new) == 1:
        leaf = find(hunk.old[0], among)
        if leaf is not None:
            ways.extend(partial(edits, *hunk.old, *hunk.new, leaf, text, escaped=e) for e in (False, True))
        ways.append(partial(caption, *hunk.old, *hunk.new, among, text))
    elif among and not hunk.new:
        ways.append(partial(gone, hunk, among, text))
    elif among and not hunk.old:
        ways.extend(partial(come, hunk, among, text, escaped=e) for e in (False, True))
    ways.append(partial(verbatim, hunk, text))
    for way in ways:
        try:
            yield way()
        except Unclear:
            continue


def _with(text: str, made: list[Edit]) -> str:
    try:
        return apply(text, made)
    except ValueError:  # two changes in one place
        return ""


def _is_said(hunk: Hunk, lines: Sequence[str]) -> bool:
    """Whether the source says it already: by hand, or by an earlier pull that left other changes."""
    if not hunk.new:
        return not _found(hunk.old, lines)
    bordered = ["", *lines, ""]

    def stands(run: Sequence[str]) -> bool:
        ends = ((bordered[at], bordered[at + 1 + len(run)]) for at in _found(run, lines))
        return any(any(hunk.is_beside(*pair)) for pair in ends)

    return stands(hunk.new) and not (hunk.old and stands(hunk.old))


def _found(run: Sequence[str], lines: Sequence[str]) -> list[int]:
    """Where these lines stand, one after the other."""
    return [at for at in range(len(lines) - len(run) + 1) if tuple(lines[at : at + len(run)]) == tuple(run)]


def _is_shown(hunk: Hunk, before: Remote, after: Remote, *, lined: bool) -> bool:
    """Whether this change, and no other, is what is seen. A digest made of the first words may follow."""
    if lined and before.title != after.title:
        return False
    found = hunks(before.text, after.text)
    if len(found) != 1:
        return False
    (only,) = found
    if _loose(only.old) != _loose(hunk.old) or _loose(only.new) != _loose(hunk.new):
        return False
    beside = hunk.is_beside(only.previous, only.following)
    return any(beside) if (hunk.old and hunk.new) or not lined else all(beside)


def _loose(lines: Sequence[str]) -> list[str]:
    """Whether a full stop at the end of bold words is bold too is the renderer's choice."""
    return [STOPS.sub(r"\2\1", line) for line in lines]


def _named(
    post: Post,
    text: str,
    target: str,
    around: Mapping[str, tuple[str, str]],
    shown: Remote,
    foresee: Foresee,
) -> tuple[str, tuple[str, ...], Remote]:
    """Title and digest, one after the other; the names of what could not be taken."""
    left = []
    for name, (old, new) in around.items():
        if _said(shown).get(name, "") == new or (shown.about is None and name != TITLE):
            continue  # said already, or not ours to say: an update leaves it as it is
        after = changed(post, target, name, old, new, text)
        seen = foresee(after) if after else None
        if seen is None or _said(seen).get(name, "") != new or seen.text != shown.text:
            left.append(name)
            continue
        text, shown = after, seen
    return text, tuple(left), shown


def _around(before: Remote, now: Remote) -> dict[str, tuple[str, str]]:
    old, new = _said(before), _said(now)
    return {
        name: (old.get(name, ""), new.get(name, ""))
        for name in {**old, **new}
        if old.get(name) != new.get(name)
    }


def _said(remote: Remote) -> dict[str, str]:
    named = {TITLE: remote.title} | dict(remote.about or {})
    return {name: " ".join(value.split()) for name, value in named.items() if value}
