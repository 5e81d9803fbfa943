"""Whether this machine has a font for each character: what it has none for would show as an empty box."""

from __future__ import annotations

import unicodedata

from publisher.images import fonts
from publisher.images.sniff import ImageError

OTHERWISE = "name a picture in the front matter (cover: picture.png)"


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


def drawn(character: str) -> bool:
    """Whether it shows; what only marks the character before it, or parts words, always does."""
    return unicodedata.category(character) in {"Mn", "Me", "Zs"} or fonts.has(character)
