"""Links, cards, mentions, references and pictures (R16–R19, R21)."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ..markup import Element
from .tags import Found


def pictures(root: Element) -> Found:
    for element, above in root.walk():
        if element.tag != "img" or "eeimg" in element.attributes:
            continue
        values = element.attributes
        for name in ("src", "data-original-src"):
            parts = urlsplit(values.get(name, ""))
            if not parts.netloc.endswith(".zhimg.com") or parts.scheme != "https":
                yield "foreign-picture", values.get(name, "")[:80]
            private = parts.netloc.startswith("pic-private")
            if private or "auth_key" in parts.query or "expiration" in parts.query:
                yield "temporary-picture", values.get(name, "")[:80]
        if not all(values.get(f"data-raw{side}", "").isdigit() for side in ("width", "height")):
            yield "picture-size", values.get("src", "")[:80]
        if values.get("data-size") not in {"normal", "small"}:
            yield "picture-size", "data-size"
        if "data-caption" not in values or "\n" in values["data-caption"]:
            yield "picture-caption", values.get("data-caption", "no data-caption")[:40]
        if above[-1].tag not in {"", "figure"}:
            yield "picture-in-text", f"in <{above[-1].tag}>"


def links(root: Element) -> Found:
    for element, above in root.walk():
        if element.tag != "a":
            continue
        href = element.attributes.get("href", "")
        if element.attributes.get("class") == "member_mention":
            if not re.fullmatch(r"[0-9a-f]{32}", element.attributes.get("data-hash", "")):
                yield "mention-hash", href[:60]
            if not href.startswith("/people/"):
                yield "link-address", href[:60]
        elif not re.match(r"https?://[^/\s]", href):
            yield "link-address", href[:60]
        if not element.children:
            yield "link-empty", href[:60]
        if any(outer.tag == "a" for outer in above):
            yield "link-in-link", href[:60]
        if element.attributes.get("data-draft-type") == "link-card":
            yield from _card(element, above[-1])


def _card(element: Element, parent: Element) -> Found:
    if parent.tag:
        yield "card-in-text", f"in <{parent.tag}>"
    missing = {"data-draft-title", "data-draft-cover"} - element.attributes.keys()
    if missing or element.attributes.get("data-draft-node") != "block" or element.elements:
        yield "card-form", element.text[:40]


def references(root: Element) -> Found:
    told: dict[int, tuple[str, str]] = {}
    for element, _ in root.walk():
        if element.tag != "sup":
            continue
        values = element.attributes
        missing = [name for name in ("data-text", "data-url", "data-numero") if name not in values]
        kind = (values.get("data-draft-node"), values.get("data-draft-type"))
        if missing or kind != ("inline", "reference") or not values.get("data-text"):
            yield "reference-attributes", " ".join(missing) or values.get("data-text", "")
        number = values.get("data-numero", "")
        if not number.isdigit() or not 0 < int(number) <= len(told) + 1:
            yield "reference-number", number
            continue
        said = (values.get("data-text", ""), values.get("data-url", ""))
        if told.setdefault(int(number), said) != said:
            yield "reference-differs", f"{number}: {said}"
        if element.text != f"[{number}]":
            yield "reference-number", element.text
