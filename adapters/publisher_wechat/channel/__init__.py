"""The conversation with WeChat: find, read, upload, create and update drafts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from publisher.contract import Access
from publisher.model.article import Article
from publisher.model.post import Asset, PostKey
from publisher.model.record import Draft, Release, Remote, Uploaded, Use
from publisher.model.rendition import Payload, Rendition
from publisher.model.verdict import Verdict
from publisher.wire.patience import Clock

from ..settings import Settings
from . import articles, drafts, media, probe, release, rights
from .calls import Calls


def connect(settings: Settings, access: Access) -> Conversation:
    """Reads both secrets; the first call is made later. Raises ConfigError."""
    account = access.secret(settings.app_id)
    calls = Calls(settings.endpoints.api, account, access.secret(settings.app_secret), access)
    return Conversation(account, calls, settings, access.folder, access.clock)


class Conversation:
    """A Channel: see the contract. `account` is the app id."""

    def __init__(self, account: str, calls: Calls, settings: Settings, folder: Path, clock: Clock) -> None:
        self.account = account
        self._clock = clock
        self._calls = calls
        self._settings = settings
        self._folder = folder

    def candidates(self, key: PostKey, rendition: Rendition) -> tuple[Draft, ...]:
        return drafts.find(self._calls, rendition, self._settings.drafts_searched)

    def read(self, draft: Draft) -> Remote:
        return drafts.read(self._calls, draft.id)

    def upload(self, asset: Asset, data: bytes, uses: frozenset[Use]) -> Uploaded:
        return media.upload(self._calls, asset, data, uses, self._settings.moving_pictures)

    def create(self, key: PostKey, payload: Payload) -> Draft:
        return drafts.create(self._calls, payload, self._folder)

    def update(self, draft: Draft, payload: Payload) -> Draft:
        return drafts.update(self._calls, draft, payload, self._folder)

    def articles(self) -> Iterator[Article]:
        """What the account has published through the interface, newest first: see contract.Listable."""
        return articles.published(self._calls, self._settings.articles_searched)

    def release(self, draft: Draft) -> Release:
        """See contract.Releasable."""
        return release.submit(self._calls, draft)

    def released(self, request: str) -> Release:
        """See contract.Releasable."""
        return release.standing(self._calls, request)

    def find_release(self, draft: Draft, since: datetime) -> Release | None:
        """See contract.Releasable."""
        return release.find(self._calls, draft, since)

    def expected(self, payload: Payload) -> Remote:
        """What `read` returns when all of a payload arrived as sent: no call is made."""
        return drafts.expected(payload)

    def probing(self, payload: Payload) -> AbstractContextManager[Callable[[str], bool]]:
        """Whether WeChat takes a body, asked with a scratch draft: see contract.Probing."""
        return probe.probing(self._calls, payload, self._clock.now())

    def examine(self) -> tuple[Verdict, ...]:
        """What the account may do: see contract.Examinable."""
        return tuple(rights.examine(self._calls))
