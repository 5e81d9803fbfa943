"""A title that counts: the name of what it is a part of, and which part."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_CHINESE = "零〇一二两三四五六七八九十百"
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"上": 1, "中": 2, "下": 3}
_ROMAN = {"I": 1, "V": 5, "X": 10}
_NUMBER = rf"\d{{1,3}}|[{_CHINESE}]{{1,5}}"
_ROMAN_NUMBER = r"(?=[IVX])X{0,2}(?:IX|IV|V?I{0,3})"
_UNITS = "篇章节讲部回期集课弹话天周季卷辑"
_WORDS = "part|chapter|episode|lesson|lecture|session|day|week|vol(?:ume)?|ep|pt|no"
_END = r"(?=\s*(?:$|[-–—:：|｜、。,，;；·!！?？(（《「【]))"
"""What ends a number that stands bare: the title's end, or a sign (but no decimal point)."""
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[(（\[【]\s*(?:第\s*)?(?P<n>{_NUMBER}|[上中下]|{_ROMAN_NUMBER})\s*[{_UNITS}]?\s*[)）\]】]",
        r"[(（\[【]\s*(?P<n>\d{1,3})\s*(?:/|of)\s*\d{1,3}\s*[)）\]】]",
        rf"第\s*(?P<n>{_NUMBER})\s*[{_UNITS}]",
        rf"(?i:\b(?:{_WORDS})\b\.?\s*#?)(?P<n>\d{{1,3}}|{_ROMAN_NUMBER})\b",
        r"#(?P<n>\d{1,3})\b",
        rf"(?<=[\u4e00-\u9fff])[\s_-]?(?P<n>\d{{1,3}}){_END}(?!\s*[:：]\d)",
        rf"(?<=[\u4e00-\u9fff])(?P<n>[上中下])[篇集部]{_END}",
        rf"(?<=[-–—:：·\s])(?P<n>[上中下]){_END}",
        rf"[之其]?(?P<n>[{_CHINESE}]{{1,5}}){_END}",
        r"(?P<n>[\u2160-\u216b])",
    )
)
"""Ways of counting, the surest first. A number right behind Latin letters (Qwen2, GPT-4) counts nothing."""
_BREAK = re.compile(r"\s*(?:[-–—]+|[:：|｜]|$)")
_AROUND = " \t_-–—:：|｜、,，;；·.。#(（[【"
_QUOTES = str.maketrans("", "", "《》「」“”\"'【】")


class Part(NamedTuple):
    """`names` are what the series may be called, the likeliest first. `label` is the number as written, where
    the title says no more than name and number."""

    names: tuple[str, ...]
    number: int
    label: str = ""

    @property
    def alone(self) -> bool:
        return bool(self.label)


def part(title: str) -> Part | None:
    """What a title counts; None for one that does not."""
    for form in _FORMS:
        for found in form.finditer(title):
            number, names = value(found["n"]), _names(title[: found.start()])
            if number is not None and names:
                alone = not title[found.end() :].strip(_AROUND)
                return Part(names, number, title[found.start() :].strip(" \t-–—_") if alone else "")
    return None


def opening(title: str) -> str:
    """The name of a series that a title without a number may open: its words up to a dash or colon."""
    found = _BREAK.search(title)
    return _name(title[: found.start()]) if found else ""


@lru_cache(maxsize=4096)
def same(name: str) -> str:
    """One spelling for all spellings of a series' name: width, case, spaces and quotes apart."""
    plain = unicodedata.normalize("NFKC", name).casefold().translate(_QUOTES)
    return re.sub(r"\s+|(?<=\S)系列$", "", plain.strip(_AROUND))


def value(written: str) -> int | None:
    """A number as titles write it: digits of any width, Chinese to 九百九十九, Roman, or 上中下."""
    text = unicodedata.normalize("NFKC", written)
    if text in _PLACES:
        return _PLACES[text]
    if text.isdecimal():
        return int(text)
    if text.strip("IVX"):
        return _chinese(text)
    steps = [_ROMAN[sign] for sign in text]
    return sum(-one if one < after else one for one, after in zip(steps, (*steps[1:], 0), strict=True))


def _chinese(text: str) -> int | None:
    """None for what is no number: 三二, 十百."""
    hundreds, has_hundreds, rest = text.rpartition("百")
    tens, has_tens, ones = rest.lstrip("零〇" if has_hundreds else "").rpartition("十")
    if not (has_hundreds or has_tens) and len(ones) > 1 and not set(ones) & {"零", "〇"}:
        return None
    parts = (hundreds or ("一" if has_hundreds else "零"), tens or ("一" if has_tens else "零"))
    if any(each not in _DIGITS for each in (*parts, *ones)) or (has_tens and len(ones) > 1):
        return None
    return (
        _DIGITS[parts[0]] * 100
        + _DIGITS[parts[1]] * 10
        + int("".join(str(_DIGITS[one]) for one in ones) or 0)
    )


def _names(before: str) -> tuple[str, ...]:
    """All words before the number, and those behind the last dash or colon: `DQN——强化学习(1)`."""
    whole, last = _name(before), _name(re.split(r"[-–—:：|｜]", before.rstrip(_AROUND))[-1])
    return tuple(dict.fromkeys(name for name in (whole, last) if name))


def _name(words: str) -> str:
    """Words as a name; one character names nothing."""
    name = words.strip(_AROUND)
    return name if len(same(name)) > 1 else ""
