"""Facts as lines of JSON, and back. Reading is forgiving, writing exact; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from publisher.model.record import (
    Alias,
    Canonical,
    Closed,
    Fact,
    Fetched,
    Gone,
    Intent,
    Lost,
    Published,
    Receipt,
    Released,
    Releasing,
    Upload,
)

KINDS: Mapping[str, type[Fact]] = {
    "intent": Intent,
    "receipt": Receipt,
    "closed": Closed,
    "published": Published,
    "gone": Gone,
    "releasing": Releasing,
    "released": Released,
    "alias": Alias,
    "canonical": Canonical,
    "upload": Upload,
    "lost": Lost,
    "fetched": Fetched,
}
WORDS: Mapping[type[Fact], str] = {kind: word for word, kind in KINDS.items()}
ALL = frozenset(WORDS)


class Line(NamedTuple):
    """A fact and the post it is about ("" for uploads, which are an account's)."""

    post: str
    fact: Fact


class _Head(msgspec.Struct, frozen=True):
    """What tells whether the rest of a line is worth reading."""

    kind: str
    post: str = ""


_HEAD = msgspec.json.Decoder(_Head)
_FACTS: Mapping[type[Fact] | None, msgspec.json.Decoder[Fact]] = {
    kind: msgspec.json.Decoder(kind) for kind in ALL
}


def encode(line: Line) -> bytes:
    """One line of JSON in UTF-8, its line end included."""
    head = {"kind": WORDS[type(line.fact)], **({"post": line.post} if line.post else {})}
    return msgspec.json.encode(head | msgspec.to_builtins(line.fact, builtin_types=())) + b"\n"


def decode(data: bytes, only: frozenset[type[Fact]] = ALL) -> tuple[Line, ...]:
    """Every fact in a file, or those of some kinds, each id once, oldest first.

    What is no fact is passed over: a line cut short when the power went, the marks of an unfinished
    merge, a kind that a newer version wrote. Losing a fact is safe, since an intent or a post without its
    receipt is asked about on the platform before anything is sent.
    """
    found = {line.fact.id: line for line in _lines(data.split(b"\n"), only)}
    return tuple(sorted(found.values(), key=lambda line: (line.fact.at, line.fact.id)))


def _lines(lines: Iterable[bytes], only: frozenset[type[Fact]]) -> Iterator[Line]:
    unwanted = tuple(f'{{"kind":"{WORDS[kind]}",'.encode() for kind in ALL - only)  # as `encode` begins them
    for text in lines:
        if text.startswith(unwanted):
            continue
        try:
            head = _HEAD.decode(text)
            kind = KINDS.get(head.kind)
            if kind in only:
                yield Line(head.post, _FACTS[kind].decode(text))
        except (msgspec.MsgspecError, UnicodeDecodeError):
            continue
