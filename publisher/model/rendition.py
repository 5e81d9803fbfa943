"""What one target would be sent for one post, and the limits that target sets. Values only."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from publisher.model.post import Asset, Note, PostKey
from publisher.model.record import Uploaded

REFERENCE = re.compile(r"asset:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class FormulaUse:
    """A formula as the author wrote it, and its form: html | svg | png | eeimg | source | markdown | none
    (it only defines what others use)."""

    tex: str
    display: bool
    form: str
    line: int


@dataclass(frozen=True, slots=True)
class LinkUse:
    """A link as written, and its form: live | reference | text | card; `own` is the own post's key or "".
    `line` 0: it stands in a generated block."""

    url: str
    text: str
    form: str
    own: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """What a stretch of the body costs, as sent: `kind` is text | code | formula | table | picture | block
    | references; `line` where it begins in the author's file (0 = generated). `least`: the characters left
    where an adapter would give up looks to keep to a budget; 0 = it would not."""

    kind: str
    characters: int
    bytes: int
    line: int
    least: int = 0


@dataclass(frozen=True, slots=True)
class Rendition:
    """One post as one target would get it. The body holds asset references, never addresses.

    `authored` is the canonical text of what the author wrote (words, prose links' addresses,
    pictures), generated regions left out: `markdown.fingerprint` makes it. `settings` is the canonical
    text of the target's settings that shape the draft. `text` is the readable text used in diffs.
    `files` pairs a reference with the path it gets, for platforms whose pictures travel with the text.
    `addresses` are the prose's links to own posts: the address as written → what it became here; kept apart
    from `authored`, since they may change without the author.
    `parts` says, in reading order, what of the body costs how much; () where size is no concern.
    """

    target: str
    key: PostKey
    title: str
    body: str
    format: str  # html | md
    authored: str
    text: str
    settings: str = ""
    addresses: Mapping[str, str] = field(default_factory=dict)
    summary: str = ""
    author: str = ""
    source_url: str = ""
    cover: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)
    assets: Mapping[str, Asset] = field(default_factory=dict)
    files: tuple[tuple[str, str], ...] = ()
    notes: tuple[Note, ...] = ()
    links: tuple[LinkUse, ...] = ()
    formulas: tuple[FormulaUse, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def authored_digest(self) -> str:
        """Changes only when the author changed something: this makes a post due."""
        return _digest(self.authored, self.title, self.summary, self.author, self.cover, self.settings)

    @property
    def digest(self) -> str:
        """Changes when anything that would be sent changed, generated blocks and renderer included."""
        return _digest(
            self.authored_digest,
            json.dumps(self.addresses, ensure_ascii=False, sort_keys=True),
            self.body,
            self.source_url,
            json.dumps(self.fields, ensure_ascii=False, sort_keys=True, default=str),
            *sorted(self.assets),
            *(f"{ref}={path}" for ref, path in sorted(self.files)),
        )

    def references(self) -> frozenset[str]:
        """Every asset reference in the body, plus the cover."""
        found = set(REFERENCE.findall(self.body))
        return frozenset(found | ({self.cover} if self.cover else set()))


@dataclass(frozen=True, slots=True)
class Payload:
    """A rendition whose references have become addresses: what a channel sends.

    `cover` is the uploaded cover, None where there is none. `data` holds the bytes of the files a
    rendition places (`Rendition.files`), by reference; empty for platforms that take uploads. `addresses`
    are what the body's references became.
    """

    rendition: Rendition
    body: str
    cover: Uploaded | None = None
    data: Mapping[str, bytes] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)


def bound_size(body: str, limits: Limits) -> tuple[int, int]:
    """Characters (code points) and UTF-8 bytes of a body once each reference has become an address of the
    usual length there."""
    grown = sum(limits.address_chars - len(found) for found in REFERENCE.findall(body)) * bool(
        limits.address_chars
    )
    return len(body) + grown, len(body.encode("utf-8", "surrogatepass")) + grown


def bind(rendition: Rendition, addresses: Mapping[str, str], body: str | None = None) -> str:
    """The body (or another one of its format) with each reference replaced by its address, escaped where the
    body is HTML; a reference without one is a KeyError."""
    quoted = escape if rendition.format == "html" else str
    text = rendition.body if body is None else body
    return REFERENCE.sub(lambda found: quoted(addresses[found.group()]), text)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a platform takes: numbers and flags only; 0 = no limit known. More than a limit is refused
    here; more than what is `advised` goes out with a warning, since some accounts refuse it.

    Characters are Unicode code points after NFC, bytes are UTF-8, columns are those of a terminal (a
    Chinese character takes two). `picture_bytes` is per picture, `picture_bytes_advised`
    what it should stay below where that is hardly seen; `animated_types` may move there, `animated_bytes` is
    for those that do (0 = as for the others); `picture_side` is the longest side in pixels.
    `uploads_at_once` bounds uploads side by side in one lane, `calls_per_minute` the account's rate,
    `address_chars` how long an uploaded picture's address usually is. `files_with_text`: pictures are placed
    beside the text (Rendition.files) instead of being uploaded.
    """

    title_chars: int = 0
    title_bytes: int = 0
    title_chars_advised: int = 0
    title_bytes_advised: int = 0
    author_chars: int = 0
    author_columns_advised: int = 0
    summary_chars: int = 0
    summary_bytes: int = 0
    summary_bytes_advised: int = 0
    source_url_bytes: int = 0
    body_chars_advised: int = 0
    body_bytes: int = 0
    picture_types: frozenset[str] = frozenset({"image/png", "image/jpeg", "image/gif"})
    picture_bytes: int = 0
    picture_bytes_advised: int = 0
    animated_types: frozenset[str] = frozenset({"image/gif"})
    animated_bytes: int = 0
    picture_side: int = 0
    needs_cover: bool = False
    uploads_at_once: int = 1
    calls_per_minute: float = 0
    address_chars: int = 0
    files_with_text: bool = False


def _digest(*parts: str) -> str:
    state = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()
