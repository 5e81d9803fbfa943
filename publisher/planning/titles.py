"""Titles as matching compares them: what is the same title, and which part of a series one names. Pure."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100}
_NUMERAL = "[零〇一二两三四五六七八九十百]+"
_PARTS = {"上": 1, "中": 2, "下": 3}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}

_COUNT = f"\\d+|{_NUMERAL}|[上中下]|i{{1,3}}|iv|vi{{0,3}}|ix|x"
_WORDS = "[篇章节回部期讲弹集]"
_SERIES = re.compile(
    rf"[(\[【「《]\s*第?\s*({_COUNT})\s*{_WORDS}?\s*[)\]】」》]"
    rf"|第\s*(\d+|{_NUMERAL})\s*{_WORDS}"
    rf"|(?:\b(?:part|vol|no)\.?|#)\s*({_COUNT})\b"
    rf"|[\s\-—–_·:、]({_COUNT})\s*篇?\s*$"
)
"""A title's place in a series: `(3)`, `（三）`, `第3篇`, `Part II`, or `-2` or `·下` at its end."""
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_LATIN = re.compile(r"[a-z]+")
_POINT = re.compile(r"(?<=\d)\.(?=\d)")


def key(title: str) -> str:
    """The title's letters and digits alone, in one form: equal keys are the same title, whatever brackets,
    quotes, punctuation, spaces and letter case it is written with. Places in a series stay, as numbers."""
    return "".join(char for char in _POINT.sub("p", _counted(title)) if char.isalnum())


def series(title: str) -> int | None:
    """The part of a series that a title says it is, None where it says none."""
    found = _SERIES.search(_plain(title))
    return _value(next(filter(None, found.groups()))) if found else None


def numbers(title: str) -> tuple[str, ...]:
    """All numbers in a title, in order; a place in a series counts as one, however it is written."""
    return tuple(_NUMBER.findall(_counted(title)))


def names(title: str) -> frozenset[str]:
    """Words in Latin letters: among Chinese ones they are names, so that other ones mean another text."""
    return frozenset(_LATIN.findall(_counted(title)))


def pairs(title: str) -> frozenset[str]:
    """The title key's pairs of neighbouring characters: shared ones tell how alike two titles are."""
    plain = key(title)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """0 to 1 (Dice): how many pairs two titles share."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _counted(title: str) -> str:
    """The title in plain form, its place in a series as digits."""
    plain = _plain(title)
    place = _SERIES.search(plain)
    return f"{plain[: place.start()]} {series(title)} {plain[place.end() :]}" if place else plain


def _plain(title: str) -> str:
    return unicodedata.normalize("NFKC", title).casefold().strip()


def _value(said: str) -> int:
    if said.isdecimal():
        return int(said[:9])
    if said in _PARTS or said in _ROMAN:
        return _PARTS.get(said) or _ROMAN[said]
    total, digit = 0, 0
    for sign in said:
        if sign in _UNITS:
            total += (digit or 1) * _UNITS[sign]
            digit = 0
        else:
            digit = digit * 10 + _DIGITS.get(sign, 0)
    return total + digit
