"""Which characters count as Chinese, Japanese or Korean: for emphasis, line ends and bare addresses."""

from __future__ import annotations

import unicodedata
from functools import cache

EMOJI = (
    (0x231A, 0x231B), (0x23E9, 0x23F3), (0x25FD, 0x25FE), (0x2614, 0x2615), (0x2630, 0x2637),
    (0x2648, 0x2653), (0x267F, 0x267F), (0x268A, 0x268F), (0x2693, 0x2693), (0x26A1, 0x26A1),
    (0x26AA, 0x26AB), (0x26BD, 0x26BE), (0x26C4, 0x26C5), (0x26CE, 0x26CE), (0x26D4, 0x26D4),
    (0x26EA, 0x26EA), (0x26F2, 0x26F5), (0x26FA, 0x26FD), (0x2705, 0x2705), (0x270A, 0x270B),
    (0x2728, 0x2728), (0x274C, 0x274E), (0x2753, 0x2757), (0x2795, 0x2797), (0x27B0, 0x27BF),
    (0x2B1B, 0x2B1C), (0x2B50, 0x2B55), (0x1F000, 0x1FAFF),
)  # fmt: skip
"""Wide in width, but pictures: they take no part in the rules for Chinese text."""


@cache
def is_cjk(character: str) -> bool:
    """Wide, full-width or half-width by Unicode's East Asian Width, and no emoji."""
    if character < "\u1100":
        return False
    if unicodedata.east_asian_width(character) not in "WFH":
        return False
    code = ord(character)
    return not any(low <= code <= high for low, high in EMOJI)


@cache
def is_chinese_text(character: str) -> bool:
    """As `is_cjk`, or punctuation that Chinese shares with others: “ ” ‘ ’ … ‥ — ― · ‧ ※"""
    return is_cjk(character) or character in "“”‘’…‥—―·‧※"
