"""Asking a platform what has become of our drafts, and recording what people took into their sources."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from publisher.contract import Adapter, Channel, Foreseeing, Tools
from publisher.ledger.store import Ledger
from publisher.model.post import Post, PostKey
from publisher.model.record import Receipt, Remote, State
from publisher.model.rendition import Payload, Rendition, bind
from publisher.planning.drift import Drift, drift, unasked
from publisher.planning.left import as_text
from publisher.planning.marks import mark
from publisher.planning.prepare import Work, prepare
from publisher.planning.takeback.carry import Carried, carry
from publisher.push.looking import remember


def ask(channel: Channel, ledger: Ledger, adapter: Adapter[Any], key: PostKey, target: str) -> Drift:
    """What has become of a post's draft; that it is public or gone is recorded. Raises PlatformError."""
    history = ledger.history(key)
    known, receipt = unasked(history, target, channel.account), history.receipt(target)
    if known is not None:
        return known
    assert receipt is not None
    remote = channel.read(receipt.draft)
    remember(ledger, key, target, adapter, channel.account, remote)
    return drift(ledger.history(key), target, remote, ledger.there(target, key))


@dataclass(frozen=True, slots=True)
class Taker:
    """Takes one post's edit on one target back. `reread` gives the post as if its file said a text; `tools`
    are those of a rendering."""

    work: Work
    channel: Channel
    ledger: Ledger
    tools: Tools
    reread: Callable[[str], Post]

    def carried(self, found: Drift) -> Carried:
        """The source with what could be taken over; `found` must be an edit whose before is known."""
        assert found.before is not None
        assert found.now is not None
        return carry(self.work.post, self.work.target, found.before, found.now, self._foreseen)

    def record(self, key: PostKey, found: Drift, carried: Carried) -> None:
        """That all of an edit is in the source now: what stands there is no edit any more. Where it is what
        would be sent, nothing is due. Raises Unavailable."""
        assert found.now is not None
        assert found.receipt is not None
        target, receipt = self.work.target, found.receipt
        before, after = self._rendered(self.work.post.text), self._rendered(carried.text)
        if before is None or after is None:
            return
        made = Receipt(
            closes="",
            draft=replace(receipt.draft, title=found.now.title),
            digest=receipt.digest,
            authored=receipt.authored,
            remote=mark(found.now),
            links=receipt.links,
            target=target,
            account=self.channel.account,
        )
        if carried.same:
            digest, authored = after.digest, after.authored_digest
            made = replace(made, digest=digest, authored=authored, links=dict(after.addresses))
        elif before.authored_digest == receipt.authored:
            made = replace(made, authored=after.authored_digest)
        with self.ledger.lock(key):
            self.ledger.append(key, made)
            self.ledger.save_there(target, key, as_text(found.now))
            if carried.same:
                self.ledger.save_sent(target, key, after.text)

    def _foreseen(self, text: str) -> Remote | None:
        """What the platform would show of a source; pictures not sent yet stand under their references."""
        rendition = self._rendered(text)
        if rendition is None:
            return None
        payload = self._payload(rendition)
        if isinstance(self.channel, Foreseeing):
            return self.channel.expected(payload)
        return Remote(State.DRAFT, rendition.title, payload.body)

    def _payload(self, rendition: Rendition) -> Payload:
        adapter = self.work.adapter
        held = self.ledger.uploads(f"{adapter.name}:{self.channel.account}")
        files = dict(rendition.files)
        addresses = {
            ref: files.get(ref) or (held[ref].address if ref in held else "") or ref
            for ref in rendition.references()
        }
        cover = held.get(rendition.cover) if rendition.cover else None
        return Payload(rendition, bind(rendition, addresses), cover)

    def _rendered(self, text: str) -> Rendition | None:
        post = self.work.post if text == self.work.post.text else self.reread(text)
        return prepare(replace(self.work, post=post), self.tools).rendition
