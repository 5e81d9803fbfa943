"""Pictures an author keeps of diagrams: which is found for which, and which were left behind by a change."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from publisher.markdown.passes.diagrams import NAMES, namesakes
from publisher.markdown.walk import walk
from publisher.model.post import Asset, Note
from publisher.model.tree import CodeBlock, Document
from publisher.source.files import recall, store
from publisher.source.lookup import Lookup

_VERSION = 1
_COMMENT = re.compile(r"^\s*%%(?!\{).*$", re.MULTILINE)


class _Seen(msgspec.Struct, frozen=True):
    """The text each picture stood for when it was first seen, by the picture's reference."""

    version: int = 0
    texts: dict[str, str] = {}


def beside(node: CodeBlock, lookup: Lookup, folders: Iterable[str]) -> str:
    """The name of the picture in one of the post's folders that is called like a diagram; "" = none."""
    folders = tuple(folders)
    for name in namesakes(node):
        found = lookup.find(name, folders)
        if isinstance(found, str) and posixpath.dirname(found) in folders:
            return name
    return ""


def left_behind(
    document: Document, assets: Mapping[str, Asset], post: str, cache: Path | None
) -> Iterator[Note]:
    """A note for each diagram whose text changed since its picture was first seen, while the picture did not.

    Remembered on this machine alone, below `cache` (None: not at all); `post` is the post's path.
    """
    kept = [node for node in walk(document) if isinstance(node, CodeBlock) and node.picture]
    if not kept or cache is None:
        return
    place = cache / "diagrams" / f"{hashlib.sha256(post.encode()).hexdigest()[:16]}.json"
    seen, _ = recall(place, _Seen)
    known = seen.texts if seen is not None and seen.version == _VERSION else {}
    texts = {node.picture: known.get(node.picture) or _mark(node.code) for node in reversed(kept)}
    if texts != known:
        store(place, msgspec.json.encode(_Seen(_VERSION, texts)))
    for node in kept:
        several = sum(other.picture == node.picture for other in kept) > 1
        if texts[node.picture] != _mark(node.code) and not several:
            name, picture = NAMES[node.language], assets[node.picture].name
            detail = f"{picture} was drawn from another text of this {name} diagram, and is sent in its place"
            yield Note("diagram-stale", detail, node.lines[0])


def _mark(text: str) -> str:
    """Of what can be seen of a diagram's text: no comments, no blanks at ends of lines."""
    lines = (line.strip() for line in _COMMENT.sub("", text).splitlines())
    return hashlib.sha256("\n".join(line for line in lines if line).encode("utf-8", "replace")).hexdigest()
