"""How much room text takes in a diagram, whatever fonts a machine has: its layout is the same everywhere."""

from __future__ import annotations

import unicodedata

# fmt: off
REGULAR = (
    224, 323, 474, 555, 555, 921, 680, 278, 338, 338, 467, 555, 278, 347, 278, 392, 555, 555, 555, 555,
    555, 555, 555, 555, 555, 555, 278, 278, 555, 555, 555, 474, 946, 608, 657, 638, 688, 589, 552, 689,
    728, 293, 535, 646, 543, 812, 723, 742, 633, 742, 635, 596, 599, 721, 575, 878, 573, 531, 603, 338,
    392, 338, 555, 559, 606, 563, 618, 510, 620, 554, 325, 564, 607, 275, 275, 552, 284, 926, 610, 606,
    620, 620, 388, 468, 377, 607, 521, 802, 498, 521, 475, 338, 270, 338, 555,
)
BOLD = (
    227, 370, 574, 590, 590, 963, 740, 325, 378, 378, 507, 590, 325, 370, 325, 387, 590, 590, 590, 590,
    590, 590, 590, 590, 590, 590, 325, 325, 590, 590, 590, 514, 1007, 641, 681, 656, 714, 615, 585, 717,
    757, 330, 568, 686, 578, 853, 749, 770, 667, 770, 682, 624, 625, 748, 619, 915, 627, 580, 613, 378,
    387, 378, 590, 567, 626, 591, 644, 527, 644, 581, 372, 597, 640, 304, 306, 604, 315, 964, 641, 626,
    644, 644, 436, 495, 421, 637, 576, 863, 562, 574, 511, 378, 296, 378, 590,
)
# fmt: on
"""Thousandths of an em for each character of ASCII from the space on, in Noto Sans CJK. PingFang and YaHei
are within a few percent of it."""
OTHER = 0.62
"""em of any other narrow letter: Greek, Cyrillic, Latin with accents."""
_INVISIBLE = frozenset({"Mn", "Me", "Cf", "Cc"})
_CLOSING = frozenset({"Pe", "Pf", "Po"})
_OPENING = frozenset({"Ps", "Pi"})


def width(text: str, *, bold: bool = False) -> float:
    """em of one line."""
    ascii_widths = BOLD if bold else REGULAR
    return sum(ascii_widths[ord(c) - 32] / 1000 if " " <= c <= "~" else _other(c) for c in text)


def wrapped(text: str, room: float, *, bold: bool = False) -> list[str]:
    """Lines of at most `room` em (0 = no limit) for a paragraph; what cannot be parted is longer. A Chinese
    text parts anywhere but before what closes and after what opens, others between words."""
    found: list[str] = []
    for paragraph in text.split("\n"):
        line, taken = "", 0.0
        for piece in _pieces(paragraph):
            wide = width(piece, bold=bold)
            if line and room and taken + wide > room:
                found.append(line)
                line, taken = "", 0.0
            line += piece
            taken += wide
        found.append(line)
    return found


def _other(character: str) -> float:
    if unicodedata.category(character) in _INVISIBLE:
        return 0
    return 1 if unicodedata.east_asian_width(character) in "WFA" else OTHER


def _pieces(text: str) -> list[str]:
    """What may not be parted: a word with the spaces behind it, a Chinese character with its punctuation."""
    found: list[str] = []
    for c in text:
        before = found[-1][-1] if found else " "
        alone = unicodedata.east_asian_width(c) in "WF" or unicodedata.east_asian_width(before) in "WF"
        kind = unicodedata.category(c)
        glued = kind in _CLOSING or unicodedata.category(before) in _OPENING or not alone
        if found and (c.isspace() or (glued and not before.isspace())):
            found[-1] += c
        else:
            found.append(c)
    return found
