"""A value written on one line, as front matter of its kind takes it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from publisher.markdown.front_matter.quoting import quote

_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


def flow(value: object, format: str = "yaml") -> str:
    """Lists, tables (with names as keys), text, true, false and null on one line of YAML or TOML; every text
    reads back as the text it is. ValueError for what TOML has no word for (null)."""
    toml = format == "toml"
    if isinstance(value, Mapping):
        pairs = ((_name(str(key), toml), flow(held, format)) for key, held in value.items())
        if toml:
            return "{ " + ", ".join(f"{name} = {held}" for name, held in pairs) + " }" if value else "{}"
        return "{" + ", ".join(f"{name}: {held}" for name, held in pairs) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(held, format) for held in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        if toml:
            raise ValueError("TOML has no word for nothing")
        return "null"
    return quote(str(value), format)


def _name(key: str, toml: bool) -> str:
    return key if toml and _BARE.fullmatch(key) else quote(key, "toml" if toml else "yaml")
