"""Which posts are parts of one thing, and in what order: told by front matter, else by their titles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from publisher.markdown.blocks.numbers import Part, opening, part, same
from publisher.model.post import Entry, Post, PostKey

_NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class Series:
    """`parts` in order; `labels` are short words for those whose title is no more than name and number."""

    name: str
    parts: tuple[PostKey, ...]
    labels: Mapping[PostKey, str] = field(default_factory=dict)


def all_series(entries: Iterable[Entry]) -> Mapping[PostKey, Series]:
    """The series of every post that is in one. By number, then date; several posts of one number stay.

    A series has two posts at least, and, where only titles tell of it, two numbers; a post called like it
    without a number is its first part where no other is. Posts that front matter puts together are in order
    of date, unless their titles count alike.
    """
    entries = tuple(entries)
    counted = {entry.key: found for entry in entries if (found := part(entry.title)) is not None}
    openers: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if not entry.series and entry.key not in counted and (name := same(opening(entry.title))):
            openers[name].append(entry)
    members: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry, name in _named(entries, counted, openers):
        members[name].append(entry)
    series = (_series(name, posts, openers.get(name, ()), counted) for name, posts in members.items())
    return {key: one for one in series if one is not None for key in one.parts}


def when(entry: Entry | Post) -> float:
    """Seconds, to compare dates by; posts without one come last."""
    return entry.date.timestamp() if entry.date else _NEVER


def _named(
    entries: Iterable[Entry], counted: Mapping[PostKey, Part], openers: Mapping[str, object]
) -> Iterator[tuple[Entry, str]]:
    """Each post that may be a part, with the name it shares with others: of its title's, the likeliest."""
    candidates = [
        (entry, tuple(map(same, (entry.series,) if entry.series else counted[entry.key].names)))
        for entry in entries
        if entry.series or entry.key in counted
    ]
    votes = Counter(name for _, names in candidates for name in set(names))
    for entry, names in candidates:
        yield entry, next((name for name in names if votes[name] > 1 or name in openers), names[0])


def _series(
    name: str, posts: list[Entry], openers: Iterable[Entry], counted: Mapping[PostKey, Part]
) -> Series | None:
    """None where these posts are no series."""
    told = next((post.series for post in posts if post.series), "")
    numbers = {post.key: counted[post.key].number for post in posts if post.key in counted}
    bare = [post for post in posts if post.key not in counted] or list(openers)
    first = min(bare, key=lambda post: (when(post), post.key), default=None)
    if first and numbers and min(numbers.values()) > 1:
        numbers[first.key] = 1
        posts = [first, *(post for post in posts if post is not first)]
    if len(posts) < 2 or (not told and len(set(numbers.values())) < 2):
        return None
    alike = {same(counted[post.key].names[0]) for post in posts if post.key in counted}
    counts = len(numbers) == len(posts) and (not told or len(alike) == 1)
    ordered = sorted(posts, key=lambda post: (numbers[post.key] if counts else 0, when(post), post.key))
    labels = {
        post.key: found.label
        for post in posts
        if (found := counted.get(post.key)) and found.label and same(found.names[0]) == name
    }
    called = told or next(
        candidate
        for post in ordered
        if post.key in counted
        for candidate in counted[post.key].names
        if same(candidate) == name
    )
    return Series(called, tuple(post.key for post in ordered), labels)
