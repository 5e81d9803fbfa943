"""Pictures of the web: fetched before any draft is touched, and known from then on by what they were."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from publisher.errors import PublishError, Rejected, SourceError
from publisher.images.sniff import ImageError, measure
from publisher.ledger.store import Ledger
from publisher.model.post import WebOrigin
from publisher.model.record import Fetched
from publisher.planning.plan import Planned
from publisher.push.room import Once
from publisher.push.shelf import Shelf

MOST_BYTES = 50_000_000
"""What is larger is no picture for an article, and could fill the memory."""
TIMEOUT = 60.0


def fetch(url: str) -> bytes:
    """Raises a PlatformError."""
    from publisher.wire.fetch import fetch_public  # only a push of a remote picture needs HTTP

    return fetch_public(url, max_bytes=MOST_BYTES, timeout=TIMEOUT)


@dataclass(slots=True)
class Web:
    """What is known of pictures elsewhere. `shelf` keeps their bytes on this machine (None = nowhere); what
    could not be fetched is not tried again in the same run. Safe in threads."""

    ledger: Ledger
    shelf: Shelf | None = None
    fetch: Callable[[str], bytes] = fetch
    failures: dict[str, PublishError] = field(default_factory=dict)
    _once: Once = field(default_factory=Once)

    def bytes_of(self, url: str) -> bytes:
        """A picture as it was when it was last fetched, else as it is now, which is recorded.

        Raises a PlatformError, or SourceError where it has changed since then: a body that was made for the
        former one may be wrong for this one.
        """
        with self._once.only(url):
            known = self.ledger.pictures().get(url)
            kept = self.shelf.get(known.sha256) if known and self.shelf else None
            if kept is not None:
                return kept
            data, found = self._fetched(url, known)
        if known is not None and found.sha256 != known.sha256:
            raise SourceError("has changed at its address", hint="run this again")
        return data

    def learn(self, url: str) -> bool:
        """Fetch what is not known, or not kept here; whether that was news. A failure is kept for whoever
        asks for the bytes."""
        with self._once.only(url):
            known = self.ledger.pictures().get(url)
            if known is not None and self.shelf is not None and self.shelf.has(known.sha256):
                return False
            try:
                _, found = self._fetched(url, known)
            except PublishError as error:
                self.failures[url] = error
                return False
        return known is None or found.sha256 != known.sha256

    def _fetched(self, url: str, known: Fetched | None) -> tuple[bytes, Fetched]:
        if url in self.failures:
            error = self.failures[url]
            raise type(error)(error.message, hint=error.hint)
        data = self.fetch(url)
        try:
            measured = measure(data)
        except ImageError as error:
            raise Rejected(f"what is at its address {error.message}", hint=_BESIDE) from None
        found = Fetched(
            target="",
            url=url,
            sha256=hashlib.sha256(data).hexdigest(),
            media_type=measured.media_type,
            width=measured.width,
            height=measured.height,
            size=len(data),
            animated=measured.animated,
        )
        if self.shelf is not None:
            self.shelf.put(found.sha256, data)
        if known is None or known.sha256 != found.sha256:
            found = self.ledger.record_picture(found)
        return data, found


def to_fetch(planned: Iterable[Planned], ledger: Ledger) -> tuple[str, ...]:
    """The addresses of pictures that steps to be taken need and that are not known, or not yet sent to their
    target: what must be there before anything is written."""
    known = ledger.pictures()
    found: dict[str, None] = {}
    for each in planned:
        rendition, step = each.prepared.rendition, each.step
        if rendition is None or not step.action.writes or each.prepared.work.adapter.limits.files_with_text:
            continue
        sent = ledger.sent_to(step.target)
        for ref in sorted(rendition.references()):
            origin = rendition.assets[ref].origin
            if isinstance(origin, WebOrigin) and (origin.url not in known or ref not in sent):
                found[origin.url] = None
    return tuple(found)


_BESIDE = "put the picture beside the post and refer to it there"
