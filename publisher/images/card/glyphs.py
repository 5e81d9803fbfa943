"""Whether this machine has a font for each character: what it has none for would show as an empty box."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from publisher.images import fonts
from publisher.images.resvg import rasterise
from publisher.images.sniff import ImageError
from publisher.model.drawing import FONTS

NOBODY_S = "\U0010ffff"
"""Never a character: what is drawn for it is drawn for all that are missing."""
OTHERWISE = "name a picture in the front matter (cover: picture.png)"
_PAGE = (
    f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30" font-family="{FONTS}">'
    '<text x="8" y="22" font-size="18">&#{};</text></svg>'
)


def require(words: str) -> None:
    """Raises ImageError naming the characters that no font here has, and what to install."""
    fonts.require(words, "the cover cannot be drawn", OTHERWISE)
    missing = sorted({c for c in words if not c.isascii() and not drawn(c)})
    if missing:
        named = ", ".join(f"{c} (U+{ord(c):04X} {unicodedata.name(c, 'nameless')})" for c in missing[:5])
        raise ImageError(
            f"the cover cannot be drawn: no font here has {named}",
            f"install one that has, such as Noto (Debian, Ubuntu: apt install fonts-noto); or {OTHERWISE}",
        )


@lru_cache(maxsize=4096)
def drawn(character: str) -> bool:
    """Whether a font here has it; what only marks the character before it always is."""
    return unicodedata.category(character) in {"Mn", "Me", "Zs"} or _pixels(character) != _pixels(NOBODY_S)


@lru_cache(maxsize=4096)
def _pixels(character: str) -> bytes:
    return rasterise(_PAGE.format(ord(character)), 1, fonts=True)
