"""Finding out what of a post a platform refuses, where it only says that something is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from publisher.contract import Probing, Tools
from publisher.errors import Rejected
from publisher.ledger.store import Ledger
from publisher.model.post import PostKey
from publisher.model.rendition import Limits, Part, Payload, Rendition, bind, bound_size
from publisher.planning.blame import Refused, blame
from publisher.planning.marks import words
from publisher.planning.prepare import Prepared
from publisher.push.arriving import Source
from publisher.push.making import Making
from publisher.push.open import Connection
from publisher.push.pictures import A, B, Pictures

LEAST = 6
"""Letters and digits by which a text is known again wherever it stands."""


@dataclass(frozen=True, slots=True)
class Culprit:
    """An element that is refused: as it is sent (references for pictures), and where its author wrote it."""

    html: str
    line: int


@dataclass(frozen=True, slots=True)
class Blamed:
    """What is refused; () where the text is taken. `asked` counts the questions."""

    culprits: tuple[Culprit, ...]
    asked: int


def find(
    prepared: Prepared,
    key: PostKey,
    connection: Connection,
    ledger: Ledger,
    root: Path,
    tools: Tools,
    making: Making,
    tell: Callable[[int], None],
) -> Blamed:
    """Ask the platform, with the post's pictures sent first. `tell` hears how often it was asked so far.
    Raises PublishError; what was put there for asking is removed then, too."""
    work, rendition, channel = prepared.work, prepared.rendition, connection.channel
    assert rendition is not None
    if not isinstance(channel, Probing):
        raise Rejected("this platform cannot be asked about parts of a text", target=work.target)
    source = Source(root, work.post, rendition)
    limits = work.adapter.limits
    with ledger.lock(key):
        holder = f"{work.adapter.name}:{channel.account}"
        pictures = Pictures(root, tools, ledger, holder, limits, _in_turn, lambda *_: None, making)
        payload = pictures.payload(channel, rendition, work.post, work.target).payload
        with channel.probing(payload) as taken:
            asked = Counted(payload, taken, tell)
            refused = blame(rendition.body, asked)
    return Blamed(tuple(_culprit(each, rendition, limits, source) for each in refused), asked.number)


class Counted:
    """Asks about a body with references, and counts."""

    def __init__(self, payload: Payload, taken: Callable[[str], bool], tell: Callable[[int], None]) -> None:
        self.number = 0
        self._payload = payload
        self._taken = taken
        self._tell = tell

    def __call__(self, body: str) -> bool:
        self.number += 1
        self._tell(self.number)
        return self._taken(bind(self._payload.rendition, self._payload.addresses, body))


def line_at(offset: int, rendition: Rendition, limits: Limits) -> tuple[int, int]:
    """The author's lines between which what stands at this place of the body was written: those where its
    part begins and where the next one does (0 = not known)."""
    sent, _ = bound_size(rendition.body[:offset], limits)
    at = 0
    for index, part in enumerate(rendition.parts):
        at += part.characters
        if sent < at:
            return part.line, _next(rendition.parts[index + 1 :], part.line)
    return 0, 0


def _next(parts: tuple[Part, ...], line: int) -> int:
    return next((part.line for part in parts if part.line > line), 0)


def _culprit(refused: Refused, rendition: Rendition, limits: Limits, source: Source) -> Culprit:
    """The line is that of its words, looked for first where its part was written; words of some length are
    known again anywhere, the rest is told by where the part begins."""
    html = rendition.body[refused.start : refused.end]
    said = words(html)
    first, after = line_at(refused.block, rendition, limits)
    near = source.line_of(said, first, after) if first else 0
    far = source.line_of(said) if not near and (len(said) >= LEAST or not first) else 0
    return Culprit(html, near or far or first)


def _in_turn(call: Callable[[A], B], items: Iterable[A], /) -> Iterable[B]:
    return [call(item) for item in items]
