"""Addresses of own articles that already stand in the sources, and whose articles they are. Pure.

Two forms are understood: words that are an own post's title, `[《理解…》](https://…)`, and a label naming
the platform, behind a link to an own post in the same line, `[博客](own) [知乎](https://…)`. Whatever else
links there is somebody else's article.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from publisher.model.article import Article
from publisher.model.post import PostKey
from publisher.planning.match import Confidence, Known, Match
from publisher.planning.titles import key
from publisher.source.graph import Mention

TELLING = 6
"""Letters of a title from which nobody else's article is likely to have it."""
ENDINGS = ("链接", "地址", "版", "link")
"""What may follow a platform's name in a label."""


@dataclass(frozen=True, slots=True)
class Platform:
    """A target as links know it (`Adapter.address`, `Adapter.names`)."""

    target: str
    address: Callable[[str], str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Told:
    """What a source says of an address: whose article it is, and where it says so."""

    target: str
    match: Match


def told(
    mentions: Iterable[Mention],
    posts: Sequence[Known],
    platforms: Sequence[Platform],
    labels: Collection[str],
    leads: Callable[[str], PostKey | None],
) -> Iterator[Told]:
    """What the links of one source, in their order, say. `labels` are the names of all platforms, `leads`
    finds the own post an address leads to."""
    by_title: defaultdict[str, set[PostKey]] = defaultdict(set)
    for post in posts:
        for title in post.titles:
            by_title[key(title)].add(post.key)
    labels = {key(name) for name in labels}
    before: tuple[tuple[str, int], PostKey, bool] | None = None  # where, whose, whether beyond doubt
    for mention in mentions:
        line = (mention.path, mention.line)
        there = [each for each in platforms if each.address(mention.url)]
        own = leads(mention.url)
        titled = tuple(sorted(by_title.get(key(mention.words), ())))
        if own is not None:
            before = line, own, own in titled or _label(mention.words) in labels
        elif not there:
            before = None
        else:
            chained = before if before is not None and before[0] == line else None
            for platform in there:
                yield from _told(mention, platform, titled, chained)
            names = {key(name) for platform in there for name in platform.names}
            before = chained if _label(mention.words) in names else None


def strengthened(match: Match, others: Sequence[Match]) -> Match:
    """What titles and words say of an article, and what sources say of its address, together. What is sure
    without them stands: a source may have a slip."""
    keys = tuple(dict.fromkeys(one for other in others for one in other.posts))
    if not keys or match.confidence is Confidence.SURE:
        return match
    best = next((each for each in others if each.confidence is Confidence.SURE), others[0])
    if len(keys) > 1:
        return replace(match, confidence=Confidence.UNSURE, reason="sources say different things", posts=keys)
    if match.confidence is Confidence.LIKELY and match.posts != keys:
        reason = f"{match.reason}; but {best.reason}"
        return replace(match, confidence=Confidence.UNSURE, reason=reason, posts=(*match.posts, *keys))
    if match.confidence is Confidence.LIKELY:
        return replace(match, confidence=Confidence.SURE, reason=f"{match.reason}, and {best.reason}")
    return replace(match, confidence=best.confidence, reason=best.reason, posts=keys)


def _told(
    mention: Mention,
    platform: Platform,
    titled: tuple[PostKey, ...],
    before: tuple[tuple[str, int], PostKey, bool] | None,
) -> Iterator[Told]:
    article = Article(platform.address(mention.url), mention.words.strip())
    where = f"{mention.path}:{mention.line}"
    if len(titled) == 1:
        sure = Confidence.SURE if len(key(mention.words)) >= TELLING else Confidence.LIKELY
        yield Told(platform.target, Match(article, sure, f"{where} links to it by the post's title", titled))
    elif titled:
        reason = f"{where} links to it by a title that {len(titled)} posts have"
        yield Told(platform.target, Match(article, Confidence.UNSURE, reason, titled))
    elif before is not None and _label(mention.words) in {key(name) for name in platform.names}:
        sure = Confidence.SURE if before[2] else Confidence.LIKELY
        yield Told(platform.target, Match(article, sure, f"{where} names it beside the post", (before[1],)))


def _label(words: str) -> str:
    """What a label names, bare of what it says about it."""
    plain = key(words)
    return next((plain.removesuffix(end) for end in ENDINGS if plain.endswith(end) and plain != end), plain)
