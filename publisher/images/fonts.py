"""Chinese in drawn pictures: whether this machine has a font for it. Without one it would vanish silently."""

from __future__ import annotations

import re
from functools import lru_cache

from publisher.images.resvg import rasterise
from publisher.images.sniff import ImageError

CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]")
"""Ideographs, kana and full-width punctuation: no Latin font has them."""
INSTALL = "install one, such as Noto Sans CJK (Debian, Ubuntu: apt install fonts-noto-cjk)"


def require(words: str, what: str, otherwise: str) -> None:
    """Raises ImageError where `words` hold Chinese and no font here has any. `what` begins the message;
    `otherwise` is what can be done beside installing one."""
    if CHINESE.search(words) and not has_chinese_font():
        raise ImageError(
            f"{what}: it has Chinese text, and no Chinese font is installed here",
            f"{INSTALL}; or {otherwise}",
        )


@lru_cache(maxsize=1)
def has_chinese_font() -> bool:
    """Whether a Chinese character leaves any mark when drawn here."""
    page = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text y="16">{}</text></svg>'
    return rasterise(page.format("中"), 1, fonts=True) != rasterise(page.format(" "), 1, fonts=True)
