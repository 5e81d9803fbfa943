"""The Channel: what the engine asks of Zhihu, put to the modules beside this one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from publisher.contract import Access
from publisher.model.article import Article
from publisher.model.post import Asset, PostKey
from publisher.model.record import Draft, Remote, Uploaded, Use
from publisher.model.rendition import Payload, Rendition
from publisher.model.verdict import Verdict
from publisher.wire.patience import Clock

from ..settings import Settings
from . import articles, drafts, images
from .session import Session, me, open_session


@dataclass(frozen=True, slots=True)
class Conversation:
    """One account's drafts and pictures (contract.Channel)."""

    session: Session
    settings: Settings
    clock: Clock
    account: str
    name: str
    owner: str = ""

    def candidates(self, key: PostKey, rendition: Rendition) -> tuple[Draft, ...]:
        return drafts.candidates(self.session, rendition, self.settings.drafts_searched)

    def read(self, draft: Draft) -> Remote:
        return drafts.read(self.session, draft.id)

    def expected(self, payload: Payload) -> Remote:
        """contract.Foreseeing: a write whose answer was lost is recognised for certain."""
        return drafts.expected(payload)

    def upload(self, asset: Asset, data: bytes, uses: frozenset[Use]) -> Uploaded:
        return images.upload(self.session, self.settings, self.clock, asset, data)

    def create(self, key: PostKey, payload: Payload) -> Draft:
        return drafts.create(self.session, payload.rendition)

    def update(self, draft: Draft, payload: Payload) -> Draft:
        topics = payload.rendition.fields.get("topics") if self.settings.topics == "attach" else None
        names = tuple(map(str, topics)) if isinstance(topics, list | tuple) else ()
        return drafts.update(self.session, draft, payload, names)

    def articles(self) -> Iterator[Article]:
        """contract.Listable: what the account has published, newest first."""
        return articles.published(self.session, self.settings, self.name)

    def examine(self) -> tuple[Verdict, ...]:
        """contract.Examinable: the session was checked when this was opened."""
        return tuple(drafts.listing(self.session, self.settings.drafts_searched))


def connect(settings: Settings, access: Access) -> Conversation:
    """Checks cookie and login. Raises ConfigError (unusable cookie) or AuthError (refused)."""
    session = open_session(settings, access)
    return Conversation(session, settings, access.clock, *me(session))
