"""Chinese in drawn pictures: whether this machine has a font for it. Without one it would vanish silently."""

from __future__ import annotations

import re
from functools import lru_cache

from publisher.images.resvg import rasterise
from publisher.images.sniff import ImageError
from publisher.model.drawing import FONTS

CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]")
"""Ideographs, kana and full-width punctuation: no Latin font has them."""
INSTALL = (
    "install one, such as Noto Sans CJK (Debian, Ubuntu: apt install fonts-noto-cjk; Fedora: dnf install "
    "google-noto-sans-cjk-fonts; macOS: brew install --cask font-noto-sans-cjk-sc; Windows: Settings, "
    "optional features, Chinese (Simplified) supplemental fonts)"
)
NOBODY_S = "\U0010ffff"
"""Never a character: what is drawn for it is drawn for all that no font has, a box mostly."""
_PAGE = (
    f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30" font-family="{FONTS}">'
    '<text x="8" y="22" font-size="18">&#{};</text></svg>'
)


def require(words: str, what: str, otherwise: str) -> None:
    """Raises ImageError where `words` hold Chinese and no font here has any. `what` begins the message;
    `otherwise` is what can be done beside installing one."""
    if CHINESE.search(words) and not has_chinese_font():
        raise ImageError(
            f"{what}: it has Chinese text, and no Chinese font is installed here",
            f"{INSTALL}; or {otherwise}",
        )


def has_chinese_font() -> bool:
    """Whether a font here has a character every Chinese one has."""
    return has("中")


def has(character: str) -> bool:
    """Whether a font here has a character; what leaves no mark is in none."""
    return _pixels(character) not in {_pixels(NOBODY_S), _pixels(" ")}


@lru_cache(maxsize=4096)
def _pixels(character: str) -> bytes:
    return rasterise(_PAGE.format(ord(character)), 1, fonts=True)
