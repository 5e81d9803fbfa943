"""The conversation with WeChat: find, read, upload, create and update drafts."""

from __future__ import annotations

from pathlib import Path

from publisher.contract import Access
from publisher.model.post import Asset, PostKey
from publisher.model.record import Draft, Remote, Uploaded, Use
from publisher.model.rendition import Payload, Rendition

from ..settings import Settings
from . import drafts, media
from .calls import Calls


def connect(settings: Settings, access: Access) -> Conversation:
    """Reads both secrets; the first call is made later. Raises ConfigError."""
    account = access.secret(settings.app_id)
    calls = Calls(settings.endpoints.api, account, access.secret(settings.app_secret), access)
    return Conversation(account, calls, settings.drafts_searched, access.folder)


class Conversation:
    """A Channel: see the contract. `account` is the app id."""

    def __init__(self, account: str, calls: Calls, searched: int, folder: Path) -> None:
        self.account = account
        self._calls = calls
        self._searched = searched
        self._folder = folder

    def candidates(self, key: PostKey, rendition: Rendition) -> tuple[Draft, ...]:
        return drafts.find(self._calls, rendition, self._searched)

    def read(self, draft: Draft) -> Remote:
        return drafts.read(self._calls, draft.id)

    def upload(self, asset: Asset, data: bytes, uses: frozenset[Use]) -> Uploaded:
        return media.upload(self._calls, asset, data, uses)

    def create(self, key: PostKey, payload: Payload) -> Draft:
        return drafts.create(self._calls, payload, self._folder)

    def update(self, draft: Draft, payload: Payload) -> Draft:
        return drafts.update(self._calls, draft, payload, self._folder)

    def expected(self, payload: Payload) -> Remote:
        """What `read` returns when all of a payload arrived as sent: no call is made."""
        return drafts.expected(payload)
