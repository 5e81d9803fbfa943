"""Posts and renditions as plain data and back: what a cache file holds, never anything that runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec

from publisher.markdown.walk import walk
from publisher.model.post import Asset, FileOrigin, Origin, Post
from publisher.model.rendition import REFERENCE, Rendition
from publisher.model.tree import Document, Image, Paragraph

Plain = dict[str, Any]
"""Text to what JSON can hold."""
Shown = tuple[str, int, int]
"""A picture's reference, and the first and last line it is shown on."""
_TIMES = {"$datetime": datetime, "$date": date}
_ORIGINS = {kind.__name__: kind for kind in get_args(Origin)}
_APART = frozenset({"document", "text", "front", "publish", "assets", "notes", "problems", "pictures"})
"""Of a post: kept in a way of its own, or not at all, since nothing but a render needs it."""


def _likeness(kind: type, without: frozenset[str]) -> type[msgspec.Struct]:
    """A struct with a dataclass's fields and types, to check what was read."""
    hints = get_type_hints(kind)
    return msgspec.defstruct(
        f"Kept{kind.__name__}",
        [(each.name, hints[each.name]) for each in fields(kind) if each.name not in without],
    )


_Post = _likeness(Post, _APART)
_Rendition = _likeness(Rendition, frozenset({"assets"}))
_Asset = _likeness(Asset, frozenset({"origin"}))


def of_post(post: Post) -> Plain:
    """A post as `lightened` leaves it."""
    return {
        "facts": {name: getattr(post, name) for name in _Post.__struct_fields__},
        "publish": _marked(post.publish),
        "pictures": _shown(post),
    }


def to_post(plain: Plain) -> Post:
    """Raises msgspec.ValidationError, TypeError, ValueError or KeyError for what `of_post` did not give."""
    facts = msgspec.convert(plain["facts"], _Post)
    return Post(
        **{name: getattr(facts, name) for name in _Post.__struct_fields__},
        text="",
        document=_of((str(ref), int(first), int(last)) for ref, first, last in plain["pictures"]),
        publish=_unmarked(plain["publish"]),
    )


def lightened(post: Post) -> Post:
    """A post with no more than planning and pushing its renditions need: of its text, where which picture
    stands."""
    return replace(
        post, text="", document=_of(_shown(post)), front={}, assets={}, pictures={}, notes=(), problems=()
    )


def _shown(post: Post) -> tuple[Shown, ...]:
    return tuple(
        (node.asset, *node.lines) for node in walk(post.document) if isinstance(node, Image) and node.asset
    )


def _of(pictures: Iterable[Shown]) -> Document:
    images = tuple(Image(src="", asset=ref, lines=(first, last)) for ref, first, last in pictures)
    return Document(blocks=(Paragraph(inlines=images),) if images else ())


def of_rendition(rendition: Rendition) -> Plain:
    return {
        "facts": {name: getattr(rendition, name) for name in _Rendition.__struct_fields__},
        "assets": [
            {
                "facts": {name: getattr(asset, name) for name in _Asset.__struct_fields__},
                "origin": [type(asset.origin).__name__, asdict(asset.origin)],
            }
            for asset in rendition.assets.values()
        ],
    }


def to_rendition(plain: Plain) -> Rendition:
    """Raises as `to_post` does."""
    facts = msgspec.convert(plain["facts"], _Rendition)
    assets = map(_asset, plain["assets"])
    return Rendition(
        **{name: getattr(facts, name) for name in _Rendition.__struct_fields__},
        assets={asset.ref: asset for asset in assets},
    )


def _asset(plain: Plain) -> Asset:
    """ValueError for what would name a file outside the site, or be written to one: only a stranger's file
    says such things."""
    facts = msgspec.convert(plain["facts"], _Asset)
    name, values = plain["origin"]
    origin = msgspec.convert(values, _ORIGINS[name])
    asset = Asset(**{each: getattr(facts, each) for each in _Asset.__struct_fields__}, origin=origin)
    if not REFERENCE.fullmatch(asset.ref):
        raise ValueError(asset.ref)
    if isinstance(origin, FileOrigin) and (Path(origin.path).anchor or ".." in Path(origin.path).parts):
        raise ValueError(origin.path)
    return asset


def _marked(value: object) -> object:
    """YAML's dates and times told apart from text."""
    if isinstance(value, Mapping):
        return {str(key): _marked(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_marked(entry) for entry in value]
    for mark, kind in _TIMES.items():
        if isinstance(value, kind):
            return {mark: value.isoformat()}
    return value


def _unmarked(value: Any) -> Any:
    if isinstance(value, list):
        return [_unmarked(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        mark, text = next(iter(value.items()))
        if mark in _TIMES:
            return _TIMES[mark].fromisoformat(text)
    return {key: _unmarked(entry) for key, entry in value.items()}
