"""Which settings of a target are strings, and which of them only say where a secret is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from publisher.contract import TargetSettings

SCHEMES = ("env", "file", "keyring", "sandbox")
_CALLED = re.compile(r"(?:^|_)(?:cookie|secret|token|password|key)$")


def strings(settings: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every setting that is text, nested ones with a dot: name and value."""
    for name in getattr(settings, "__struct_fields__", ()):
        value = getattr(settings, name)
        if isinstance(value, str):
            yield prefix + name, value
        else:
            yield from strings(value, f"{prefix}{name}.")


def is_reference(value: str) -> bool:
    """Whether it says where a secret is kept."""
    scheme, colon, _ = value.partition(":")
    return bool(colon) and scheme in SCHEMES


def references(settings: TargetSettings) -> Iterator[tuple[str, str]]:
    """The settings that are references: name and reference."""
    return ((name, value) for name, value in strings(settings) if is_reference(value))


def bare(settings: TargetSettings) -> Iterator[str]:
    """The settings that are called like secrets and hold one themselves."""
    return (
        name
        for name, value in strings(settings)
        if value and _CALLED.search(name) and not is_reference(value)
    )
