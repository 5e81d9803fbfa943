"""Which declarations an element has to carry, given what is already in force around it."""

from __future__ import annotations

from collections.abc import Mapping

Style = Mapping[str, str]

INITIAL: Style = {
    "text-align": "justify",
    "text-indent": "0",
    "letter-spacing": ".034em",
    "font-style": "normal",
    "font-weight": "400",
    "white-space": "normal",
    "word-break": "normal",
    "overflow-wrap": "normal",
    "text-transform": "none",
}
"""Properties an element takes over from the one around it, and where WeChat's page starts them."""
LOST = ("font-size", "line-height", "color")
"""Taken over as well, but WeChat's editor is known to break that when somebody saves a draft."""
INHERITED = frozenset({*INITIAL, *LOST, "font-family", "word-spacing", "tab-size", "font-variant"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
REPEATED = HEADINGS | {"p", "li", "pre", "table"}
"""What holds text: it says itself what the editor would lose."""
BLOCKS = REPEATED | {"section", "blockquote", "ul", "ol"}
NEUTRAL = BLOCKS | {"span", "td", "th"}
"""Elements that change nothing of their text by themselves, but for these."""
ITS_OWN = {
    **dict.fromkeys(HEADINGS, ("font-weight",)),
    "th": ("font-weight", "text-align"),
    "pre": ("white-space", "font-family", "font-size"),
}
MEANT = {
    "strong": ("font-weight", "700"),
    "em": ("font-style", "italic"),
    "u": ("text-decoration", "underline"),
    "s": ("text-decoration", "line-through"),
}
"""What an element shows by itself."""
WEIGHTS = {"bold": "700", "normal": "400"}


def inherited(style: Style) -> Style:
    """The part of a style that what stands inside takes over."""
    return {name: value for name, value in style.items() if name in INHERITED}


def needed(tag: str, wanted: Style, around: Style, *, repeat: bool) -> Style:
    """What is left to write on a `tag` that is to look as `wanted`, inside one that shows `around`.

    `repeat`: running text says again what the editor would lose.
    """
    again = {name: around[name] for name in LOST if name in around} if repeat and tag in REPEATED else {}
    # a hanging indent is meant for a block's own first line, never for the blocks within it
    fresh = {"text-indent": "0"} if tag in BLOCKS else {}
    whole = {**fresh, **again, **wanted}
    return {
        name: value for name, value in whole.items() if name in again or not _shown(tag, name, value, around)
    }


def _shown(tag: str, name: str, value: str, around: Style) -> bool:
    if name == "font-weight":
        value = WEIGHTS.get(value, value)
    if tag in MEANT:
        return MEANT[tag] == (name, value)
    if tag not in NEUTRAL or name not in INHERITED or name in ITS_OWN.get(tag, ()):
        return False
    return around.get(name, INITIAL.get(name)) == value


def text_of(style: Style) -> str:
    """A style attribute's text; the values are safe already (the theme's loader and the rules see to it)."""
    return ";".join(f"{name}:{value}" for name, value in style.items())
