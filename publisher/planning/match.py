"""Which article on a platform is which post: by title, then by the words, then by the date. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from publisher.model.article import Article
from publisher.model.post import PostKey
from publisher.planning.likeness import LEAST, Library, runs
from publisher.planning.titles import alike, key, names, numbers, pairs, series

NEAR = 0.6
"""How alike two titles must be to be held against each other at all."""
NEARLY = 0.8
"""How alike they must be where nothing else speaks for it."""
CONTAINED = 8
"""Neighbouring pairs a title must have to be recognised within a longer one."""
SAME, SOME, LITTLE = 0.8, 0.4, 0.1
"""Shares of the words: no doubt it is the same text; likely; rather not."""
APART = 2.0
"""How many times better than the next the best must be."""
CLOSE, FAR = timedelta(days=4), timedelta(days=20)
"""A date decides where one post is that close and every other that far away."""


class Confidence(StrEnum):
    """How sure a match is."""

    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Known:
    """A post as matching sees it: every title it has or had, and its date."""

    key: PostKey
    titles: tuple[str, ...]
    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """An article, and the post it is: one where sure or likely, all that come into question where unsure."""

    article: Article
    confidence: Confidence
    reason: str
    posts: tuple[PostKey, ...] = ()


Text = Callable[[PostKey], str]
"""A post's words; asked for only where titles do not tell."""


def match(posts: Sequence[Known], articles: Sequence[Article], text: Text) -> tuple[Match, ...]:
    """One match per article, in their order. No post is the surely or likely one of two articles."""
    by_title: defaultdict[str, dict[PostKey, Known]] = defaultdict(dict)
    for post in posts:
        for title in post.titles:
            by_title[key(title)][post.key] = post
    by_title.pop("", None)
    named = Counter(key(article.title) for article in articles)
    taken = {one for name, found in by_title.items() if name in named for one in found}
    free = [post for post in posts if post.key not in taken]
    others = _Others(free, [title for post in posts for title in post.titles], text)
    found = []
    for article in articles:
        same = by_title.get(key(article.title))
        if same:
            found.append(_titled(article, tuple(same.values()), named[key(article.title)], text))
        else:
            found.append(others.match(article))
    return settled(found)


def settled(matches: Iterable[Match]) -> tuple[Match, ...]:
    """The same matches, with every post the surely or likely one of one article at most: a sure one stands
    against likely ones, else all that claim a post are unsure."""
    found = tuple(matches)
    claims: defaultdict[PostKey, list[Match]] = defaultdict(list)
    for each in found:
        if each.confidence in _CLAIMS:
            claims[each.posts[0]].append(each)
    return tuple(
        _settled(each, claims[each.posts[0]]) if each.confidence in _CLAIMS else each for each in found
    )


_CLAIMS = (Confidence.SURE, Confidence.LIKELY)


def _settled(match: Match, claims: Sequence[Match]) -> Match:
    if len(claims) == 1:
        return match
    sure = [each for each in claims if each.confidence is Confidence.SURE]
    if len(sure) == 1:
        if match is sure[0]:
            return match
        return replace(
            match, confidence=Confidence.UNSURE, reason=f"{match.reason}, but another article surely is it"
        )
    reason = f"{match.reason}; {len(claims)} articles could be this post"
    return replace(match, confidence=Confidence.UNSURE, reason=reason)


def _titled(article: Article, same: Sequence[Known], articles: int, text: Text) -> Match:
    """Posts whose title is the article's."""
    keys = tuple(post.key for post in same)
    if len(same) == 1 and articles == 1:
        return Match(article, Confidence.SURE, "the same title", keys)
    if len(same) == 1:
        return Match(article, Confidence.UNSURE, f"{articles} articles have this title", keys)
    library = Library(
        {post.key: text(post.key) for post in same}, [title for post in same for title in post.titles]
    )
    told = _first(library.nearest(article.text))
    if told is not None:
        return Match(article, Confidence.LIKELY, "the same title, and its words are this post's", (told[1],))
    close = _closest(article, same)
    if close is not None:
        return Match(article, Confidence.LIKELY, "the same title, and the nearest date", (close,))
    return Match(article, Confidence.UNSURE, f"{len(same)} posts have this title", keys)


class _Others:
    """Posts no article has the title of: recognised by words, or by a title that is nearly the same."""

    def __init__(self, posts: Sequence[Known], titles: Sequence[str], text: Text) -> None:
        self._posts = {post.key: post for post in posts}
        self._titles = titles
        self._text = text
        self._library: Library | None = None
        self._pairs: list[tuple[PostKey, str, frozenset[str]]] = []
        self._index: defaultdict[str, list[int]] = defaultdict(list)
        for post in posts:
            for title in post.titles:
                self._pairs.append((post.key, title, pairs(title)))
                for pair in self._pairs[-1][2]:
                    self._index[pair].append(len(self._pairs) - 1)

    def match(self, article: Article) -> Match:
        near = self._near(article.title)
        words = {one: share for share, one in self._nearest(article) if self._may_be(article, one)}
        ranked = sorted(((share, one) for one, share in words.items()), key=lambda each: (-each[0], each[1]))
        best = _first(ranked)
        if best is not None:
            share, one = best
            if one in near and share >= SAME:
                return Match(article, Confidence.SURE, "nearly the same title, and the same words", (one,))
            return Match(article, Confidence.LIKELY, f"{share:.0%} of the words are the same", (one,))
        maybe = tuple(one for share, one in ranked if share >= SOME)
        if maybe:
            close = _closest(article, [self._posts[one] for one in maybe])
            if close is not None:
                return Match(article, Confidence.LIKELY, "the same words, and the nearest date", (close,))
            return Match(article, Confidence.UNSURE, f"its words are in {len(maybe)} posts", maybe)
        if len(runs(article.text)) >= 4 * LEAST:  # enough words to speak against a title
            near = {one: how for one, how in near.items() if words.get(one, 0.0) >= LITTLE}
        return _by_title(article, near)

    def _near(self, title: str) -> Mapping[PostKey, float]:
        """Posts with a title like this one, and how alike they are; parts of a series never are."""
        own = pairs(title)
        counts = Counter(at for pair in own for at in self._index.get(pair, ()))
        found: dict[PostKey, float] = {}
        for at, shared in counts.items():
            one, other, theirs = self._pairs[at]
            within = shared == min(len(own), len(theirs)) >= CONTAINED
            how = 1.0 if within else alike(own, theirs)
            if how >= NEAR and _agree(title, other):
                found[one] = max(how, found.get(one, 0.0))
        return found

    def _nearest(self, article: Article) -> Sequence[tuple[float, PostKey]]:
        if len(runs(article.text)) < LEAST:
            return ()
        if self._library is None:
            self._library = Library({one: self._text(one) for one in self._posts}, self._titles)
        return self._library.nearest(article.text)

    def _may_be(self, article: Article, one: PostKey) -> bool:
        """Whether the titles name no different parts of a series: (1) never is (2), whatever its words."""
        own = series(article.title)
        return all(own is None or series(title) in {None, own} for title in self._posts[one].titles)


def _by_title(article: Article, near: Mapping[PostKey, float]) -> Match:
    if not near:
        return Match(article, Confidence.NONE, "no post has such a title or such words")
    keys = tuple(sorted(near, key=lambda one: (-near[one], one)))
    if len(keys) == 1 and near[keys[0]] >= NEARLY:
        return Match(article, Confidence.LIKELY, "nearly the same title", keys)
    return Match(article, Confidence.UNSURE, "a similar title", keys)


def _agree(one: str, other: str) -> bool:
    """Whether the numbers and names in two titles speak for one text; one of them may leave some out."""
    ours, theirs = numbers(one), numbers(other)
    mine, others = names(one), names(other)
    return (ours == theirs or not ours or not theirs) and (mine <= others or others <= mine)


def _first(ranked: Sequence[tuple[float, PostKey]]) -> tuple[float, PostKey] | None:
    """The best, where it is good enough and well ahead of the next."""
    if not ranked or ranked[0][0] < SOME:
        return None
    return ranked[0] if len(ranked) == 1 or ranked[0][0] >= APART * ranked[1][0] else None


def _closest(article: Article, posts: Sequence[Known]) -> PostKey | None:
    """The post whose date alone is near the article's."""
    if article.published is None or any(post.date is None for post in posts):
        return None
    ranked = sorted((abs(post.date - article.published), post.key) for post in posts if post.date is not None)
    if ranked[0][0] <= CLOSE and (len(ranked) == 1 or ranked[1][0] >= FAR):
        return ranked[0][1]
    return None
