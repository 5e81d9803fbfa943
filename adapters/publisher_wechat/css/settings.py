"""Colours and fonts that come from settings, judged before they are laid into a theme."""

from __future__ import annotations

from .colours import parse
from .read import tokens
from .sums import Unresolved
from .values import Useless, text
from .variables import Variables

FONTS = frozenset({"sans", "serif"})


def wrong(accent: str, font: str) -> tuple[str, str] | None:
    """(what, advice) for a value that is no colour or no font stack; "" = not set."""
    if accent and parse(accent) is None:
        return f"the accent {accent!r} is no colour", "write it as #rrggbb, rgb(…), hsl(…) or a colour's name"
    if font and font not in FONTS:
        try:
            text("font-family", tokens(font), Variables({}))
        except (Unresolved, Useless) as why:
            return (
                f"the font {font!r} is no list of fonts: {why.args[0]}",
                "use sans, serif or 'Name, Name, serif'",
            )
    return None
