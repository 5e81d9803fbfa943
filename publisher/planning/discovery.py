"""What is known of a target's articles from every source, put together: which is which post's. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from publisher.model.article import Article
from publisher.model.places import find
from publisher.model.post import PostKey
from publisher.model.record import Places
from publisher.planning.match import Confidence, Known, Match, Text, match, settled
from publisher.planning.mentions import Told, strengthened


@dataclass(frozen=True, slots=True)
class Source:
    """What one source told of a target: an account's list, drafts that became public, a CSV. `whose`: the
    posts of articles whose identity is beyond doubt, by address."""

    name: str
    articles: tuple[Article, ...]
    whose: Mapping[str, PostKey] = field(default_factory=dict)
    account: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """An article found on a target, and what it was matched to. `known` is another address the ledger already
    has for that post there: it stands, and nothing is recorded."""

    target: str
    match: Match
    source: str
    account: str = ""
    known: str = ""

    @property
    def key(self) -> PostKey | None:
        """The post it surely or likely is."""
        claims = self.match.confidence in {Confidence.SURE, Confidence.LIKELY}
        return self.match.posts[0] if claims else None


def discover(
    target: str,
    posts: Sequence[Known],
    sources: Sequence[Source],
    mentioned: Iterable[Told],
    places: Places,
    text: Text,
) -> tuple[tuple[Finding, ...], int]:
    """One finding per article the ledger does not know, in the order they were told; and how many it knows.
    Of an article told by several sources the first one's title counts."""
    found: dict[str, tuple[Article, Source]] = {}
    hints: dict[str, list[Match]] = {}
    whose: dict[str, PostKey] = {}
    known: set[str] = set()
    for source in sources:
        whose.update(source.whose)
        for article in source.articles:
            if find(article.address, places.elsewhere) is not None:
                known.add(article.address)
            elif article.address in found:
                found[article.address] = (
                    _fuller(found[article.address][0], article),
                    found[article.address][1],
                )
            else:
                found[article.address] = article, source
    for each in mentioned:
        if find(each.match.article.address, places.elsewhere) is None:
            hints.setdefault(each.match.article.address, []).append(each.match)
    titled = [article for article, _ in found.values() if article.address not in whose]
    matches = {each.article.address: each for each in match(posts, titled, text)}
    for address, (article, _) in found.items():
        if address in whose:
            reason = "it was our draft, and is public now"
            matches[address] = Match(article, Confidence.SURE, reason, (whose[address],))
        elif address in hints:
            matches[address] = strengthened(matches[address], hints[address])
    links = Source("sources", ())
    for address, said in hints.items():
        if address not in found:
            nothing = Match(said[0].article, Confidence.NONE, "")
            matches[address] = strengthened(nothing, said)
            found[address] = said[0].article, links
    there = places.there.get(target, {})
    findings = tuple(
        _finding(target, each, found[each.article.address][1], there)
        for each in settled(matches[address] for address in found)
    )
    return findings, len(known)


def _finding(target: str, match: Match, source: Source, there: Mapping[PostKey, str]) -> Finding:
    found = Finding(target, match, source.name, source.account)
    return replace(found, known=there.get(found.key, "")) if found.key else found


def _fuller(article: Article, other: Article) -> Article:
    """What one source left out, from the other."""
    return replace(
        article,
        title=article.title or other.title,
        text=max(article.text, other.text, key=len),
        published=article.published or other.published,
    )
