"""Asking platforms what is public there: the account's own list, and drafts of ours that became articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from publisher.contract import Channel, Listable
from publisher.errors import PlatformError
from publisher.model.article import Article
from publisher.model.post import PostKey
from publisher.model.record import Draft, State

MOST_READ = 100
"""Drafts read in one run: platforms count calls, and the next run asks for the rest."""
Tell = Callable[[int], None]
"""How many have been asked for so far."""


@dataclass(frozen=True, slots=True)
class Public:
    """What a platform told. `whose` leads from the address of an article that was a draft of ours to its
    post; `left` counts drafts not asked for. `error`: what went wrong; the rest is there all the same."""

    account: str
    articles: tuple[Article, ...] = ()
    whose: dict[str, PostKey] = field(default_factory=dict)
    left: int = 0
    error: PlatformError | None = None


def listed(channel: Channel, tell: Tell) -> Public:
    """The account's own list of published articles; nothing where the channel has none."""
    found: list[Article] = []
    if not isinstance(channel, Listable):
        return Public(channel.account)
    try:
        for article in channel.articles():
            found.append(article)
            tell(len(found))
    except PlatformError as error:
        return Public(channel.account, tuple(found), error=error)
    return Public(channel.account, tuple(found))


def released(channel: Channel, drafts: Iterable[tuple[PostKey, Draft]], tell: Tell) -> Public:
    """Which of these drafts have become public, and where. The first `MOST_READ` are read."""
    asked = tuple(drafts)
    found: list[Article] = []
    whose: dict[str, PostKey] = {}
    error: PlatformError | None = None
    for number, (key, draft) in enumerate(asked[:MOST_READ], 1):
        try:
            remote = channel.read(draft)
        except PlatformError as refused:
            error = refused
            if refused.stop:
                break
            continue
        if remote.state is State.PUBLISHED and remote.address:
            found.append(Article(remote.address, remote.title or draft.title, remote.text))
            whose[remote.address] = key
        tell(number)
    return Public(channel.account, tuple(found), whose, max(0, len(asked) - MOST_READ), error)
