"""Declarations laid over others, and only those of them that say something."""

from __future__ import annotations

from collections.abc import Mapping

Style = Mapping[str, str]

INITIAL: Mapping[str, frozenset[str]] = {
    "padding": frozenset({"0"}),
    "border": frozenset({"0"}),
    "border-radius": frozenset({"0"}),
    "background": frozenset({"none", "transparent"}),
    "box-shadow": frozenset({"none"}),
    "text-shadow": frozenset({"none"}),
    "text-decoration": frozenset({"none"}),
    "max-width": frozenset({"none"}),
    "min-width": frozenset({"0", "auto"}),
    "opacity": frozenset({"1"}),
    "float": frozenset({"none"}),
}
"""Values that browsers start from, of properties that are not inherited."""
STARTS_OTHERWISE: Mapping[str, frozenset[str]] = {
    "padding": frozenset({"blockquote", "td", "th"}),
    "border": frozenset({"blockquote", "hr", "table", "td", "th"}),
    "text-decoration": frozenset({"a", "u", "s"}),
}
"""Elements for which browsers, or the reader's page around the article, start from something else."""


def laid(style: Style, over: Style) -> dict[str, str]:
    """Declarations over others; a shorthand also sets aside what it covers, as the cascade would."""
    merged = dict(style)
    for name, value in over.items():
        for known in [known for known in merged if known == name or _covers(name, known)]:
            del merged[known]
        merged[name] = value
    return merged


def telling(style: Style, names: tuple[str, ...]) -> Style:
    """Without what an element of these selectors is anyway."""
    return {
        name: value
        for name, value in style.items()
        if value not in INITIAL.get(name, ()) or not STARTS_OTHERWISE.get(name, frozenset()).isdisjoint(names)
    }


def _covers(name: str, known: str) -> bool:
    if not known.startswith(f"{name}-"):
        return False
    if name in {"margin", "padding", "background"}:
        return True
    return name.startswith("border") and known not in {"border-radius", "border-collapse", "border-spacing"}
