"""Facts as lines of JSON, and back. Reading is forgiving, writing exact; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from publisher.model.record import Alias, Canonical, Closed, Fact, Intent, Published, Receipt, Upload

KINDS: Mapping[str, type[Fact]] = {
    "intent": Intent,
    "receipt": Receipt,
    "closed": Closed,
    "published": Published,
    "alias": Alias,
    "canonical": Canonical,
    "upload": Upload,
}
WORDS: Mapping[type[Fact], str] = {kind: word for word, kind in KINDS.items()}


class Line(NamedTuple):
    """A fact and the post it is about ("" for uploads, which are an account's)."""

    post: str
    fact: Fact


def encode(line: Line) -> bytes:
    """One line of JSON in UTF-8, its line end included."""
    head = {"kind": WORDS[type(line.fact)], **({"post": line.post} if line.post else {})}
    return msgspec.json.encode(head | msgspec.to_builtins(line.fact, builtin_types=())) + b"\n"


def decode(data: bytes) -> tuple[Line, ...]:
    """Every fact in a file, each id once, oldest first.

    What is no fact is passed over: a line cut short when the power went, the marks of an unfinished
    merge, a kind that a newer version wrote. Losing a fact is safe, since an intent or a post without its
    receipt is asked about on the platform before anything is sent.
    """
    found = {line.fact.id: line for line in _lines(data.split(b"\n"))}
    return tuple(sorted(found.values(), key=lambda line: (line.fact.at, line.fact.id)))


def _lines(lines: Iterable[bytes]) -> Iterator[Line]:
    for text in lines:
        try:
            raw = msgspec.json.decode(text, type=dict[str, object])
            kind = KINDS.get(str(raw.get("kind")))
            if kind is not None:
                yield Line(str(raw.get("post", "")), msgspec.convert(raw, kind))
        except (msgspec.MsgspecError, UnicodeDecodeError):
            continue
