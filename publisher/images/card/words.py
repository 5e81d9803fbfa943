"""What of a title can be drawn: no pictographs, which few machines have a font for, nothing invisible."""

from __future__ import annotations

import re
import unicodedata

_PICTOGRAPHS = re.compile(
    "[\U0001f000-\U0001faff\U000e0020-\U000e007f\ufe0f\u20e3\u200d]|.\ufe0f\u20e3?|"
    "[\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab"
    "\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e"
    "\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55]"
)
"""Unicode's `Emoji_Presentation`, and whatever is marked as a picture."""
_KEYCAP = re.compile("([0-9#*])\ufe0f?\u20e3")
_NOTHING = frozenset({"Cc", "Cf", "Cs", "Cn", "Co"})
"""Controls, marks without a form, halves of characters, and characters nobody has defined."""


def drawable(words: str) -> str:
    """The words on one line, without what no font can be counted on for."""
    words = _PICTOGRAPHS.sub(" ", _KEYCAP.sub(r"\1", words))
    spaced = (" " if c.isspace() else c for c in unicodedata.normalize("NFC", words))
    return " ".join("".join(c for c in spaced if unicodedata.category(c) not in _NOTHING).split())


def pictographs(words: str) -> tuple[str, ...]:
    """What `drawable` leaves out of them that readers would have seen, each once."""
    found = _PICTOGRAPHS.findall(_KEYCAP.sub(r"\1", words))
    seen = (each.strip("\ufe0f\u200d\u20e3") for each in found)
    return tuple(
        dict.fromkeys(each for each in seen if each and unicodedata.category(each[0]) not in _NOTHING)
    )
