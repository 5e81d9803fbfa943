"""One article as `draft/add` takes it: only characters the platform can store, and how long each field is."""

from __future__ import annotations

import re

from publisher.errors import Rejected
from publisher.markdown.width import columns
from publisher.model.rendition import Payload

MARKS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""What is never shown: control characters, halves of surrogate pairs (\\r too: a line feed is enough)."""
SEPARATORS = re.compile("[\u2028\u2029]")
"""Line ends that JSON allows and scripts do not."""
MEASURED = {
    "45002": ("content", "text"),
    "45003": ("title", "title"),
    "45004": ("digest", "digest"),
    "45005": ("content_source_url", "address of the original"),
    "45110": ("author", "author"),
}
"""Codes of a field that is too long → the field, and its name in words."""


def article(payload: Payload) -> dict[str, object]:
    """The whole of it: an update replaces every field."""
    rendition = payload.rendition
    return {
        "title": _line(rendition.title),
        "author": _line(rendition.author),
        "digest": _line(rendition.summary),
        "content": sendable(payload.body),
        "content_source_url": rendition.source_url,
        "thumb_media_id": payload.cover.id if payload.cover else "",
        **rendition.fields,
    }


def sendable(text: str) -> str:
    """Without what JSON, UTF-8 or the platform's own scripts stumble over."""
    return SEPARATORS.sub("\n", MARKS.sub("", text))


def measured(error: Rejected, payload: Payload) -> str:
    """The length of the field that was refused as too long, in every unit it may be counted in; "" for
    another error. The platform names neither the field's length nor the unit."""
    field, name = MEASURED.get(error.code, ("", ""))
    if not field:
        return ""
    text = str(article(payload)[field])
    size = f"{len(text):,} characters, {columns(text):,} columns, {len(text.encode()):,} bytes"
    return f"; the {name} has {size}"


def _line(text: str) -> str:
    return " ".join(sendable(text).split("\n"))
